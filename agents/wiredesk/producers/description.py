"""What the gateway's OpenAPI document says, and the shapes of its answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from litestar.openapi import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIType

from wiredesk.producers.bodies import Fault
from wiredesk_schemas import RawArticle
from wiredesk_schemas.examples import EXAMPLES


@dataclass(frozen=True, slots=True)
class Accepted:
    """An article that Kafka has. `record` is the key of its outcome; `article_id` is null when wiredesk derives it."""

    record: str
    article_id: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a body's articles."""

    accepted: list[Accepted]
    refused: list[Fault]

    @classmethod
    def of(cls, articles: Sequence[RawArticle], origins: Sequence[str], faults: Sequence[Fault]) -> "Taken":
        """Articles with their origins, in order, and the faults."""
        accepted = [
            Accepted(origin, article.article_id, article.url) for article, origin in zip(articles, origins, strict=True)
        ]
        return cls(accepted, list(faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """RFC 9457, with the faults of single articles."""

    title: str
    status: int
    detail: str
    faults: list[Fault]
    type: str = "about:blank"


@dataclass
class ArticlesOperation(Operation):
    """POST /articles reads its body itself, so its schema is said here."""

    def __post_init__(self) -> None:
        """Describe the body."""
        text = Schema(one_of=[Schema(type=OpenAPIType.STRING), Schema(type=OpenAPIType.NULL)])
        names = [name for name in RawArticle.__dataclass_fields__ if name not in ("kind", "body")]
        article = Schema(
            type=OpenAPIType.OBJECT,
            title="RawArticle",
            description=RawArticle.__doc__,
            properties={"body": Schema(type=OpenAPIType.STRING), **dict.fromkeys(names, text)},
            required=["body"],
            examples=[{"body": EXAMPLES[RawArticle].body}],  # type: ignore[attr-defined]  # the example of this type
        )
        lines = Schema(type=OpenAPIType.STRING, description="One RawArticle a line, at most 1,000.")
        self.request_body = RequestBody(
            required=True,
            content={
                "application/json": OpenAPIMediaType(schema=article),
                "application/x-ndjson": OpenAPIMediaType(schema=lines),
            },
        )


def answers() -> dict[int, ResponseSpec]:
    """What POST /articles answers, by status."""
    told = {
        400: "The body cannot be read.",
        401: "No known API key.",
        413: "Too large, or too many articles.",
        415: "Another content type or encoding than the gateway reads.",
        422: "No article in it.",
        429: "Faster than this producer may send; see Retry-After.",
        503: "Kafka did not take it; send again.",
    }
    specs: dict[int, ResponseSpec] = {
        status: ResponseSpec(Problem, description=text, media_type="application/problem+json", generate_examples=False)
        for status, text in told.items()
    }
    specs[202] = ResponseSpec(Taken, description="Kafka has the accepted articles.", generate_examples=False)
    return specs

"""Take articles by HTTP.

POST /articles   one article (application/json) or up to 1,000 as JSON lines (application/x-ndjson), gzip or not;
                 "Authorization: Bearer wd_..." when the gateway has keys
GET  /healthz    200 while articles are taken
GET  /schema     OpenAPI, and pages to read it

Delivery. 202 is answered when Kafka has every accepted article on all in-sync replicas, and never before; `record` is
where it stands and the key of its outcome. On 503 or no answer send again: repeats are recognised (dedupe). Of JSON
lines those that are no articles are refused with line and reason, the others are taken.
Errors are application/problem+json (RFC 9457).
"""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from litestar import Litestar, Request, Response, get, post
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme

from wiredesk import __version__
from wiredesk.doors import GatewayMetrics
from wiredesk.producers.bodies import MAX_BODY_BYTES, BodyRefused, Fault, parse_body, unpacked
from wiredesk.producers.description import ArticlesOperation, Problem, Taken, answers
from wiredesk.producers.keys import Allowance, KeyRing, Producer
from wiredesk.producers.sending import NotTaken
from wiredesk_schemas import RawArticle, encode

logger = logging.getLogger("wiredesk.gateway")

RETRY_AFTER_S = 5


class Sender(Protocol):
    """What the gateway sends with: wiredesk.producers.sending.ArticleSender."""

    async def send(self, articles: Sequence[RawArticle]) -> list[str]:
        """Send and await; origins."""


class Refusal(Exception):
    """An answer that is a problem."""

    def __init__(self, problem: Problem, headers: dict[str, str]) -> None:
        super().__init__(problem.detail)
        self.problem = problem
        self.headers = headers


class Gateway:
    """Decides on requests; the routes below only carry them here."""

    def __init__(
        self, sender: Sender, keys: KeyRing | None, metrics: GatewayMetrics, clock_s: Callable[[], float]
    ) -> None:
        self._sender = sender
        self._keys = keys
        self._metrics = metrics
        self._clock_s = clock_s
        self._allowances: dict[str, Allowance] = {}

    def admit(self, authorization: str | None) -> tuple[str, Producer | None]:
        """Who asks. Raises Refusal 401."""
        if self._keys is None:
            return "anyone", None
        scheme, _, key = (authorization or "").partition(" ")
        found = self._keys.resolve(key.strip()) if scheme.lower() == "bearer" else None
        if found is None:
            detail = "expected a known API key as: Authorization: Bearer wd_..."
            raise refusal(401, "no such key", detail, headers={"www-authenticate": "Bearer"})
        return found

    async def take(self, body: bytes, media_type: str, encoding: str | None, authorization: str | None) -> Taken:
        """Check and send the articles of a body. Raises Refusal."""
        name, producer = self.admit(authorization)
        try:
            parsed = parse_body(unpacked(body, encoding), media_type)
        except BodyRefused as e:
            raise refusal(e.status, e.title, e.detail) from e
        checked = [self._allowed_source(number, item, producer) for number, item in enumerate(parsed, 1)]
        faults = [item for item in checked if isinstance(item, Fault)]
        articles = [item for item in checked if isinstance(item, RawArticle)]
        self._metrics.sent(name, "refused", len(faults))
        if not articles:
            raise refusal(422, "no article", faults[0].detail, faults=faults)
        self._limit(name, producer, len(articles))
        try:
            origins = await self._sender.send(articles)
        except NotTaken as e:
            self._metrics.sent(name, "failed", len(articles))
            detail = f"{e}; send again, repeats are recognised"
            raise refusal(503, "not taken", detail, headers={"retry-after": str(RETRY_AFTER_S)}) from e
        self._metrics.sent(name, "taken", len(articles))
        return Taken.of(articles, origins, faults)

    def _allowed_source(self, number: int, item: RawArticle | Fault, producer: Producer | None) -> RawArticle | Fault:
        if isinstance(item, Fault) or producer is None or producer.sources is None or item.source in producer.sources:
            return item
        allowed = ", ".join(producer.sources)
        return Fault(number, "source-not-allowed", f"expected source to be one of: {allowed}; got {item.source!r}")

    def _limit(self, name: str, producer: Producer | None, count: int) -> None:
        if producer is None:
            return
        if count > producer.articles_per_minute:
            self._metrics.sent(name, "limited", count)
            detail = (
                f"expected at most {producer.articles_per_minute} articles, as many as a minute allows, got {count}"
            )
            raise refusal(413, "too many articles", detail)
        allowance = self._allowances.get(name)
        if allowance is None or allowance.per_minute != producer.articles_per_minute:
            allowance = self._allowances[name] = Allowance(producer.articles_per_minute, self._clock_s())
        wait_s = allowance.take(count, self._clock_s())
        if wait_s > 0:
            self._metrics.sent(name, "limited", count)
            detail = f"{producer.articles_per_minute} articles a minute are allowed; wait {wait_s:.0f} s"
            raise refusal(429, "too fast", detail, headers={"retry-after": str(int(wait_s) + 1)})


def refusal(
    status: int, title: str, detail: str, *, faults: Sequence[Fault] = (), headers: dict[str, str] | None = None
) -> Refusal:
    """An answer that says what was expected and what came."""
    return Refusal(Problem(title=title, status=status, detail=detail, faults=list(faults)), headers or {})


def build_gateway(
    sender: Sender,
    keys: KeyRing | None,
    clock_s: Callable[[], float] = time.monotonic,
    *,
    metrics: GatewayMetrics | None = None,
) -> Litestar:
    """The HTTP application. Without `keys` anyone who reaches it may send."""
    gateway = Gateway(sender, keys, metrics or GatewayMetrics(), clock_s)
    # The document says what holds: a key is needed where there are keys.
    security = [{"key": list[str]()}] if keys is not None else None

    @post("/articles", status_code=202, operation_class=ArticlesOperation, responses=answers(), security=security)
    async def articles(request: Request[Any, Any, Any]) -> Response[bytes]:
        """Send one article, or several as JSON lines."""
        taken = await gateway.take(
            await request.body(),
            request.headers.get("content-type", "").partition(";")[0].strip().lower(),
            request.headers.get("content-encoding"),
            request.headers.get("authorization"),
        )
        return Response(encode(taken), status_code=202, media_type="application/json")

    @get("/healthz", sync_to_thread=False)
    def health() -> dict[str, str]:
        """Whether articles are taken, and whether the key file is fit to use."""
        fault = keys.fault if keys is not None else None
        return {"status": "ok"} if fault is None else {"status": "ok", "keys": fault}

    return Litestar(
        [articles, health],
        request_max_body_size=MAX_BODY_BYTES,
        logging_config=None,
        exception_handlers={Refusal: _answer_refusal, HTTPException: _answer_http_error, Exception: _answer_bug},
        openapi_config=OpenAPIConfig(
            title="wiredesk gateway",
            version=__version__,
            description="Send raw articles to wiredesk.",
            components=Components(security_schemes={"key": SecurityScheme(type="http", scheme="bearer")}),
        ),
    )


def _answer_refusal(_: Request[Any, Any, Any], error: Refusal) -> Response[bytes]:
    return _problem(error.problem, error.headers)


def _answer_http_error(_: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    titles = {404: "no such path", 405: "no such method", 413: "body too large"}
    title = titles.get(error.status_code, "bad request")
    detail = f"expected at most {MAX_BODY_BYTES:,} bytes" if error.status_code == 413 else error.detail
    return _problem(Problem(title=title, status=error.status_code, detail=detail, faults=[]), error.headers or {})


def _answer_bug(_: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    logger.error("gateway failed", exc_info=error)
    return _problem(Problem(title="our fault", status=500, detail="send again, repeats are recognised", faults=[]), {})


def _problem(problem: Problem, headers: Any) -> Response[bytes]:
    return Response(
        encode(problem), status_code=problem.status, headers=dict(headers), media_type="application/problem+json"
    )

"""wiredesk: raw news articles in, announced meetings and mentioned topics out, over Kafka.

clean      articles.raw     -> articles.clean      text, title, language, when published
dedupe     articles.clean   -> articles.linked     new, revision or near copy; other copies end here
enrich     articles.linked  -> articles.reports    what the article says of meetings
                            -> events.topic-mentioned
reconcile  articles.reports -> events.meeting-announced, meetings.current
sinks      events.*         -> Postgres, files, webhooks, the diary

Start reading at `topology.py`; the reading of language itself is in `news/`, which is pure.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wiredesk.subscriptions import subscribe as subscribe

__version__ = "0.1.0"
__all__ = ["__version__", "subscribe"]


def __getattr__(name: str) -> Any:
    # Lazily: pure parts are imported without a Kafka client.
    if name == "subscribe":
        from wiredesk.subscriptions import subscribe

        return subscribe
    raise AttributeError(f"module 'wiredesk' has no attribute {name!r}")

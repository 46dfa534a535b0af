"""Topics of the news: a controlled vocabulary, what an article mentions of it, and users' own watchlists."""

from wiredesk.news.topics.agenda import agenda_topic
from wiredesk.news.topics.entries import EntryError
from wiredesk.news.topics.mentions import find_topics, mention_id, withdrawn
from wiredesk.news.topics.vocabulary import Vocabulary, load_vocabulary, parse_vocabulary

__all__ = [
    "EntryError",
    "Vocabulary",
    "agenda_topic",
    "find_topics",
    "load_vocabulary",
    "mention_id",
    "parse_vocabulary",
    "withdrawn",
]

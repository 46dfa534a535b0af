"""Topics of the news: a controlled vocabulary, what an article mentions of it, and users' own watchlists."""

from wiredesk.news.topics.agenda import agenda_topic
from wiredesk.news.topics.entries import EntryError
from wiredesk.news.topics.following import find_followers, matches_meeting
from wiredesk.news.topics.mentions import find_topics, mention_id, withdrawn
from wiredesk.news.topics.vocabulary import Vocabulary, load_vocabulary, parse_vocabulary
from wiredesk.news.topics.watchlist_file import WatchlistFile, modified
from wiredesk.news.topics.watchlists import Watchlist, parse_watchlists

__all__ = [
    "EntryError",
    "Vocabulary",
    "Watchlist",
    "WatchlistFile",
    "agenda_topic",
    "find_followers",
    "find_topics",
    "load_vocabulary",
    "matches_meeting",
    "mention_id",
    "modified",
    "parse_vocabulary",
    "parse_watchlists",
    "withdrawn",
]

"""Topics of the news: a controlled vocabulary, what an article mentions of it, and users' own watchlists."""

from wiredesk.news.topics.agenda import agenda_topic
from wiredesk.news.topics.explaining import explain_topics
from wiredesk.news.topics.following import find_followers, matches_meeting
from wiredesk.news.topics.mentions import explain_watchlists, find_topics, mention_id, withdrawn
from wiredesk.news.topics.vocabulary import Vocabulary, VocabularyError, load_vocabulary, parse_vocabulary
from wiredesk.news.topics.watchlist_file import WatchlistFile, modified
from wiredesk.news.topics.watchlists import Watchlist, WatchlistError, parse_watchlists

__all__ = [
    "Vocabulary",
    "VocabularyError",
    "Watchlist",
    "WatchlistError",
    "WatchlistFile",
    "agenda_topic",
    "explain_topics",
    "explain_watchlists",
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

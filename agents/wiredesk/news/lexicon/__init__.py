"""Names of the world's politics: states, organisations and forums, people in office, places, offices, cities."""

from wiredesk.news.lexicon.cities import City, find_cities, fold_name, resolve_city
from wiredesk.news.lexicon.entities import Entity, Hit, Sense, Term
from wiredesk.news.lexicon.files import LexiconError, load_lexicon, read_entries
from wiredesk.news.lexicon.lexicon import Entry, Lexicon
from wiredesk.news.lexicon.offices import Offices, load_offices

__all__ = [
    "City",
    "Entity",
    "Entry",
    "Hit",
    "Lexicon",
    "LexiconError",
    "Offices",
    "Sense",
    "Term",
    "find_cities",
    "fold_name",
    "load_lexicon",
    "load_offices",
    "read_entries",
    "resolve_city",
]

"""Copies: which articles tell the same words again, and what in them is new."""

from wiredesk.news.copies.dedupe import Dedupe, Judgement
from wiredesk.news.copies.index import CopyIndex
from wiredesk.news.copies.rows import RowError
from wiredesk.news.copies.sketch import sketch_text

__all__ = ["CopyIndex", "Dedupe", "Judgement", "RowError", "sketch_text"]

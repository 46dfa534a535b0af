"""The life of a meeting: reports of many articles, tied into one record that is kept right over weeks."""

from wiredesk.news.life.diary import Diary
from wiredesk.news.life.people import check_correction
from wiredesk.news.life.records import Row
from wiredesk.news.life.revisions import is_upcoming

__all__ = ["Diary", "Row", "check_correction", "is_upcoming"]

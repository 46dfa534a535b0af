"""The life of a meeting: reports of many articles, tied into one record that is kept right over weeks."""

from wiredesk.news.life.diary import Diary, Row

__all__ = ["Diary", "Row"]

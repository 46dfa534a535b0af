"""Time expressions of English news: found in a text, then placed on the calendar."""

from wiredesk.news.dates.expressions import Direction, TimeExpression, find_times
from wiredesk.news.dates.resolution import resolve

__all__ = ["Direction", "TimeExpression", "find_times", "resolve"]

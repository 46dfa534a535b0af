"""The diary for people: an iCalendar feed, a page and a JSON API, over one SQLite store."""

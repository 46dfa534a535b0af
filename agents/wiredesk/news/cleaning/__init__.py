"""Raw articles to clean ones: the text that a reader came for, and what is known of it.

`clean_raw` does all of it in this process. The worker calls `read_page` for pages in a process that it can kill, and
`clean` with the result. What cleaning cuts is kept with its reason in `CleanArticle.cut`; `restore` puts it back.
"""

from wiredesk.news.cleaning.article import CLEANER, clean, clean_raw, is_html
from wiredesk.news.cleaning.cuts import restore
from wiredesk.news.cleaning.decoding import decode_bytes
from wiredesk.news.cleaning.normalising import normalise
from wiredesk.news.cleaning.page import Page, read_page

__all__ = ["CLEANER", "Page", "clean", "clean_raw", "decode_bytes", "is_html", "normalise", "read_page", "restore"]

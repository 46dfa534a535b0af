"""Ledgers from a few reports."""

from wiredesk.news.life.ledger import Account, Ledger
from wiredesk.news.life.testimony import read_testimony
from wiredesk.news.sources import load_sources
from wiredesk_schemas import ArticleReports


def account(*articles: ArticleReports) -> Account:
    ledger = Ledger()
    for one in articles:
        for n, report in enumerate(one.meetings):
            ledger.add(read_testimony(n, report, one, load_sources()))
    return ledger.read()

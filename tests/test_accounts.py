from typing import Any

from wiredesk.accounts import Accounts
from wiredesk_schemas import ArticleOutcome, DuplicateArticle


def outcome(origin: str, kind: Any = "processed", **fields: Any) -> ArticleOutcome:
    return ArticleOutcome(origin=origin, outcome=kind, stage="reconcile", **{"article_id": f"a-{origin}", **fields})


def link(article_id: str, original: str, kind: Any = "near") -> DuplicateArticle:
    return DuplicateArticle(article_id=article_id, revision="r", original=original, duplicate=kind, similarity=1.0)


def rules(accounts: Accounts) -> list[str]:
    return [f.rule for f in accounts.findings()]


def test_every_raw_record_with_one_outcome_is_clean():
    accounts = Accounts()
    for i, kind in enumerate(("processed", "duplicate", "repeated", "rejected")):
        accounts.raw(f"raw:0:{i}", is_committed=True)
        accounts.outcome(outcome(f"raw:0:{i}", kind))
    assert rules(accounts) == []
    assert accounts.summary()["raw"] == 4


def test_a_record_that_cannot_be_read_is_found_once():
    accounts = Accounts()
    for _ in range(2):
        accounts.unreadable("wiredesk.articles.outcome:0:5")
    (finding,) = accounts.findings()
    assert (finding.count, finding.examples) == (1, ("wiredesk.articles.outcome:0:5",))


def test_a_committed_record_without_outcome_is_found():
    accounts = Accounts()
    accounts.raw("raw:1:7", is_committed=True)
    (finding,) = accounts.findings()
    assert (finding.rule, finding.examples) == ("raw record without outcome", ("raw:1:7",))


def test_records_on_the_way_or_not_yet_taken_up_are_no_fault():
    accounts = Accounts()
    accounts.raw("raw:0:0", is_committed=True)
    accounts.underway("raw:0:0")
    accounts.raw("raw:0:1", is_committed=False)
    assert rules(accounts) == []
    assert (accounts.summary()["on the way"], accounts.summary()["not yet taken up"]) == (1, 1)


def test_the_same_outcome_twice_is_at_least_once_and_another_one_is_a_fault():
    accounts = Accounts()
    accounts.raw("raw:0:0", is_committed=True)
    accounts.outcome(outcome("raw:0:0"))
    accounts.outcome(outcome("raw:0:0"))
    assert accounts.summary()["outcomes said twice"] == 1
    accounts.outcome(outcome("raw:0:0", "duplicate", original="x"))
    assert rules(accounts) == ["outcomes that disagree"]


def test_what_follows_a_rejection_is_the_replay_of_its_dead_letter():
    accounts = Accounts()
    accounts.raw("raw:0:0", is_committed=True)
    accounts.outcome(outcome("raw:0:0", "rejected", reason="failed"))
    accounts.outcome(outcome("raw:0:0"))
    assert rules(accounts) == []
    assert (accounts.summary()["rejected"], accounts.summary()["processed"]) == (0, 1)


def test_a_duplicate_of_itself_or_of_nothing_is_found():
    accounts = Accounts()
    accounts.link(link("a", "a"))
    accounts.link(link("b", "ghost", "exact"))
    accounts.link(link("c", "c", "repeated"))
    accounts.outcome(outcome("raw:0:0", article_id="c"))
    assert rules(accounts) == ["duplicate of itself", "duplicate of an article that was not read"]


def test_an_original_older_than_retention_is_no_fault():
    accounts = Accounts(is_whole=False)
    accounts.link(link("b", "older", "exact"))
    assert rules(accounts) == []


def test_a_sink_is_compared_both_ways():
    accounts = Accounts()
    accounts.sink("sqlite", expected={"e1", "e2"}, stored=["e1", "e1", "e9", "e3"], behind={"e3"})
    assert rules(accounts) == [
        "sqlite: event missing",
        "sqlite: event that is not on the topic",
        "sqlite: event stored twice",
    ]

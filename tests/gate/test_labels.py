"""The labels of the gate and of the sample wire are checked by rules, as no reader is without slips."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pycountry
import pytest

from gate.scoring import labelled_articles
from gate.wire import expectations

ARTICLES = list(labelled_articles())
LABELS = [(a, m) for a in ARTICLES for m in a["meetings"]]
WIRE = Path(__file__).parents[2] / "examples" / "wire"

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
COUNTRIES = {c.alpha_2 for c in pycountry.countries} | {"XK"}


def named(pair: Any) -> str:
    return pair["article_id"] if isinstance(pair, dict) and "article_id" in pair else ""


def every_label(test: Any) -> Any:
    return pytest.mark.parametrize(
        ("article", "label"), LABELS, ids=[f"{a['article_id']}-{i}" for i, (a, _) in enumerate(LABELS)]
    )(test)


def test_there_are_enough_articles_and_a_third_has_no_meeting() -> None:
    without = [a for a in ARTICLES if not a["meetings"]]
    assert len(ARTICLES) >= 90
    assert len(without) / len(ARTICLES) >= 0.28


def test_every_article_has_its_own_id_and_a_reason() -> None:
    assert len({a["article_id"] for a in ARTICLES}) == len(ARTICLES)
    assert all(len(a["reason"].split()) >= 1 and len(a["body"].split()) >= 20 for a in ARTICLES)


@every_label
def test_evidence_and_the_words_of_the_date_stand_in_the_text(article: dict[str, Any], label: dict[str, Any]) -> None:
    text = f"{article['body']}\n{article['title'] or ''}"
    assert label["evidence"] in text
    assert label["when"]["text"] is None or label["when"]["text"] in text


@every_label
def test_dates_have_the_shape_of_their_precision_and_are_not_before_publication(
    article: dict[str, Any], label: dict[str, Any]
) -> None:
    when = label["when"]
    if when["precision"] == "unknown":
        assert (when["start"], when["end"]) == (None, None)
        return
    start, end = date.fromisoformat(when["start"]), date.fromisoformat(when["end"])
    days = (end - start).days + 1
    published = date.fromisoformat(article["published_at"])
    assert end >= published
    assert start >= published or when["precision"] == "month", "only 'this month' may begin before publication"
    assert {
        "day": days == 1,
        "days": 2 <= days <= 10,
        "week": end.weekday() == 6 and (start.weekday() == 0 or start == published),
        "month": start.day == 1 and (end + timedelta(days=1)).day == 1 and days <= 31,
        "season": 85 <= days <= 95,
        "year": days in (365, 366),
        "window": 2 <= days <= 60,
    }[when["precision"]]


@every_label
def test_named_weekdays_and_month_days_agree_with_the_resolved_date(
    article: dict[str, Any], label: dict[str, Any]
) -> None:
    when = label["when"]
    if when["precision"] not in ("day", "days") or not when["text"]:
        return
    start = date.fromisoformat(when["start"])
    for weekday in re.findall("|".join(WEEKDAYS), when["text"]):
        assert WEEKDAYS[start.weekday()] == weekday
    for month, day in re.findall(rf"({'|'.join(MONTHS)}) (\d{1, 2})(?!\d)", when["text"])[:1]:
        assert (MONTHS[start.month - 1], start.day) == (month, int(day))
    for day, month in re.findall(rf"(\d+) ({'|'.join(MONTHS)})", when["text"])[:1]:
        assert (MONTHS[start.month - 1], start.day) == (month, int(day))


@every_label
def test_countries_kinds_and_statuses_are_of_the_contract(article: dict[str, Any], label: dict[str, Any]) -> None:
    assert label["status"] in ("planned", "postponed", "cancelled")
    for party in label["participants"]:
        assert party["kind"] in ("person", "government", "organisation")
        assert party["country"] is None or party["country"] in COUNTRIES
        assert party["kind"] != "government" or party["country"]
    where = label["where"]
    assert where is None or where["country"] is None or where["country"] in COUNTRIES
    assert where is None or where["city"] or where["country"]


@pytest.mark.parametrize("article", ARTICLES, ids=named)
def test_a_weekday_beside_a_full_date_in_the_text_is_its_weekday(article: dict[str, Any]) -> None:
    """'on Saturday, August 22' must be a Saturday in the year of publication (or the next, or the named one)."""
    year = int(article["published_at"][:4])
    found = [
        (w, m, d)
        for w, m, d in re.findall(rf"({'|'.join(WEEKDAYS)}),? ({'|'.join(MONTHS)}) (\d{1, 2})(?!\d)", article["body"])
    ]
    for weekday, month, day in found:
        assert WEEKDAYS[date(year, MONTHS.index(month) + 1, int(day)).weekday()] == weekday


def wire_texts() -> dict[str, str]:
    texts = {}
    for line in (WIRE / "monday-to-friday.jsonl").read_text(encoding="utf-8").splitlines()[:-1]:
        raw = json.loads(line)
        texts[raw["article_id"]] = f"{raw['body']}\n{raw['title'] or ''}"
    raw = json.loads((WIRE / "gulf-call.json").read_text(encoding="utf-8"))
    texts[raw["article_id"]] = f"{raw['body']}\n{raw['title']}"
    for name in ("central-banks.html", "islands-forum.txt"):
        texts[name] = (WIRE / name).read_text(encoding="utf-8")
    return texts


def test_the_expected_events_of_the_sample_wire_quote_its_articles() -> None:
    expected, texts = expectations(), wire_texts()
    assert {a["article"] for a in expected["articles"]} == set(texts)
    for meeting in expected["meetings"]:
        assert all(step["evidence"] in texts[step["article"]] for step in meeting["history"])
        assert meeting["history"][0]["change"] == "announced"
    named_in_articles = {(a["article"], m) for a in expected["articles"] for m in a["meetings"]}
    assert named_in_articles == {(s["article"], m["meeting"]) for m in expected["meetings"] for s in m["history"]}
    originals = {d["original"] for d in expected["duplicates"]} | {d["article"] for d in expected["duplicates"]}
    assert originals <= set(texts)

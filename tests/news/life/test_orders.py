"""Whatever the order in which news arrives, and wherever the process stops, the diary is the same."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from news.life.telling import content, filled, history, living, newsroom, noon, together
from wiredesk.news.life import Diary
from wiredesk_schemas import ArticleReports, Correction, MeetingAnnounced, decode, encode

NEWSROOMS = st.builds(newsroom, st.integers(0, 2**32), st.integers(2, 14))


@given(NEWSROOMS, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_any_order_of_arrival_gives_the_same_meetings_and_content(
    articles: list[ArticleReports], chance: random.Random
):
    expected = content(filled(*articles))
    shuffled = list(articles)
    chance.shuffle(shuffled)
    assert content(filled(*shuffled)) == expected


@given(NEWSROOMS, st.randoms(use_true_random=False))
@settings(max_examples=75, deadline=None)
def test_articles_that_came_and_went_leave_no_trace(articles: list[ArticleReports], chance: random.Random):
    diary = Diary()
    for n, one in enumerate(articles):
        diary.apply(replace(articles[chance.randrange(len(articles))], article_id=one.article_id, revision="0"))
        if n % 2:
            diary.apply(one)
    for one in articles:
        diary.apply(one)
    assert _articles(diary) == _articles(filled(*articles))
    for one in articles:
        diary.apply(replace(one, revision="9", meetings=()))
    assert living(diary) == []


@given(NEWSROOMS, st.integers(0, 14))
@settings(max_examples=75, deadline=None)
def test_a_diary_loaded_from_its_rows_goes_on_as_if_it_had_never_stopped(articles: list[ArticleReports], stop: int):
    whole, first = Diary(), Diary()
    table: dict[bytes, bytes] = {}
    for one in articles[:stop]:
        whole.apply(one)
        first.apply(one)
    for key, value in first.take_rows():
        assert value is not None
        table[key] = value
    second = Diary.load(table.items())
    assert content(second) == content(whole)
    for one in (*articles[:stop], *articles[stop:]):
        assert [_sent(e) for e in second.apply(one)] == [_sent(e) for e in whole.apply(one)]


@given(NEWSROOMS)
@settings(max_examples=50, deadline=None)
def test_every_revision_counts_up_and_says_what_it_changes(articles: list[ArticleReports]):
    last: dict[str, MeetingAnnounced] = {}
    for event in history(*articles):
        before = last.get(event.meeting_id)
        assert event.revision == (before.revision + 1 if before else 1)
        assert before is None or event.changed or event.change in ("denied", "reinstated", "announced")
        assert set(event.previous or {}) == set(event.changed)
        assert len(event.sources) <= 50
        assert decode(encode(event), MeetingAnnounced).meeting_id == event.meeting_id
        last[event.meeting_id] = event


def _articles(diary: Diary) -> set[str]:
    return {article_id for members in together(diary) for article_id in members}


def _sent(event: MeetingAnnounced) -> bytes:
    return encode(event)


def revised(seed: int, count: int) -> list[list[ArticleReports]]:
    """Articles with their revisions, first to last: corrected, shortened, taken back."""
    chance = random.Random(seed)
    revisions = []
    for first, other in zip(newsroom(seed, count), newsroom(seed + 1, count), strict=True):
        later = [(), other.meetings, first.meetings[:1] + other.meetings[:1]]
        said = [first.meetings, *chance.choices(later, k=chance.choice((0, 0, 1, 1, 2)))]
        revisions.append([replace(first, revision=str(n), meetings=meetings) for n, meetings in enumerate(said)])
    return revisions


def interleaved(revisions: list[list[ArticleReports]], chance: random.Random) -> list[ArticleReports]:
    """All in random order, but each article's revisions one after another."""
    waiting = [list(own) for own in revisions]
    told = []
    while some := [own for own in waiting if own]:
        told.append(chance.choice(some).pop(0))
    return told


@given(st.builds(revised, st.integers(0, 2**32), st.integers(2, 9)), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_corrected_and_withdrawn_articles_may_arrive_between_any_others(
    revisions: list[list[ArticleReports]], chance: random.Random
):
    one, other = interleaved(revisions, chance), interleaved(revisions, chance)
    assert content(filled(*one)) == content(filled(*other))


def decisions(diary: Diary, chance: random.Random) -> list[Correction]:
    """One to three decisions on the meetings that there are."""
    ids = [m.meeting_id for m in living(diary)]
    found = []
    for n in range(min(len(ids) - 1, chance.choice((1, 2, 3)))):
        meeting_id, into = chance.sample(ids, 2)
        action, fields = chance.choice(
            (("merge", {"into": into}), ("retract", {}), ("set", {"values": {"status": "cancelled"}}))
        )
        given: dict[str, Any] = {"who": "M. Okafor", "why": "phoned", "at": noon("2026-05-01") + timedelta(hours=n)}
        found.append(Correction(correction_id=f"c{n}", action=action, meeting_id=meeting_id, **given, **fields))
    return found


@given(NEWSROOMS, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_decisions_may_arrive_in_any_order(articles: list[ArticleReports], chance: random.Random):
    diary, other = filled(*articles), filled(*articles)
    decided = decisions(diary, chance)
    for correction in decided:
        diary.correct(correction)
    chance.shuffle(decided)
    for correction in decided:
        other.correct(correction)
    assert content(other) == content(diary)


@given(NEWSROOMS, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_what_a_person_merged_stays_together_whatever_comes_late(articles: list[ArticleReports], chance: random.Random):
    half = len(articles) // 2
    diary = filled(*articles[:half])
    founders = {m.meeting_id: diary._register.meetings[m.meeting_id].founder for m in living(diary)}
    merges = [c for c in decisions(diary, chance) if c.action == "merge"]
    for correction in merges:
        diary.correct(correction)
    late = articles[half:]
    chance.shuffle(late)
    for one in late:
        diary.apply(one)
    for correction in merges:
        here, there = (diary._register.find(founders[m]) for m in (correction.meeting_id, correction.into or ""))
        assert here is there is not None

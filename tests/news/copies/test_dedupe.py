import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.news.copies import Dedupe, RowError
from wiredesk.news.copies.dedupe import COMMON, DAY_S
from wiredesk.testing import make_article
from wiredesk_schemas import Verdict

AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
STORY = """The foreign ministers of Norway and Chile will meet in Oslo on Tuesday to talk about fishing rights.
They are to sign a treaty that has been in the making for six years, officials of both sides said.
Fishermen in the north fear for their quotas and have called for a day of protest.
The Norwegian side has promised help for harbours that lose work.
A joint statement is expected after lunch, before the guests fly home."""
OTHER = """A storm tore the roof off a school in the hills and left villages without power for a night.
Nobody was hurt, the mayor said, because the children had been sent home at noon.
Engineers hope to have the lines repaired by the end of the week.
Roads to the coast stay closed to lorries until the wind has dropped."""
CALLED_OFF = "The meeting has been called off, the ministry in Oslo said late on Monday."


class Desk:
    """A judge that gets articles in order, and the table that it writes."""

    def __init__(self, **settings):
        self.judge, self.table, self.offset, self.settings = Dedupe(**settings), {}, 0, settings

    def read(self, text, article_id, *, origin=None, seen_at=AT, **fields) -> Verdict:
        self.offset += 1
        article = make_article(text, article_id=article_id, **fields)
        judgement = self.judge.judge(article, origin=origin or f"raw:0:{self.offset}", seen_at=seen_at)
        self.table.update(judgement.rows)
        for key in judgement.expired:
            del self.table[key]
        return judgement.verdict

    def restart(self, seed=0):
        rows = list(self.table.items())
        random.Random(seed).shuffle(rows)
        self.judge = Dedupe(**self.settings)
        assert self.judge.load(rows) == len(rows)


@pytest.fixture
def desk():
    desk = Desk()
    assert desk.read(STORY, "first") == Verdict(verdict="new")
    return desk


def quotes(verdict, text):
    return [text[a:b] for a, b in verdict.new_text]


def test_another_story_is_new(desk):
    assert desk.read(OTHER, "other") == Verdict(verdict="new")


def test_the_same_article_again_is_repeated(desk):
    assert desk.read(STORY, "first") == Verdict(verdict="repeated", original="first", similarity=1.0, new_text=())


def test_the_same_record_again_gets_the_verdict_and_the_row_it_got(desk):
    row = desk.judge.judge(make_article(STORY, article_id="first"), origin="raw:0:1", seen_at=AT)
    assert row.verdict == Verdict(verdict="new")
    assert dict(row.rows) == desk.table


def test_the_same_text_elsewhere_is_an_exact_copy(desk):
    assert desk.read(STORY, "second") == Verdict(verdict="exact", original="first", similarity=1.0, new_text=())


def test_a_copy_whose_only_new_sentence_calls_the_meeting_off_shows_that_sentence(desk):
    text = STORY + "\n" + CALLED_OFF
    verdict = desk.read(text, "second")
    assert (verdict.verdict, verdict.original) == ("near", "first")
    assert quotes(verdict, text) == [CALLED_OFF]


def test_a_sentence_with_another_day_is_new(desk):
    text = STORY.replace("Tuesday", "Thursday")
    verdict = desk.read(text, "second")
    assert verdict.verdict == "near"
    assert quotes(verdict, text) == [text.split("\n")[0]]


def test_a_cut_copy_has_nothing_new(desk):
    verdict = desk.read("\n".join(STORY.split("\n")[:3]), "second")
    assert (verdict.verdict, verdict.original, verdict.new_text) == ("near", "first", ())


def test_what_an_earlier_copy_added_is_not_new_in_a_later_one(desk):
    desk.read(STORY + "\n" + CALLED_OFF, "second")
    text = STORY + "\n" + CALLED_OFF + "\nFlights were booked already."
    verdict = desk.read(text, "third")
    assert verdict.original == "first"
    assert quotes(verdict, text) == ["Flights were booked already."]


def test_copies_of_copies_lead_to_the_first(desk):
    desk.read(STORY + "\n" + CALLED_OFF, "second")
    assert desk.read(STORY + "\n" + CALLED_OFF, "third").original == "first"
    assert desk.read(STORY.upper(), "fourth").original == "first"


def test_what_a_copy_added_from_a_third_article_does_not_tie_that_article_to_the_original(desk):
    desk.read(STORY + "\n" + OTHER, "second")
    assert desk.read(OTHER, "third") == Verdict(verdict="new")


def test_an_article_with_another_text_is_a_revision_however_like_it_is(desk):
    first = make_article(STORY).revision
    for text in (STORY + "\n" + CALLED_OFF, OTHER):
        verdict = Desk.read(desk, text, "first")
        assert verdict == Verdict(verdict="revision", previous_revision=first)
        first = make_article(text).revision


def test_an_article_that_goes_back_to_its_first_text_is_a_revision(desk):
    desk.read(OTHER, "first")
    assert desk.read(STORY, "first") == Verdict(verdict="revision", previous_revision=make_article(OTHER).revision)
    assert desk.read(STORY, "first").verdict == "repeated"
    desk.restart()
    assert desk.read(STORY, "first", origin="raw:0:1") == Verdict(verdict="new")
    assert desk.read(STORY, "first", origin="raw:0:3").verdict == "revision"


def test_a_repetition_read_again_after_the_article_changed_is_still_a_repetition(desk):
    """Its record stands before the revision's in the same partition, so the article has not gone back."""
    assert desk.read(STORY, "first", origin="raw:0:2").verdict == "repeated"
    assert desk.read(OTHER, "first", origin="raw:0:3").verdict == "revision"
    assert desk.read(STORY, "first", origin="raw:0:2").verdict == "repeated"


def test_another_text_under_a_known_url_is_a_revision():
    desk = Desk()
    desk.read(STORY, "first", url="https://a.example/oslo#top")
    verdict = desk.read(STORY + "\n" + CALLED_OFF, "second", url="https://a.example/oslo")
    assert verdict == Verdict(verdict="revision", previous_revision=make_article(STORY).revision)


def test_articles_that_give_a_front_page_as_their_url_are_no_revisions_of_one_another():
    desk = Desk()
    desk.read(STORY, "first", url="https://a.example/")
    assert desk.read(OTHER, "second", url="https://a.example/").verdict == "new"


def test_copies_of_a_revision_and_of_the_first_text_are_tied_to_the_article(desk):
    desk.read(OTHER, "first")
    assert desk.read(OTHER, "second").original == "first"
    assert desk.read(STORY, "third").original == "first"


@pytest.mark.parametrize(("days", "verdict"), [(-7, "near"), (7, "near"), (-8, "new"), (8, "new")])
def test_copies_are_sought_within_a_week_of_publication(days, verdict):
    desk = Desk()
    desk.read(STORY, "first", published=date(2026, 3, 4))
    assert desk.read(STORY.upper(), "second", published=date(2026, 3, 4) + timedelta(days)).verdict == verdict


def test_an_article_of_unknown_day_is_compared_with_all(desk):
    assert desk.read(STORY.upper(), "second", published=None).verdict == "near"
    assert desk.read(STORY.lower(), "third", published=date(2031, 1, 1)).verdict == "near"  # like the second


def test_the_window_is_a_setting():
    desk = Desk(window_days=0)
    desk.read(STORY, "first", published=date(2026, 3, 4))
    assert desk.read(STORY, "second", published=date(2026, 3, 5)).verdict == "new"
    assert desk.read(STORY, "third", published=date(2026, 3, 5)).verdict == "exact"


def test_an_article_dated_2099_makes_nothing_leave(desk):
    desk.read(OTHER, "late", published=date(2099, 1, 1))
    desk.read("Short note.", "early", published=date(1970, 1, 1))
    assert desk.read(STORY, "second").verdict == "exact"
    assert len(desk.table) == 4


def test_one_record_with_a_broker_time_far_ahead_does_not_empty_the_memory():
    desk = Desk()
    for n in range(40):
        desk.read(f"Report number {n} of the harbour office at {n} hours.", f"a{n}")
    desk.read(OTHER, "late", seen_at=AT + timedelta(days=3650))
    for n in range(5):
        desk.read(f"Note {n} of the lighthouse.", f"b{n}")
    assert len(desk.table) > 40


def test_rows_leave_after_the_window_by_the_brokers_time_and_the_table_is_told(desk):
    desk.read(OTHER, "other", seen_at=AT + timedelta(days=8, seconds=1))
    assert len(desk.table) == len(desk.judge) == 1
    assert desk.read(STORY, "second", seen_at=AT + timedelta(days=8, seconds=2)).verdict == "new"


def test_beyond_the_capacity_the_oldest_leave():
    desk = Desk(capacity=3)
    for n in range(5):
        desk.read(f"Report number {n} of the harbour office at {n} hours.", f"a{n}")
        assert len(desk.table) == len(desk.judge) <= 3
    assert desk.read("Report number 4 of the harbour office at 4 hours.", "b").original == "a4"
    assert desk.read("Report number 1 of the harbour office at 1 hours.", "c").verdict == "new"


def test_an_article_whose_row_has_expired_is_no_copy_of_itself():
    desk = Desk(capacity=2)
    desk.read(STORY, "first")
    desk.read(STORY.upper() + "\n" + CALLED_OFF, "second")
    desk.read(OTHER, "third")
    assert desk.read(STORY, "first").original != "first"


def test_boilerplate_of_very_many_articles_ties_none_of_them():
    boilerplate = "\n".join(f"Our site uses {thing} for reasons told in the long notice on page {thing}."
                            for thing in ("cookies", "scripts", "fonts", "frames", "beacons", "adverts"))  # fmt: skip
    chance = random.Random(5)
    desk = Desk()
    verdicts = []
    for n in range(3 * COMMON):
        own = " ".join(chance.choice("abcdefghij") + str(chance.randint(0, 999)) for _ in range(70))
        verdicts.append(desk.read(f"{own}.\n{boilerplate}", f"a{n}").verdict)
    assert set(verdicts[COMMON + 8 :]) == {"new"}


def test_a_story_told_by_very_many_stays_one_story(desk):
    for n in range(4 * COMMON):
        day = date(2026, 3, 4) + timedelta(n % 3)
        verdict = desk.read(f"{STORY}\nPaper number {n} adds nothing.", f"a{n}", published=day)
        assert (verdict.verdict, verdict.original) == ("near", "first")


@pytest.mark.parametrize("text", ["", "...", "Oslo.", "Talks off", "会谈已取消"])
def test_texts_of_a_few_words_are_tied_only_when_they_are_the_same(text):
    desk = Desk()
    assert desk.read(text, "a").verdict == "new"
    assert desk.read(text, "b").verdict == "exact"
    assert desk.read(text + " Storm.", "c").verdict == "new"


@pytest.mark.parametrize(
    "story",
    [
        "外交部发言人周五表示，两国外长将于下周二在奥斯陆会晤，讨论渔业权利和新的贸易协定。会谈预计持续两天，会后将发表联合声明。",
        "وزير الخارجية النرويجي يلتقي نظيره التشيلي في أوسلو الثلاثاء لبحث حقوق الصيد. ومن المتوقع أن تستمر المحادثات يومين، ثم يصدر بيان مشترك.",
        "Министры иностранных дел Норвегии и Чили встретятся в Осло во вторник. Они обсудят права на рыболовство и новое торговое соглашение.",
        "ノルウェーとチリの外相は火曜日にオスロで会談し、漁業権と新しい貿易協定について話し合う予定だと当局者が述べた。",
    ],
)
def test_copies_are_found_in_scripts_other_than_latin(story):
    desk = Desk()
    desk.read(story, "a")
    assert desk.read(story[: len(story) * 3 // 4], "b").verdict == "near"
    assert desk.read(story[::-1], "c").verdict == "new"


def test_what_is_no_row_is_refused_on_loading():
    with pytest.raises(RowError, match="expected a row of copies"):
        Dedupe().load([(b"key", b"not a row")])


def test_rows_are_loaded_into_an_empty_memory_only(desk):
    with pytest.raises(ValueError, match="remembers 1 articles"):
        desk.judge.load([])


PARTS = [*STORY.split("\n"), *OTHER.split("\n"), CALLED_OFF]
streams = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.lists(st.sampled_from(PARTS), max_size=9, unique=True).map("\n".join),
        st.sampled_from([None, *(date(2026, 3, d) for d in (1, 4, 6, 12))]),
    ),
    max_size=25,
)


def read_all(desk, stream, first=0):
    return [
        desk.read(text, article_id, origin=f"raw:0:{n}", published=day, seen_at=AT + timedelta(seconds=n * DAY_S // 2))
        for n, (article_id, text, day) in enumerate(stream[first:], first)
    ]


@settings(max_examples=60)
@given(streams, st.integers(0, 25), st.integers(0, 9), st.sampled_from([5, 1000]))
def test_a_restart_changes_no_verdict_in_whatever_order_the_table_is_read(stream, split, seed, capacity):
    undisturbed = read_all(Desk(capacity=capacity), stream)
    desk = Desk(capacity=capacity)
    before = read_all(desk, stream[:split])
    desk.restart(seed)
    assert before + read_all(desk, stream, first=min(split, len(stream))) == undisturbed


@pytest.mark.parametrize("restarted", [False, True])
def test_a_text_that_came_back_leaves_its_first_place_empty_after_a_restart_as_well(restarted):
    desk = Desk(capacity=4)
    for article_id, text in (("first", CALLED_OFF), ("a", STORY), ("a", OTHER), ("a", STORY)):
        desk.read(text, article_id)
    if restarted:
        desk.restart()
    assert len(desk.judge) == len(desk.table) == 3
    desk.read("A short note.", "b")
    assert desk.read(CALLED_OFF, "first").verdict == "new"  # it was the fifth latest, counting the empty place


def test_copies_of_a_text_that_came_back_are_found(desk):
    desk.read(OTHER, "first")
    desk.read(STORY, "first")
    assert desk.read(STORY + "\n" + CALLED_OFF, "second").original == "first"


def test_a_row_written_anew_does_not_leave_with_those_beyond_a_lowered_capacity():
    desk = Desk()
    for n in range(12):
        desk.read(f"Report number {n} of the harbour office at {n} hours.", f"a{n}")
    desk.settings = {"capacity": 3}
    desk.judge = Dedupe(capacity=3)
    desk.judge.load(desk.table.items())
    for n in (8, 20, 21):
        desk.read(f"Report number {n} of the harbour office at {n} hours.", f"a{n}")
    assert len(desk.table) == len(desk.judge) == 3


def test_a_repetition_read_again_is_tied_to_what_it_was_tied_to_though_its_text_has_come_back_since():
    desk = Desk()
    stream = [("a", STORY), ("b", STORY), ("b", STORY), ("a", OTHER), ("b", OTHER + CALLED_OFF), ("b", STORY)]
    verdicts = [desk.read(text, article_id, origin=f"raw:0:{n}") for n, (article_id, text) in enumerate(stream)]
    assert [v.verdict for v in verdicts] == ["new", "exact", "repeated", "revision", "revision", "revision"]
    desk.restart()
    assert desk.read(STORY, "b", origin="raw:0:2") == verdicts[2]


@settings(max_examples=60)
@given(streams, st.integers(0, 25), st.integers(0, 9))
def test_records_read_again_after_a_crash_get_the_verdicts_they_got(stream, back, seed):
    desk = Desk()
    stream = [(article_id, text, date(2026, 3, 4)) for article_id, text, _ in stream]
    desk.judge._archive._kept_s = 10**9  # none expires: a record whose row has left is judged anew
    verdicts = read_all(desk, stream)
    table = dict(desk.table)
    desk.restart(seed)
    first = max(0, len(stream) - back)
    assert read_all(desk, stream, first=first) == verdicts[first:]
    assert desk.table == table


@settings(max_examples=60)
@given(streams)
def test_no_article_copies_itself_and_no_original_is_a_copy(stream):
    desk = Desk()
    stood_alone = set()
    for (article_id, text, _), verdict in zip(stream, read_all(desk, stream), strict=True):
        if verdict.verdict in ("near", "exact"):
            assert verdict.original != article_id
            assert verdict.original in stood_alone
        elif verdict.verdict in ("new", "revision"):
            stood_alone.add(article_id)
            assert verdict.original is None
        if verdict.new_text:
            assert all(text[a:b].strip() for a, b in verdict.new_text)
    assert len(desk.judge) >= len(desk.table)

import numpy as np
import pytest

from wiredesk.news.copies.resemblance import NO_RESEMBLANCE, compare, is_copy, make_query, new_sentences
from wiredesk.news.copies.rows import KEYS, remember
from wiredesk.news.copies.sketch import sketch_text

STORY = """The foreign ministers of Norway and Chile will meet in Oslo on Tuesday to talk about fishing rights.
They are to sign a treaty that has been in the making for six years, officials of both sides said.
Fishermen in the north fear for their quotas and have called for a day of protest.
The Norwegian side has promised help for harbours that lose work.
A joint statement is expected after lunch, before the guests fly home."""
OTHER = """A storm tore the roof off a school in the hills and left villages without power for a night.
Nobody was hurt, the mayor said, because the children had been sent home at noon.
Engineers hope to have the lines repaired by the end of the week.
Roads to the coast stay closed to lorries until the wind has dropped.
The weather service sees calmer days ahead."""


def resemblance(text, known_text, common=None):
    return compare(make_query(sketch_text(text)), remember(sketch_text(known_text)), common=common)


def sentences(text):
    return text.split("\n")


@pytest.mark.parametrize(
    "copy",
    [
        STORY.upper(),
        "\n".join(sentences(STORY)[:3]),
        "OSLO (Newsroom) - " + STORY + "\nSign up for our newsletter.",
        STORY + "\nThe meeting has been called off, the ministry said late on Monday.",
        STORY.replace("on Tuesday", "on Thursday"),
        STORY.replace("fear for their quotas", "worry about quotas").replace("six years", "many years"),
        "\n".join([*sentences(STORY), *sentences(OTHER)[:2]]),
    ],
)
def test_cut_dressed_extended_and_slightly_reworded_stories_are_copies(copy):
    assert is_copy(resemblance(copy, STORY))
    assert is_copy(resemblance(STORY, copy))


def test_another_story_is_no_copy():
    assert not is_copy(resemblance(OTHER, STORY))


def test_the_same_report_of_another_day_is_no_copy():
    def report(day, price, change, stock):
        return (
            f"Tin closed at {price} a tonne on {day} as buyers stayed away from the market.\n"
            f"The metal lost {change} percent over the session, its steepest fall since spring, brokers said.\n"
            f"Stocks in licensed sheds came to {stock} tonnes, the exchange said in its evening note.\n"
            "Tin is used in solder and for cans."
        )

    monday, tuesday = report("Monday", "$21,400", "1.7", "3,905"), report("Tuesday", "$20,950", "2.1", "4,010")
    assert resemblance(monday, tuesday).containment > 0.39
    assert not is_copy(resemblance(monday, tuesday))
    assert is_copy(resemblance(monday, monday.replace("1.7", "1.8")))


def test_a_one_line_notice_of_another_day_is_no_copy():
    first = "The parliament of the islands will vote on the budget on Monday, its speaker said in the capital."
    assert not is_copy(resemblance(first.replace("Monday", "Friday"), first))


def test_a_digest_that_quotes_some_sentences_of_a_story_is_no_copy():
    digest = "\n".join([*sentences(STORY)[1:3], *sentences(OTHER), *(f"{s} Elsewhere too." for s in sentences(OTHER))])
    assert resemblance(digest, STORY).containment > 0.39
    assert not is_copy(resemblance(digest, STORY))


def test_what_very_many_articles_have_does_not_count():
    boilerplate = "\n".join(f"Our site uses {thing} for reasons told in the long notice on page {thing}." for thing in
                            ("cookies", "scripts", "fonts", "frames", "beacons", "adverts", "polls", "maps", "films"))  # fmt: skip
    one, other = f"{STORY}\n{boilerplate}", f"{OTHER}\n{boilerplate}"
    common = np.isin(sketch_text(other).hashes, sketch_text(boilerplate).hashes)
    assert is_copy(resemblance(other, one))
    assert not is_copy(resemblance(other, one, common=common))


def test_a_note_that_is_mostly_boilerplate_draws_no_longer_text_of_the_site():
    """A hash of the boilerplate is known to be common only where it is small enough to be entered by longer texts."""
    notice = " ".join(f"n{n}" for n in range(62))
    note = remember(sketch_text(notice + " " + " ".join(f"s{n}" for n in range(40))))
    merged = {True: 0, False: 0}
    for number in range(40):
        query = make_query(sketch_text(notice + " " + " ".join(f"t{number}x{n}" for n in range(700))))
        common = np.isin(query.hashes, sketch_text(notice).hashes)
        common[KEYS:] = False
        for known in merged:
            merged[known] += is_copy(compare(query, note, common=common if known else None))
    assert merged[False] > 20
    assert merged[True] == 0


def test_one_everyday_phrase_does_not_part_a_copy_from_its_original():
    query, known = make_query(sketch_text(STORY)), remember(sketch_text(STORY))
    for number in range(KEYS):
        common = np.arange(query.hashes.size) == number
        assert is_copy(compare(query, known, common=common))


def test_texts_without_words_resemble_nothing():
    assert compare(make_query(sketch_text("...")), remember(sketch_text(STORY))) == NO_RESEMBLANCE
    assert not is_copy(NO_RESEMBLANCE)


def test_containment_is_measured_on_a_sample_without_bias():
    """Long texts share exactly half of the shorter one: the estimates lie around it."""
    shares = []
    for n in range(40):
        common = " ".join(f"c{n}x{i}" for i in range(302))
        shares.append(
            resemblance(
                common + " " + " ".join(f"a{n}x{i}" for i in range(298)),
                common + " " + " ".join(f"b{n}x{i}" for i in range(898)),
            ).containment
        )
    assert 0.46 < sum(shares) / len(shares) < 0.54


def test_new_sentences_are_those_that_no_other_text_has():
    query = make_query(sketch_text(STORY + "\n" + OTHER))
    known = [remember(sketch_text(STORY)), remember(sketch_text("\n".join(sentences(OTHER)[:4])))]
    assert new_sentences(query, known).tolist() == [False] * 9 + [True]
    assert new_sentences(query, []).all()

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from wiredesk.news.copies.archive import MOST_FORGOTTEN, Archive, names_of, url_hash
from wiredesk.news.copies.rows import VERSION, Row, RowError, Sighting, encode_row, remember, row_key
from wiredesk.news.copies.sketch import sketch_text

HOUR_S = 3_600


def make_row(number, *, seen_s=0, published=None, url=0, text=None, posted=0):
    return Row(
        version=VERSION,
        number=number,
        seen_s=seen_s,
        published=published,
        article_id=f"article-{number}",
        revision="r",
        url=url,
        sightings=(Sighting(f"raw:0:{number}", "new"),),
        posted=posted,
        sketch=remember(sketch_text(text)) if text else None,
    )


def archive_of(*rows, capacity=100, kept_s=10 * HOUR_S, table=None):
    table = {} if table is None else table
    archive = Archive(table, capacity=capacity, kept_s=kept_s)
    for row in rows:
        add(row, archive, table)
    return archive


def add(row, archive, table):
    archive.add(row, names_of(row.article_id, row.revision, row.url))
    table[row_key(row.article_id, row.revision)] = encode_row(row)


def found_by_id(archive, article_id):
    numbers = archive.find(names_of(article_id, "", 0)[:1])[1]
    rows = [archive.row(n) for n in numbers.tolist()]
    return [row.number for row in rows if row and row.article_id == article_id]


def test_rows_are_found_by_id_text_url_and_the_shingles_that_are_posted():
    text = "the ministers will meet in Oslo on Tuesday"
    archive = archive_of(make_row(0, url=url_hash("https://a.example/1"), text=text, posted=0b101))
    keys = np.array(sketch_text(text).hashes, dtype=np.uint64)
    assert archive.find(keys)[0].tolist() == [0, 2]
    assert sorted(archive.find(names_of("article-0", "r", url_hash("https://a.example/1")))[0].tolist()) == [0, 1, 2]


def test_rows_within_the_window_and_rows_of_unknown_day_are_near():
    archive = archive_of(*(make_row(n, published=day) for n, day in enumerate((100, 107, 108, None))))
    numbers = np.arange(4)
    assert archive.within(numbers, 100, 7).tolist() == [True, True, False, True]
    assert archive.within(numbers, None, 7).all()


def test_old_rows_are_forgotten_a_few_at_a_time_and_their_keys_told():
    archive = archive_of(*(make_row(n, seen_s=n) for n in range(6)))
    assert archive.forget(9 * HOUR_S) == ()
    assert archive.forget(20 * HOUR_S) == tuple(row_key(f"article-{n}", "r") for n in range(MOST_FORGOTTEN))
    assert found_by_id(archive, "article-0") == []
    assert found_by_id(archive, "article-5") == [5]
    assert len(archive) == 6 - MOST_FORGOTTEN


def test_a_full_archive_makes_room_for_one_more():
    archive = archive_of(*(make_row(n) for n in range(3)), capacity=3)
    assert archive.forget(0) == (row_key("article-0", "r"),)
    add(make_row(3), archive, archive._table)
    assert [found_by_id(archive, f"article-{n}") for n in range(4)] == [[], [1], [2], [3]]


def test_a_row_written_anew_under_its_key_does_not_expire_with_its_first_writing():
    archive = archive_of(make_row(0), make_row(1))
    archive.supersede(0)
    assert archive.forget(20 * HOUR_S) == (row_key("article-1", "r"),)


@given(st.integers(0, 30), st.sets(st.integers(0, 28)), st.randoms(use_true_random=False))
def test_it_is_rebuilt_from_rows_in_any_order(count, written_anew, chance):
    table = {}
    live = Archive(table, capacity=20, kept_s=HOUR_S)
    rows = [make_row(n, text=f"report {n} of the day", posted=3) for n in range(count + 20)]

    def enter(row, archive, table):
        forgotten = archive.forget(0)
        add(row, archive, table)
        for key in forgotten:
            del table[key]
        return forgotten

    for row in rows[:count]:
        enter(row, live, table)
        if row.number - 1 in written_anew and table.pop(row_key(f"article-{row.number - 1}", "r"), None):
            live.supersede(row.number - 1)
    stored = list(table.items())
    chance.shuffle(stored)
    restored = dict(stored)
    archive = Archive(restored, capacity=20, kept_s=HOUR_S)
    assert archive.load(stored) == count
    assert len(archive) == len(live) == len(table)
    for row in rows[:count]:
        assert found_by_id(archive, row.article_id) == found_by_id(live, row.article_id)
    later = rows[count:]
    assert [enter(row, archive, restored) for row in later] == [enter(row, live, table) for row in later]


def test_rows_beyond_the_capacity_expire_after_loading():
    table = [(row_key(f"article-{n}", "r"), encode_row(make_row(n))) for n in range(9)]
    random.Random(1).shuffle(table)
    archive = Archive(dict(table), capacity=3, kept_s=HOUR_S)
    archive.load(table)
    expired = [*archive.forget(0), *archive.forget(0)]
    assert expired[:4] == [row_key(f"article-{n}", "r") for n in range(4)]
    assert row_key("article-5", "r") in expired


def test_rows_that_share_a_number_are_all_taken():
    rows = [make_row(n, text=f"report {n} of the day", posted=3) for n in range(6)]
    table = {row_key(row.article_id, "r"): encode_row(replace(row, number=row.number // 2 * 2)) for row in rows}
    archive = Archive(table, capacity=100, kept_s=HOUR_S)
    assert archive.load(table.items()) == 6
    assert [found_by_id(archive, f"article-{n}") for n in range(6)] == [[0], [0], [2], [2], [4], [4]]


def test_a_row_that_was_written_anew_unseen_neither_stays_nor_takes_the_new_one_along():
    table = {}
    archive = archive_of(make_row(0), capacity=2, table=table)
    add(replace(make_row(0), number=1), archive, table)
    assert archive.forget(0) == ()
    assert found_by_id(archive, "article-0") == [1]


def test_keys_that_are_none_of_ours_are_refused():
    with pytest.raises(RowError, match="expected keys of 15 bytes"):
        Archive({}, capacity=3, kept_s=HOUR_S).load([(b"short", encode_row(make_row(1)))])


@pytest.mark.parametrize("url", [None, "", "https://a.example", "https://a.example/", "https://a.example/#top"])
def test_a_front_page_names_no_article(url):
    assert url_hash(url) == 0


def test_a_fragment_and_the_case_of_the_host_do_not_tell_urls_apart():
    assert url_hash("https://A.example/x?y=1#part") == url_hash("http://a.example/x?y=1")
    assert url_hash("https://a.example/x?y=1") != url_hash("https://a.example/x?y=2")

"""Articles as they come in to their verdicts: new, revision, near copy, exact copy, or the same again.

In: clean articles, each with the origin of its record ("raw:<partition>:<offset>") and the broker's time of it. Out: a
judgement: the verdict, rows to write to a table, keys of rows that have expired. The state is in the rows alone:
loaded into a new Dedupe, in any order, they give the same verdicts, and a record judged before gets its verdict again.

An article is compared with those published at most `window_days` before or after it (with all, if either day is not
known). Rows leave by the broker's time, and the oldest ones when there are more than `capacity`; never by what an
article says of its date, so that one article dated 2099 makes nothing leave.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from wiredesk.news.copies.archive import Archive, Table, names_of, url_hash
from wiredesk.news.copies.novelty import find_new_text
from wiredesk.news.copies.resemblance import (
    NO_RESEMBLANCE,
    Query,
    Resemblance,
    compare,
    is_copy,
    make_query,
    new_sentences,
)
from wiredesk.news.copies.rows import KEYS, VERSION, Row, Sighting, encode_row, remember, row_key
from wiredesk.news.copies.sketch import SCHEME, sketch_text
from wiredesk_schemas import CleanArticle, Sketch, Verdict

COMMON = 24
"""A shingle that so many articles entered tells nothing: it is boilerplate, or everybody's phrase."""
MOST_COMPARED, MOST_FAINT = 8, 2
"""Articles looked at closely, and how many of them may share one key only."""
LEAST_OF_ROOT = 0.15
"""Less of an original than this is what any two articles on one matter share."""
MOST_SIGHTINGS = 8
DAY_S = 86_400

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and what to do with the table: write `rows` (key, value), then delete the `expired` keys.

    A record judged before gets its verdict and its row again, as they were: writing a row twice does no harm.
    """

    verdict: Verdict
    rows: tuple[tuple[bytes, bytes], ...] = ()
    expired: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """An article before the judge. `places` and `holders`: which of its hashes which rows have."""

    article: CleanArticle
    origin: str
    day: int | None
    sketch: Sketch
    query: Query
    places: NDArray[np.int64]
    holders: NDArray[np.int64]
    same_id: list[tuple[int, Row]]
    same_text: NDArray[np.int64]
    same_url: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Match:
    number: int
    row: Row
    resemblance: Resemblance


class Dedupe:
    """The memory of articles and the judge of new ones. For one thread; what it has judged it knows.

    The rows are in `table`, which has to show those of each judgement before the next is asked for. Without one they
    are kept here.
    """

    def __init__(self, *, window_days: int = 7, capacity: int = 1_000_000, table: Table | None = None) -> None:
        if window_days < 0 or capacity < 1:
            raise ValueError(f"expected window_days >= 0 and capacity >= 1, got {window_days} and {capacity}")
        self._window_days = window_days
        self._own: dict[bytes, bytes] = {}
        self._has_table = table is not None
        # A day more: a copy published on the last day of the window may come in late.
        kept_s = (window_days + 1) * DAY_S
        self._archive = Archive(self._own if table is None else table, capacity=capacity, kept_s=kept_s)
        self._number = 0

    def __len__(self) -> int:
        """How many article revisions it remembers."""
        return len(self._archive)

    def load(self, rows: Iterable[tuple[bytes, bytes]]) -> int:
        """Take over the rows of the table, in any order; how many. Raises RowError for what is no row.

        Beyond the capacity the latest are taken; the keys of the others expire with the next judgements.
        """
        if len(self):
            raise ValueError(f"rows are loaded into an empty Dedupe; this one remembers {len(self)} articles")
        if not self._has_table:
            self._own.update(rows)
            rows = self._own.items()
        self._number = self._archive.load(rows)
        return len(self)

    def judge(self, article: CleanArticle, *, origin: str, seen_at: datetime) -> Judgement:
        """The verdict on an article that was read from `origin`; `seen_at` (aware) is the broker's time of the record.

        Of a repeated article `original` is what it was tied to when first seen: an original, or itself.
        """
        url = url_hash(article.url)
        names = names_of(article.article_id, article.revision, url)
        case = self._open(article, origin, names)
        before = next(((n, row) for n, row in case.same_id if row.revision == article.revision), None)
        if before is not None:
            again = _judged_before(case, before[1])
            if again is not None:
                return again
        sighting, matches = self._sight(case, url)
        row = Row(
            version=VERSION,
            number=self._number,
            seen_s=int(seen_at.timestamp()),
            published=case.day,
            article_id=article.article_id,
            revision=article.revision,
            url=url,
            sightings=(sighting,),
        )
        if sighting.verdict != "exact":
            # An earlier row of this very text goes, and what is found by it only would be found no more.
            staying = [match for match in matches if before is None or match.number != before[0]]
            row = _with_sketch(row, case, staying)
        if before is not None:  # back to an earlier text: one row tells of both
            row = _with_sightings(row, (*before[1].sightings, sighting))
            self._archive.supersede(before[0])
        expired = self._archive.forget(seen_at.timestamp())
        self._archive.add(row, names)
        self._number += 1
        key, data = row_key(article.article_id, article.revision), encode_row(row)
        judgement = Judgement(_verdict(sighting, case), ((key, data),), tuple(k for k in expired if k != key))
        if not self._has_table:
            self._own[key] = data
            for gone in judgement.expired:
                self._own.pop(gone, None)
        return judgement

    def _open(self, article: CleanArticle, origin: str, names: NDArray[np.uint64]) -> _Case:
        sketch = article.sketch
        if sketch is None or sketch.scheme != SCHEME:
            sketch = sketch_text(article.text)
        query = make_query(sketch)
        named = query.hashes.size
        keys = np.concatenate((query.hashes, names if names[2] else names[:2]))
        places, numbers = self._archive.find(keys)
        named_only = places >= named
        same_id = [(n, self._archive.row(n)) for n in numbers[places == named].tolist()]
        return _Case(
            article=article,
            origin=origin,
            day=None if article.published_on is None else article.published_on.toordinal() - _EPOCH,
            sketch=sketch,
            query=query,
            places=places[~named_only],
            holders=numbers[~named_only],
            same_id=[(n, row) for n, row in same_id if row is not None and row.article_id == article.article_id],
            same_text=numbers[places == named + 1],
            same_url=numbers[places == named + 2],
        )

    def _sight(self, case: _Case, url: int) -> tuple[Sighting, list[_Match]]:
        """The verdict, and the remembered articles by which this one will be found as well."""
        article = case.article
        if case.same_id:
            current = case.same_id[0][1]
            own = [_Match(number, row, NO_RESEMBLANCE) for number, row in case.same_id]
            return Sighting(case.origin, "revision", previous_revision=current.revision), own
        for row in self._rows_near(case.same_url, case.day):
            if row.url == url and row.revision != article.revision:
                return Sighting(case.origin, "revision", previous_revision=row.revision), []
        for row in self._rows_near(case.same_text, case.day):
            if row.revision == article.revision and row.root != article.article_id:
                return Sighting(case.origin, "exact", original=row.root, permille=1000), []
        matches = self._find_matches(case)
        if not matches:
            return Sighting(case.origin, "new"), []
        best = matches[0]
        matches = [match for match in matches if match.row.root == best.row.root]
        new = new_sentences(case.query, [match.row.sketch for match in matches if match.row.sketch])
        permille = round(1000 * best.resemblance.containment)
        return Sighting(case.origin, "near", best.row.root, permille, None, np.packbits(new).tobytes()), matches

    def _rows_near(self, numbers: NDArray[np.int64], day: int | None) -> Iterable[Row]:
        near = self._archive.within(numbers, day, self._window_days)
        return (row for n in numbers[near].tolist() if (row := self._archive.row(n)) is not None)

    def _find_matches(self, case: _Case) -> list[_Match]:
        """The articles that it is a copy of, the best first; of equals the earliest."""
        if not case.places.size:
            return []
        holding = np.bincount(case.places, minlength=case.query.hashes.size)
        common = holding >= COMMON
        matches: list[_Match] = []
        compared: dict[str, Resemblance] = {}
        for number in self._candidates(case, holding, common):
            row = self._archive.row(number)
            if row is None or row.sketch is None or case.article.article_id in (row.article_id, row.root):
                continue
            resemblance = compare(case.query, row.sketch, common=common)
            compared.setdefault(row.article_id, resemblance)
            if is_copy(resemblance):
                matches.append(_Match(number, row, resemblance))
        matches = [m for m in matches if self._is_like_root(m.row, case.query, compared)]
        return sorted(matches, key=lambda match: (-match.resemblance.containment, match.number))

    def _candidates(self, case: _Case, holding: NDArray[np.int64], common: NDArray[np.bool_]) -> list[int]:
        """Rows that share keys; a key counts the more the fewer rows have it."""
        telling = ~common[case.places] & self._archive.within(case.holders, case.day, self._window_days)
        weights: defaultdict[int, float] = defaultdict(float)
        hits: defaultdict[int, int] = defaultdict(int)
        shares = (1.0 / holding[case.places[telling]]).tolist()
        for number, share in zip(case.holders[telling].tolist(), shares, strict=True):
            weights[number] += share
            hits[number] += 1
        ranked = sorted(weights, key=lambda number: (-weights[number], number))
        strong = [number for number in ranked if hits[number] > 1][:MOST_COMPARED]
        faint = [number for number in ranked if hits[number] == 1][:MOST_FAINT]
        return (strong + faint)[:MOST_COMPARED]

    def _is_like_root(self, row: Row, query: Query, compared: dict[str, Resemblance]) -> bool:
        """Whether the text has anything of the original of a copy that it is like, as far as that is remembered.

        What a copy added to its original may come from a third article, which is no copy of that original.
        """
        root = row.root
        if root == row.article_id:
            return True
        if root not in compared:
            for number in self._archive.find(names_of(root, "", 0)[:1])[1].tolist():
                of_root = self._archive.row(number)
                if of_root is not None and of_root.article_id == root and of_root.sketch is not None:
                    compared[root] = compare(query, of_root.sketch)
        return root not in compared or compared[root].containment >= LEAST_OF_ROOT


def _judged_before(case: _Case, row: Row) -> Judgement | None:
    """The judgement on an article whose very text was seen under its id; None if it has gone back to that text."""
    for sighting in row.sightings:
        if sighting.origin == case.origin:
            return Judgement(_verdict(sighting, case), ((row_key(row.article_id, row.revision), encode_row(row)),))
    current = case.same_id[0][1]
    if current.revision != row.revision and not _is_earlier(case.origin, current.sightings[-1].origin):
        return None
    # Read again after a crash, it is tied to what it was tied to then, not to what its text is tied to since.
    known = [s for s in row.sightings if not _is_earlier(case.origin, s.origin)] or row.sightings[:1]
    original = known[-1].original or row.article_id
    return Judgement(Verdict(verdict="repeated", original=original, similarity=1.0, new_text=()))


def _is_earlier(origin: str, other: str) -> bool:
    """Whether a record stands before another in one raw partition: it is read again, and did not come after it."""
    partition, _, offset = origin.rpartition(":")
    other_partition, _, other_offset = other.rpartition(":")
    in_order = partition == other_partition and offset.isdecimal() and other_offset.isdecimal()
    return in_order and int(offset) < int(other_offset)


def _with_sketch(row: Row, case: _Case, matches: list[_Match]) -> Row:
    """The row with its sketch and the keys to enter.

    Not those of boilerplate; nor those by which a copy or an earlier text of the same day is found already, so that
    a story told two hundred times does not become boilerplate itself.
    """
    useful = np.bincount(case.places, minlength=KEYS)[:KEYS] < COMMON
    for match in matches:
        if match.row.published == case.day:
            held = case.places[case.holders == match.number]
            useful[held[held < KEYS]] = False
    posted = int.from_bytes(np.packbits(useful, bitorder="little").tobytes(), "little")
    return replace(row, sketch=remember(case.sketch), posted=posted)


def _with_sightings(row: Row, sightings: tuple[Sighting, ...]) -> Row:
    """The row with its first sighting and the latest ones."""
    return replace(row, sightings=sightings[:1] + sightings[1:][1 - MOST_SIGHTINGS :])


def _verdict(sighting: Sighting, case: _Case) -> Verdict:
    new_text: tuple[tuple[int, int], ...] | None = None
    if sighting.verdict == "exact":
        new_text = ()
    elif sighting.new is not None:
        bits = np.frombuffer(sighting.new, dtype=np.uint8)
        new = np.unpackbits(bits, count=len(case.sketch.sentences)).astype(np.bool_)
        new_text = find_new_text(case.article.text, new)
    return Verdict(
        verdict=sighting.verdict,
        original=sighting.original,
        similarity=None if sighting.permille is None else sighting.permille / 1000,
        previous_revision=sighting.previous_revision,
        new_text=new_text,
    )

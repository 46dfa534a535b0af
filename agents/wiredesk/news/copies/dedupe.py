"""Articles as they come in to their verdicts: new, revision, near copy, exact copy, or the same again.

In: clean articles, each with the origin of its record ("raw:<partition>:<offset>") and the broker's time of it. Out: a
judgement: the verdict, rows to write to a table, keys of rows that have expired. The state is in the rows alone:
loaded into a new Dedupe, in any order, they give the same verdicts, and a record judged before gets its verdict again.

An article is compared with those published at most `window_days` before or after it (with all, if either day is not
known). Rows leave by the broker's time, and the oldest ones when there are more than `capacity`; never by what an
article says of its date, so that one article dated 2099 makes nothing leave.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from wiredesk.news.copies.index import CopyIndex
from wiredesk.news.copies.resemblance import Query, Resemblance, compare, is_copy, make_query, new_sentences
from wiredesk.news.copies.rows import (
    KEYS,
    VERSION,
    Row,
    Sighting,
    decode_row,
    encode_row,
    keys_of,
    remember,
    row_key,
)
from wiredesk.news.copies.sketch import SCHEME, sketch_text
from wiredesk.news.copies.words import find_words
from wiredesk.news.sentences import split_sentences
from wiredesk_schemas import CleanArticle, Verdict

COMMON = 24
"""A shingle of so many articles within the window tells nothing: it is boilerplate."""
MOST_COMPARED = 8
MOST_EVICTED = 4
"""Rows that may leave with one article: a broker clock that jumps for one record cannot empty the table."""
MOST_SIGHTINGS = 8

_EPOCH = date(1970, 1, 1).toordinal()
_UNKNOWN_DAY = -(1 << 30)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and what to do with the table: write `rows` (key, value), then delete the `expired` keys.

    A record judged before gets its verdict and its row again, as they were: writing a row twice does no harm.
    """

    verdict: Verdict
    rows: tuple[tuple[bytes, bytes], ...] = ()
    expired: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    number: int
    row: Row
    resemblance: Resemblance


class Dedupe:
    """The memory of articles and the judge of new ones. One thread; keeps what it judged."""

    def __init__(self, *, window_days: int = 7, capacity: int = 1_000_000) -> None:
        if window_days < 0 or capacity < 1:
            raise ValueError(f"expected window_days >= 0 and capacity >= 1, not {window_days} and {capacity}")
        self._window, self._capacity = window_days, capacity
        # A copy published on the last day of the window may come in a day later.
        self._kept_s = (timedelta(days=window_days) + timedelta(days=1)).total_seconds()
        self._index = CopyIndex(capacity=capacity, slots=KEYS + 3)
        self._rows: list[bytes | None] = []
        self._published = np.zeros(0, dtype=np.int32)
        self._number = 0
        self._overdue: list[bytes] = []

    def __len__(self) -> int:
        """How many rows it remembers."""
        return self._index.end - self._index.first

    def load(self, rows: Iterable[tuple[bytes, bytes]]) -> int:
        """Take over the rows of a table, in any order; how many. Raises RowError for what is no row.

        Beyond the capacity the latest are taken; the keys of the others expire with the next judgements.
        """
        if len(self):
            raise ValueError(f"rows can be loaded into an empty Dedupe only; this one holds {len(self)}")
        stored = sorted(((decode_row(data).number, key, data) for key, data in rows), key=lambda s: s[0])
        self._overdue = [key for _, key, _ in stored[: -self._capacity]]
        stored = stored[-self._capacity :]
        for at in range(0, len(stored), 4096):
            some = [(data, decode_row(data)) for _, _, data in stored[at : at + 4096]]
            posted = [_posted_keys(row) for _, row in some]
            self._index.add_many(np.concatenate(posted), np.array([keys.size for keys in posted]))
            for data, row in some:
                self._keep(data, row.published)
        self._number = stored[-1][0] + 1 if stored else 0
        return len(stored)

    def judge(self, article: CleanArticle, *, origin: str, seen_at: datetime) -> Judgement:
        """The verdict on an article that was read from `origin`; `seen_at` (aware) is the broker's time of the record.

        Of a repeated article `original` is what it was tied to when first seen: an original, or itself.
        """
        sketch = article.sketch
        if sketch is None or sketch.scheme != SCHEME:
            sketch = sketch_text(article.text)
        query = make_query(sketch)
        own = _own_keys(article)
        places, numbers = self._index.find(np.concatenate((query.hashes, own)))
        named = query.hashes.size
        current, same_text_before = self._own_revisions(article, numbers[places == named])
        if same_text_before is not None:
            again = self._judged_before(article, origin, current, same_text_before)
            if again is not None:
                return again
        shingled = places < named
        places_of_shingles, holders = places[shingled], numbers[shingled]
        sighting, matches = self._sight(
            article, origin, query, current, numbers[places == named + 1], numbers[places == named + 2],
            places_of_shingles, holders,
        )  # fmt: skip
        if same_text_before is not None:  # back to an earlier text: its row tells both
            number, row = same_text_before
            sightings = (*row.sightings, sighting)
            sightings = sightings[:1] + sightings[1:][-(MOST_SIGHTINGS - 1) :]
            self._rows[number % self._capacity] = None
        else:
            sightings = (sighting,)
        expired = self._expire(seen_at)
        remembered = None if sighting.verdict == "exact" else remember(sketch)
        row = Row(
            version=VERSION,
            number=self._number,
            seen_s=int(seen_at.timestamp()),
            published=_day(article.published_on),
            article_id=article.article_id,
            revision=article.revision,
            url=int(own[1]),
            sightings=sightings,
            posted=self._to_post(query, places_of_shingles, holders, matches, article) if remembered else 0,
            sketch=remembered,
        )
        self._number += 1
        data = encode_row(row)
        self._index.add(_posted_keys(row))
        self._keep(data, row.published)
        return Judgement(_verdict(sighting, article), ((row_key(article.article_id, article.revision), data),), expired)

    def _row(self, number: int) -> Row | None:
        data = self._rows[number % self._capacity]
        return decode_row(data) if data is not None else None

    def _keep(self, data: bytes, published: int | None) -> None:
        number = self._index.end - 1 if len(self._rows) >= self._capacity else len(self._rows)
        place = number % self._capacity
        if place == len(self._rows):
            self._rows.append(data)
            if place >= self._published.size:
                more = np.zeros(min(self._capacity, max(1024, place * 2)), dtype=np.int32)
                more[: self._published.size] = self._published
                self._published = more
        else:
            self._rows[place] = data
        self._published[place] = _UNKNOWN_DAY if published is None else published

    def _own_revisions(
        self, article: CleanArticle, numbers: NDArray[np.int64]
    ) -> tuple[Row | None, tuple[int, Row] | None]:
        """The current row of this article_id, and where it had this very text."""
        current, same = None, None
        for number in numbers.tolist():
            row = self._row(number)
            if row is None or row.article_id != article.article_id:
                continue
            current = current or row
            if row.revision == article.revision:
                return current, (number, row)
        return current, same

    def _judged_before(
        self, article: CleanArticle, origin: str, current: Row | None, same: tuple[int, Row]
    ) -> Judgement | None:
        row = same[1]
        for sighting in row.sightings:
            if sighting.origin == origin:
                key = row_key(row.article_id, row.revision)
                return Judgement(_verdict(sighting, article), ((key, encode_row(row)),))
        if current is not None and (current.revision == article.revision or _is_earlier(origin, current)):
            return Judgement(Verdict(verdict="repeated", original=row.root, similarity=1.0, new_text=()))
        return None

    def _sight(
        self,
        article: CleanArticle,
        origin: str,
        query: Query,
        current: Row | None,
        same_url: NDArray[np.int64],
        same_text: NDArray[np.int64],
        places: NDArray[np.int64],
        holders: NDArray[np.int64],
    ) -> tuple[Sighting, list[_Match]]:
        previous = current or self._latest_of_url(article, same_url)
        if previous is not None and previous.revision != article.revision:
            return Sighting(origin, "revision", previous_revision=previous.revision), []
        exact = self._latest_of_text(article, same_text)
        if exact is not None:
            return Sighting(origin, "exact", original=exact.root, permille=1000), []
        matches = self._find_matches(article, query, places, holders)
        if not matches:
            return Sighting(origin, "new"), []
        original = matches[0].row.root
        matches = [match for match in matches if match.row.root == original]
        new = new_sentences(query, [match.row.sketch for match in matches if match.row.sketch])
        permille = round(1000 * matches[0].resemblance.containment)
        return Sighting(origin, "near", original, permille, None, np.packbits(new).tobytes()), matches

    def _latest_of_url(self, article: CleanArticle, numbers: NDArray[np.int64]) -> Row | None:
        url = int(_own_keys(article)[1])
        for number in self._in_window(numbers, article.published_on).tolist():
            row = self._row(number)
            if row is not None and row.url == url:
                return row
        return None

    def _latest_of_text(self, article: CleanArticle, numbers: NDArray[np.int64]) -> Row | None:
        for number in self._in_window(numbers, article.published_on).tolist():
            row = self._row(number)
            if row is not None and row.revision == article.revision and row.root != article.article_id:
                return row
        return None

    def _find_matches(
        self, article: CleanArticle, query: Query, places: NDArray[np.int64], holders: NDArray[np.int64]
    ) -> list[_Match]:
        """The articles that it is a copy of, the best first; of equals the earliest."""
        if not places.size:
            return []
        holding = np.bincount(places, minlength=query.hashes.size)
        common = holding >= COMMON
        telling = ~common[places]
        places, holders = places[telling], holders[telling]
        near = np.isin(holders, self._in_window(np.unique(holders), article.published_on))
        candidates, which = np.unique(holders[near], return_inverse=True)
        weights = np.bincount(which, weights=1.0 / holding[places[near]])
        matches = []
        for at in np.argsort(-weights, kind="stable")[:MOST_COMPARED].tolist():
            row = self._row(int(candidates[at]))
            if row is None or row.sketch is None or article.article_id in (row.article_id, row.root):
                continue
            resemblance = compare(query, row.sketch, common=common)
            if is_copy(resemblance):
                matches.append(_Match(int(candidates[at]), row, resemblance))
        return sorted(matches, key=lambda match: (-match.resemblance.containment, match.number))

    def _in_window(self, numbers: NDArray[np.int64], published_on: date | None) -> NDArray[np.int64]:
        day = _day(published_on)
        if day is None or not numbers.size:
            return numbers
        days = self._published[numbers % self._capacity].astype(np.int64)
        near: NDArray[np.bool_] = (np.abs(days - day) <= self._window) | (days == _UNKNOWN_DAY)
        return numbers[near]

    def _to_post(
        self,
        query: Query,
        places: NDArray[np.int64],
        holders: NDArray[np.int64],
        matches: list[_Match],
        article: CleanArticle,
    ) -> int:
        """Bits of the keys to enter: not those of boilerplate, nor those by which a copy of the same day is found."""
        useful = np.bincount(places, minlength=query.hashes.size)[:KEYS] < COMMON
        day = _day(article.published_on)
        for match in matches:
            if match.row.published == day:
                held = places[holders == match.number]
                useful[held[held < KEYS]] = False
        return int.from_bytes(np.packbits(useful, bitorder="little").tobytes(), "little")

    def _expire(self, seen_at: datetime) -> tuple[bytes, ...]:
        """Evict what is too old by the broker's time, and one more when the index is full; the keys of their rows."""
        index, expired = self._index, self._overdue[:MOST_EVICTED]
        del self._overdue[:MOST_EVICTED]
        for _ in range(MOST_EVICTED):
            if index.first == index.end:
                break
            row = self._row(index.first)
            full = len(self) >= self._capacity
            if not full and row is not None and seen_at.timestamp() - row.seen_s <= self._kept_s:
                break
            self._rows[index.evict() % self._capacity] = None
            if row is not None:
                expired.append(row_key(row.article_id, row.revision))
        return tuple(expired)


def _verdict(sighting: Sighting, article: CleanArticle) -> Verdict:
    return Verdict(
        verdict=sighting.verdict,  # type: ignore[arg-type]
        original=sighting.original,
        similarity=None if sighting.permille is None else sighting.permille / 1000,
        previous_revision=sighting.previous_revision,
        new_text=() if sighting.verdict == "exact" else _new_text(sighting, article),
    )


def _new_text(sighting: Sighting, article: CleanArticle) -> tuple[tuple[int, int], ...] | None:
    """The spans of the sentences in which a new sentence hash begins or goes on; None when all is new."""
    if sighting.new is None:
        return None
    words = find_words(article.text)
    starts = words.starts[words.opens]
    ends = np.append(words.starts[words.opens[1:] - 1] + 1, len(article.text)) if starts.size else starts
    known = np.unpackbits(np.frombuffer(sighting.new, dtype=np.uint8)).astype(np.bool_)
    new = np.ones(starts.size, dtype=np.bool_)  # a sentence beyond those that a sketch keeps is read as new
    counted = min(starts.size, known.size, len(article.sketch.sentences) if article.sketch else starts.size)
    new[:counted] = known[:counted]
    spans = []
    for sentence in split_sentences(article.text):
        inside = (starts < sentence.end) & (ends > sentence.start)
        if new[inside].any():
            spans.append((sentence.start, sentence.end))
    return tuple(spans)


def _posted_keys(row: Row) -> NDArray[np.uint64]:
    """What a row enters in the index: its shingles that are posted, then its id, URL and text."""
    named = np.array([_hash(f"id {row.article_id}"), row.url, _hash(f"text {row.revision}")], dtype=np.uint64)
    if not row.url:
        named = named[[0, 2]]
    if row.sketch is None:
        return named
    keys = keys_of(row.sketch)
    bits = np.frombuffer(row.posted.to_bytes(KEYS // 8, "little"), dtype=np.uint8)
    return np.concatenate((keys[np.unpackbits(bits, bitorder="little")[: keys.size].astype(np.bool_)], named))


def _own_keys(article: CleanArticle) -> NDArray[np.uint64]:
    return np.array(
        [_hash(f"id {article.article_id}"), _url_hash(article.url), _hash(f"text {article.revision}")], dtype=np.uint64
    )


def _url_hash(url: str | None) -> int:
    """0 without a URL, and for the front page of a site: it names no article."""
    if not url:
        return 0
    try:
        parts = urlsplit(url)
    except ValueError:
        return 0
    if parts.path in ("", "/") and not parts.query:
        return 0
    return _hash(f"url {parts.netloc.lower()}{parts.path}?{parts.query}")


def _hash(words: str) -> int:
    """64 bits, above all shingle hashes, never 0."""
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") | 1 << 63


def _day(day: date | None) -> int | None:
    return None if day is None else day.toordinal() - _EPOCH


def _is_earlier(origin: str, row: Row) -> bool:
    """Whether a record stands before the one of a row in the same raw partition: then it was read before."""
    try:
        topic, partition, offset = origin.split(":")
        other_topic, other_partition, other_offset = row.sightings[-1].origin.split(":")
        return (topic, partition) == (other_topic, other_partition) and int(offset) < int(other_offset)
    except ValueError:
        return False

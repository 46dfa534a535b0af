"""Articles of one kind with everything changed but the kind: the rules must read them all, whoever meets and wherever."""

import pytest

from gate.scoring import fold
from gate.variants import Variant, long_variants, variants
from wiredesk.news.cleaning import clean_raw
from wiredesk.news.meetings import find_meetings
from wiredesk_schemas import CleanArticle, MeetingReport, RawArticle

VARIANTS = tuple(variants())
LONG = tuple(long_variants())


def cleaned(variant: Variant) -> CleanArticle:
    raw = RawArticle(
        body=variant.body,
        title=variant.title,
        source=variant.source,
        article_id=f"variant-{variant.number}",
        published_at=f"{variant.published}T18:00:00Z",
    )
    return clean_raw(raw)


def between_the_two(variant: Variant, report: MeetingReport) -> bool:
    """The two and nobody else: the summit that both attend is another meeting."""
    present = {p.name.split()[-1] for p in report.participants}
    return present == {person.name.split()[-1] for person in variant.people}


def of_the_host_event(variant: Variant, report: MeetingReport) -> bool:
    """The summit itself, which the article says is coming."""
    names = [p.name for p in report.participants if p.kind == "organisation"]
    if names and report.occasion:
        names.append(report.occasion.name)
    return any(is_named(variant, name) for name in names)


def is_named(variant: Variant, name: str) -> bool:
    return any(set(fold(known)) - {"of", "the", "summit"} <= set(fold(name)) for known in variant.host.names)


def name_of(variant: Variant) -> str:
    return f"{'long-' if variant in LONG else ''}{variant.number}"


every_variant = pytest.mark.parametrize("variant", VARIANTS + LONG, ids=name_of)


def test_variants_differ_in_every_way() -> None:
    assert len(VARIANTS) >= 20
    assert len({v.body for v in VARIANTS}) == len(VARIANTS)
    assert len({v.host.city for v in VARIANTS}) >= 6
    assert len({v.published.month for v in VARIANTS}) >= 10
    assert len({p.name for v in VARIANTS for p in v.people}) >= 20
    assert all(v.day > v.published for v in VARIANTS)
    assert all(e in f"{v.title}\n{v.body}" for v in VARIANTS + LONG for e in v.evidence)


@every_variant
def test_the_bilateral_is_read_whole(variant: Variant) -> None:
    article = cleaned(variant)
    found = [r for r in find_meetings(article) if between_the_two(variant, r)]
    assert len(found) == 1, "one meeting, however many sentences speak of it"
    (report,) = found
    assert {p.country for p in report.participants} == {p.code for p in variant.people}
    assert (report.when.start, report.when.end, report.when.precision) == (variant.day, variant.day, "day")
    assert report.where is not None
    assert (report.where.city, report.where.country) == (variant.city, variant.host.code)
    assert report.occasion is not None
    assert is_named(variant, report.occasion.name)
    assert (report.status, report.denied) == ("planned", False)
    assert report.evidence.quote in variant.evidence
    source = article.text if report.evidence.field == "text" else article.title or ""
    assert source[report.evidence.start : report.evidence.end] == report.evidence.quote


@pytest.mark.parametrize("variant", LONG, ids=name_of)
def test_what_other_sentences_tell_of_the_bilateral_is_gathered(variant: Variant) -> None:
    (report,) = [r for r in find_meetings(cleaned(variant)) if between_the_two(variant, r)]
    told = " / ".join(item.text for item in report.agenda)
    assert [matter for matter in variant.agenda if matter not in told] == []
    names = [announcer.name for announcer in report.announced_by]
    assert [name for name in variant.announcers if not any(name in known for known in names)] == []
    assert len(names) == len(variant.announcers), names
    assert (report.certainty, report.attribution) == ("confirmed", "party")


@every_variant
def test_past_meetings_a_past_trip_and_an_election_are_not_announced(variant: Variant) -> None:
    others = [r for r in find_meetings(cleaned(variant)) if not between_the_two(variant, r)]
    for report in others:
        assert of_the_host_event(variant, report), report
        assert report.when.start is None or abs((report.when.start - variant.day).days) <= 7
        assert report.where is None or report.where.city not in variant.past_cities

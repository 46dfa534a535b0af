"""One example of each message, invented: what the JSON Schemas and the docs show."""

from datetime import UTC, date, datetime

from wiredesk_schemas.article import (
    ArticleOutcome,
    CleanArticle,
    Cut,
    DuplicateArticle,
    LinkedArticle,
    RawArticle,
    Sketch,
    Verdict,
)
from wiredesk_schemas.event import Evidence, stamped
from wiredesk_schemas.meeting import (
    AgendaItem,
    Announcer,
    ArticleReports,
    Conflict,
    ConflictingValue,
    Correction,
    MeetingAnnounced,
    MeetingReport,
    Occasion,
    Participant,
    ResolvedFrom,
    Source,
    When,
    Where,
)
from wiredesk_schemas.topic import Topic, TopicMentioned

_LEAD = "Foreign Minister Ilse Brandt will meet her Kenyan counterpart, Josphat Mwangi, in Nairobi on Thursday."
_TEXT = f"{_LEAD}\nThe two are to discuss tariffs on tea, her office said."
_PUBLISHED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_ID = "6f0c1f2e-5b0e-5a57-9a43-0a6c9a0d9c55"
_URL = "https://news.example.com/2026/03/02/brandt-nairobi"

_RAW = RawArticle(
    body=f"Breaking: {_TEXT}",
    url=_URL,
    source="Example News",
    title="Brandt to meet Mwangi in Nairobi",
    published_at="2026-03-02T09:30:00Z",
    fetched_at="2026-03-02T09:41:12Z",
)
_CLEAN = CleanArticle(
    article_id=_ID,
    revision="9d1c4be07a52f3d8",
    text=_TEXT,
    title=_RAW.title,
    url=_URL,
    source=_RAW.source,
    language="en",
    language_confidence=0.99,
    published_at=_PUBLISHED,
    published_on=date(2026, 3, 2),
    published_zone="UTC",
    published_precision="minute",
    published_from="producer",
    fetched_at=datetime(2026, 3, 2, 9, 41, 12, tzinfo=UTC),
    cut=(Cut(text="Breaking: ", reason="banner", at=0),),
    sketch=Sketch(scheme="example", hashes=(17, 4711), size=24, sentences=(11, 12)),
    cleaner="1",
)
_EVIDENCE = Evidence(quote=_LEAD, start=0, end=len(_LEAD))
_REPORT = MeetingReport(
    participants=(
        Participant(name="Ilse Brandt", kind="person", role="foreign minister", country="DE", part="guest"),
        Participant(name="Josphat Mwangi", kind="person", role="foreign minister", country="KE", part="host"),
    ),
    evidence=_EVIDENCE,
    when=When(
        start=date(2026, 3, 5),
        end=date(2026, 3, 5),
        precision="day",
        text="on Thursday",
        resolved_from=ResolvedFrom(words="Thursday", anchor=date(2026, 3, 2), rule="weekday-next"),
    ),
    where=Where(city="Nairobi", country="KE", text="Nairobi"),
    certainty="confirmed",
    attribution="party",
    type="bilateral",
    form="in_person",
    agenda=(AgendaItem(topic="trade", text="tariffs on tea"),),
    announced_by=(Announcer(name="Germany's Foreign Ministry", kind="government", country="DE"),),
    rule="will-meet",
)
_MEETING = MeetingAnnounced(
    meeting_id="0b6b5d4e-7f0a-5f61-8d8e-4f3f6f1f2a10",
    revision=3,
    change="updated",
    changed=("when",),
    previous={"when": {"start": "2026-03-02", "end": "2026-03-08", "precision": "week"}},
    certainty=_REPORT.certainty,
    attribution=_REPORT.attribution,
    type=_REPORT.type,
    form=_REPORT.form,
    participants=_REPORT.participants,
    when=_REPORT.when,
    where=_REPORT.where,
    occasion=Occasion(name="Africa-Europe trade forum"),
    agenda=_REPORT.agenda,
    announced_by=_REPORT.announced_by,
    sources=(Source(article_id=_ID, evidence=_EVIDENCE, url=_URL, source="Example News", published_at=_PUBLISHED),),
    source_count=4,
    independent_sources=2,
    conflicts=(
        Conflict(
            field="where.city",
            values=(
                ConflictingValue(value="Nairobi", sources=(_ID,)),
                ConflictingValue(value="Mombasa", sources=("a-1",)),
            ),
        ),
    ),
    first_announced_at=datetime(2026, 3, 1, 18, 5, tzinfo=UTC),
    extractor="1",
)
_TOPIC = TopicMentioned(
    mention_id="5d5c8d5c-0a1f-5f2f-8b1c-7d8f7a6c5b4e",
    article_id=_ID,
    topic=Topic(id="trade", label="Trade"),
    salience=0.62,
    mentions=2,
    evidence=(
        Evidence(quote="The two are to discuss tariffs on tea, her office said.", start=len(_LEAD) + 1, end=len(_TEXT)),
    ),
    title=_RAW.title,
    url=_URL,
    source=_RAW.source,
    published_at=_PUBLISHED,
    published_on=date(2026, 3, 2),
    language="en",
    extractor="1",
)

_NOW = datetime(2026, 3, 2, 9, 41, 13, tzinfo=UTC)

EXAMPLES: dict[type, object] = {
    RawArticle: _RAW,
    CleanArticle: _CLEAN,
    LinkedArticle: LinkedArticle(verdict=Verdict(verdict="new"), article=_CLEAN),
    DuplicateArticle: DuplicateArticle(
        article_id="a-2",
        revision="77aa01b2c3d4e5f6",
        original=_ID,
        duplicate="near",
        similarity=0.83,
        source="Example Post",
    ),
    ArticleReports: ArticleReports(
        article_id=_ID,
        revision=_CLEAN.revision,
        meetings=(_REPORT,),
        title=_RAW.title,
        url=_URL,
        source=_RAW.source,
        language="en",
        published_at=_PUBLISHED,
        published_on=date(2026, 3, 2),
        extractor="1",
    ),
    MeetingAnnounced: stamped(_MEETING, _NOW),
    TopicMentioned: stamped(_TOPIC, _NOW),
    ArticleOutcome: ArticleOutcome(
        origin="raw:0:15",
        outcome="processed",
        stage="enrich",
        article_id=_ID,
        revision=_CLEAN.revision,
        source=_RAW.source,
        url=_URL,
        language="en",
        meetings=1,
        topics=1,
        emitted_at=_NOW,
    ),
    Correction: Correction(
        correction_id="c-1",
        action="set",
        meeting_id=_MEETING.meeting_id,
        who="night desk",
        why="the ministry's diary says Mombasa",
        at=_NOW,
        values={"where": {"city": "Mombasa", "country": "KE"}},
    ),
}

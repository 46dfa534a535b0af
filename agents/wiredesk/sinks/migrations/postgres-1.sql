CREATE TABLE meetings (
    meeting_id TEXT PRIMARY KEY, event_id TEXT NOT NULL, revision INTEGER NOT NULL, change TEXT NOT NULL,
    in_diary BOOLEAN NOT NULL, status TEXT NOT NULL, certainty TEXT NOT NULL, attribution TEXT, type TEXT, form TEXT,
    starts_on DATE, ends_on DATE, precision TEXT NOT NULL, time TEXT, zone TEXT, city TEXT, country TEXT, venue TEXT,
    occasion TEXT, part_of TEXT, superseded_by TEXT, source_count INTEGER NOT NULL,
    independent_sources INTEGER NOT NULL, first_announced_at TIMESTAMPTZ, emitted_at TIMESTAMPTZ NOT NULL, payload JSONB NOT NULL
);
CREATE INDEX meetings_by_day ON meetings (starts_on, ends_on) WHERE in_diary;
CREATE INDEX meetings_by_emission ON meetings (emitted_at);
CREATE TABLE meeting_history (
    event_id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL, revision INTEGER NOT NULL, change TEXT NOT NULL,
    status TEXT NOT NULL, emitted_at TIMESTAMPTZ NOT NULL, payload JSONB NOT NULL
);
CREATE INDEX history_of_meeting ON meeting_history (meeting_id, revision);
CREATE INDEX history_by_emission ON meeting_history (emitted_at);
CREATE TABLE meeting_participants (
    meeting_id TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, role TEXT,
    country TEXT, entity_id TEXT, part TEXT, PRIMARY KEY (meeting_id, position)
);
CREATE INDEX participants_by_name ON meeting_participants (name);
CREATE INDEX participants_by_country ON meeting_participants (country);
CREATE TABLE meeting_sources (
    meeting_id TEXT NOT NULL, position INTEGER NOT NULL, article_id TEXT NOT NULL, url TEXT, source TEXT,
    published_at TIMESTAMPTZ, quote TEXT NOT NULL, copy_of TEXT, PRIMARY KEY (meeting_id, position)
);
CREATE INDEX sources_by_article ON meeting_sources (article_id);
CREATE TABLE meeting_agenda (
    meeting_id TEXT NOT NULL, position INTEGER NOT NULL, topic TEXT, text TEXT NOT NULL,
    PRIMARY KEY (meeting_id, position)
);
CREATE INDEX agenda_by_topic ON meeting_agenda (topic);
CREATE TABLE meeting_watchlists (
    meeting_id TEXT NOT NULL, watchlist TEXT NOT NULL, PRIMARY KEY (meeting_id, watchlist)
);
CREATE TABLE topic_mentions (
    mention_id TEXT PRIMARY KEY, event_id TEXT NOT NULL, article_id TEXT NOT NULL, topic TEXT NOT NULL,
    label TEXT NOT NULL, status TEXT NOT NULL, salience DOUBLE PRECISION NOT NULL, mentions INTEGER NOT NULL, title TEXT, url TEXT,
    source TEXT, published_at TIMESTAMPTZ, language TEXT, copy_of TEXT, watchlist TEXT, emitted_at TIMESTAMPTZ NOT NULL,
    payload JSONB NOT NULL
);
CREATE INDEX mentions_by_topic ON topic_mentions (topic, emitted_at);
CREATE INDEX mentions_by_article ON topic_mentions (article_id);
CREATE INDEX mentions_by_emission ON topic_mentions (emitted_at);
CREATE TABLE topic_history (
    event_id TEXT PRIMARY KEY, mention_id TEXT NOT NULL, status TEXT NOT NULL, emitted_at TIMESTAMPTZ NOT NULL,
    payload JSONB NOT NULL
);
CREATE INDEX meetings_by_words ON meetings USING GIN (to_tsvector('english', payload));

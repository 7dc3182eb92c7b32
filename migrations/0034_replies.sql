-- What the team says it did about something that was said is written, made public version by version, kept, and can be taken back.
CREATE TABLE replies (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    -- Its name for good, from 1, which no other reply of the consultation ever gets.
    number BIGINT NOT NULL,
    -- Where it stands among the others.
    place BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    writer_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    written_at TIMESTAMPTZ NOT NULL,
    UNIQUE (consultation_id, number)
);

-- What was made public: rows are only added, and marked where they are taken back.
CREATE TABLE reply_versions (
    reply_id UUID NOT NULL REFERENCES replies (id),
    version BIGINT NOT NULL,
    -- The revision that it was made of.
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    -- The meeting on whose decision it rests, by which that meeting's page finds it.
    meeting_id UUID REFERENCES meetings (id),
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    published_at TIMESTAMPTZ NOT NULL,
    taken_back_at TIMESTAMPTZ,
    taken_back_reason TEXT,
    PRIMARY KEY (reply_id, version)
);

CREATE INDEX reply_versions_by_meeting ON reply_versions (meeting_id);

-- Every step of every reply, also of those that were removed: rows are only added.
CREATE TABLE reply_events (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    number BIGINT NOT NULL,
    step TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    words TEXT NOT NULL
);

CREATE INDEX reply_events_by_consultation ON reply_events (consultation_id, happened_at);

-- The reminders that were sent, so that each is sent once whatever number of servers there is.
CREATE TABLE reply_reminders (
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    weeks BIGINT NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (consultation_id, weeks)
);

-- The days by which replies were said to be expected: rows are only added, so that everybody sees when one was moved.
CREATE TABLE reply_days (
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    place BIGINT NOT NULL,
    expected_on DATE NOT NULL,
    reason TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    said_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (consultation_id, place)
);

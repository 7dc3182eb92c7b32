-- The results of a run are written up by one person and released by another, kept as they were released, and can be taken back.
CREATE TABLE publications (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    -- Its place among the publications of the consultation, from 1, which only one of them can have.
    edition BIGINT NOT NULL,
    run_id UUID NOT NULL REFERENCES weighting_runs (id),
    revision BIGINT NOT NULL,
    summary TEXT NOT NULL,
    changes TEXT NOT NULL,
    writer_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    written_at TIMESTAMPTZ NOT NULL,
    released_at TIMESTAMPTZ,
    document TEXT,
    digest BYTEA,
    taken_back_at TIMESTAMPTZ,
    taken_back_reason TEXT,
    UNIQUE (consultation_id, edition)
);

-- Every step of publishing, also of what was given up: rows are only added.
CREATE TABLE publication_events (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    edition BIGINT NOT NULL,
    step TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    words TEXT NOT NULL
);

CREATE INDEX publication_events_by_consultation ON publication_events (consultation_id, happened_at);

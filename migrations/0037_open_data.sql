-- What everybody may take away of a consultation is written by one person, released by another who saw its very bytes, kept as it was
-- released, and can be taken back.
CREATE TABLE open_data (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    -- Its place among the open data of the consultation, from 1, which only one of them can have.
    issue BIGINT NOT NULL,
    publication_id UUID NOT NULL REFERENCES publications (id),
    revision BIGINT NOT NULL,
    crosstabs TEXT NOT NULL,
    licence TEXT NOT NULL,
    note TEXT NOT NULL,
    writer_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    written_at TIMESTAMPTZ NOT NULL,
    -- The hash of the manifest of its files, once they are made.
    digest BYTEA,
    -- Every count that its tables rest on, which nothing public reads, so that what is published later cannot be held against it.
    counts TEXT,
    -- What was public when its files were made, and how many responses were there.
    basis TEXT,
    released_at TIMESTAMPTZ,
    taken_back_at TIMESTAMPTZ,
    taken_back_reason TEXT,
    UNIQUE (consultation_id, issue)
);

CREATE TABLE open_data_files (
    open_data_id UUID NOT NULL REFERENCES open_data (id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    digest BYTEA NOT NULL,
    size BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (open_data_id, place),
    UNIQUE (open_data_id, name)
);

-- Every step, also of what was given up: rows are only added.
CREATE TABLE open_data_events (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    issue BIGINT NOT NULL,
    step TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    words TEXT NOT NULL
);

CREATE INDEX open_data_events_by_consultation ON open_data_events (consultation_id, happened_at);

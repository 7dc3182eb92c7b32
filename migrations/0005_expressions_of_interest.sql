-- A landowner's offer: who it is, where it is, what is offered, what may be done with it and what becomes of it live in
-- separate tables, so that each can be read, kept and erased by itself.
CREATE TABLE eois (
    id UUID PRIMARY KEY NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    revision BIGINT NOT NULL,
    reference TEXT UNIQUE,
    digest BYTEA,
    started_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    submitted_at TIMESTAMPTZ
);

CREATE INDEX eois_by_submission ON eois (submitted_at);

CREATE TABLE eoi_draft_pages (
    eoi_id UUID NOT NULL REFERENCES eois (id) ON DELETE CASCADE,
    page TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (eoi_id, page)
);

CREATE TABLE eoi_identities (
    eoi_id UUID PRIMARY KEY NOT NULL REFERENCES eois (id) ON DELETE CASCADE,
    document TEXT NOT NULL
);

CREATE TABLE eoi_sites (
    eoi_id UUID PRIMARY KEY NOT NULL REFERENCES eois (id) ON DELETE CASCADE,
    document TEXT NOT NULL,
    hundredths BIGINT NOT NULL
);

CREATE TABLE eoi_offers (
    eoi_id UUID PRIMARY KEY NOT NULL REFERENCES eois (id) ON DELETE CASCADE,
    document TEXT NOT NULL
);

CREATE TABLE eoi_consents (
    eoi_id UUID PRIMARY KEY NOT NULL REFERENCES eois (id) ON DELETE CASCADE,
    document TEXT NOT NULL
);

CREATE TABLE eoi_cases (
    eoi_id UUID PRIMARY KEY NOT NULL REFERENCES eois (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);

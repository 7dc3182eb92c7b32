-- A consultation says what it is for and who decides, and keeps a record of a closing that was moved and of what was missing
-- when a version of its questionnaire was published.
CREATE TABLE particulars (
    consultation_id UUID PRIMARY KEY NOT NULL REFERENCES consultations (id),
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    set_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE closing_moves (
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    revision BIGINT NOT NULL,
    from_at TIMESTAMPTZ NOT NULL,
    to_at TIMESTAMPTZ NOT NULL,
    moved_at TIMESTAMPTZ NOT NULL,
    reason TEXT,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    PRIMARY KEY (consultation_id, revision)
);

CREATE TABLE clearances (
    version_id UUID PRIMARY KEY NOT NULL REFERENCES questionnaire_versions (id),
    lacks TEXT NOT NULL,
    reason TEXT,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL
);

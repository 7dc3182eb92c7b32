-- A team keeps questions and pages for its next questionnaires: each version of each stays, and what is removed is not listed.
CREATE TABLE library_entries (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,
    document TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    removed_at TIMESTAMPTZ,
    PRIMARY KEY (id, version),
    UNIQUE (title, version)
);

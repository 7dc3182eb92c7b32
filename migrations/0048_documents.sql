-- Documents are published files with versions; what is in a file stands outside the database, under its SHA-256.
CREATE TABLE files (
    sha256 BYTEA PRIMARY KEY NOT NULL,
    size BIGINT NOT NULL,
    -- When somebody last began to write it; one that no version has is removed some time after.
    kept_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE documents (
    id UUID PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    -- The title in small letters, by which it is looked for.
    words TEXT NOT NULL,
    purpose TEXT NOT NULL,
    dated DATE NOT NULL,
    language TEXT,
    accessibility TEXT NOT NULL,
    group_id UUID REFERENCES groups (id),
    supersedes UUID REFERENCES documents (id),
    status TEXT NOT NULL,
    withdrawn_at TIMESTAMPTZ,
    withdrawn_reason TEXT,
    withdrawn_account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    revision BIGINT NOT NULL
);

CREATE INDEX documents_by_day ON documents (dated);

CREATE INDEX documents_by_group ON documents (group_id);

CREATE INDEX documents_by_supersedes ON documents (supersedes);

CREATE TABLE document_versions (
    document_id UUID NOT NULL REFERENCES documents (id),
    -- Its place among the versions of the document, from 1.
    number BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    format TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 BYTEA NOT NULL REFERENCES files (sha256),
    findings TEXT NOT NULL,
    note TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    added_at TIMESTAMPTZ NOT NULL,
    published_account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    published_at TIMESTAMPTZ,
    PRIMARY KEY (document_id, number)
);

CREATE INDEX document_versions_by_file ON document_versions (sha256);

-- The text of each version apart, because it is long and only looked through.
CREATE TABLE document_text (
    document_id UUID NOT NULL,
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (document_id, number),
    FOREIGN KEY (document_id, number) REFERENCES document_versions (document_id, number)
);

-- Files that people give as answers are kept with all else in the one database, so that a copy of it has them and deleting a
-- response or a test response deletes them. What is in a file stands last: lists read the other columns alone.
CREATE TABLE attachments (
    id UUID PRIMARY KEY NOT NULL,
    response_id UUID REFERENCES responses (id) ON DELETE CASCADE,
    test_response_id UUID REFERENCES test_responses (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 BYTEA NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    bytes BYTEA NOT NULL,
    CHECK ((response_id IS NULL) <> (test_response_id IS NULL))
);

CREATE INDEX attachments_by_response ON attachments (response_id);

CREATE INDEX attachments_by_test_response ON attachments (test_response_id);

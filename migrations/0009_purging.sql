-- What nobody needs any more is found without reading every row, because on SQLite all writes wait meanwhile.
CREATE INDEX responses_by_touch ON responses (status, updated_at);

CREATE INDEX eois_by_touch ON eois (submitted_at, updated_at);

CREATE INDEX sessions_by_use ON sessions (seen_at);

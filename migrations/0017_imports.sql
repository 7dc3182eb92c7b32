-- Responses may come together in one file: it is kept until they are added or it is left, and what it made stays together so that
-- all of it can be taken back. A digest that stands keeps the same file from being added twice.
CREATE TABLE imports (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    digest BYTEA NOT NULL,
    file BYTEA,
    read_at TIMESTAMPTZ NOT NULL,
    added_at TIMESTAMPTZ,
    added BIGINT,
    taken_back_at TIMESTAMPTZ,
    standing_digest BYTEA,
    UNIQUE (consultation_id, standing_digest)
);

CREATE TABLE imported_responses (
    response_id UUID PRIMARY KEY NOT NULL REFERENCES responses (id) ON DELETE CASCADE,
    import_id UUID NOT NULL REFERENCES imports (id),
    sheet_row BIGINT NOT NULL,
    your_number TEXT
);

CREATE INDEX imported_responses_by_import ON imported_responses (import_id, sheet_row);

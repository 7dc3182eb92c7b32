-- A consultation report is written by the team around what is public, kept as it was released, and can be taken back.
CREATE TABLE report_words (
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    -- From 1; the last one counts, and rows are only added.
    revision BIGINT NOT NULL,
    introduction TEXT NOT NULL,
    conclusions TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    written_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (consultation_id, revision)
);

CREATE TABLE consultation_reports (
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    -- Its place among the reports on the consultation, from 1.
    number BIGINT NOT NULL,
    -- Of what the team wrote.
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    digest BYTEA NOT NULL,
    -- By what later figures are judged; it is never public.
    basis TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    released_at TIMESTAMPTZ NOT NULL,
    taken_back_at TIMESTAMPTZ,
    taken_back_reason TEXT,
    taken_back_account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    PRIMARY KEY (consultation_id, number)
);

-- A questionnaire is written step by step: each step is kept as a revision, so that it can be taken back until it is published.
CREATE TABLE questionnaire_drafts (
    consultation_id UUID PRIMARY KEY NOT NULL REFERENCES consultations (id),
    revision_id UUID NOT NULL
);

CREATE TABLE questionnaire_revisions (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES questionnaire_drafts (consultation_id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    step TEXT NOT NULL,
    subject TEXT NOT NULL,
    document TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    UNIQUE (consultation_id, number)
);

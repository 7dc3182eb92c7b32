-- The draft of a questionnaire is tried out by people who have its link; what they send goes with the draft, and is never among the
-- responses.
CREATE TABLE test_links (
    consultation_id UUID PRIMARY KEY NOT NULL REFERENCES questionnaire_drafts (consultation_id) ON DELETE CASCADE,
    token_hash BYTEA NOT NULL UNIQUE,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE test_responses (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES questionnaire_drafts (consultation_id) ON DELETE CASCADE,
    token_hash BYTEA NOT NULL UNIQUE,
    revision BIGINT NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ,
    revision_id UUID,
    digest BYTEA,
    order_seed TEXT,
    remark TEXT,
    outcomes TEXT
);

CREATE INDEX test_responses_by_consultation ON test_responses (consultation_id, sent_at);

CREATE TABLE test_pages (
    test_response_id UUID NOT NULL REFERENCES test_responses (id) ON DELETE CASCADE,
    page TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (test_response_id, page)
);

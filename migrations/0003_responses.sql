-- A response is a draft, page by page as typed, until it is submitted, when each question gets one judged outcome.
CREATE TABLE responses (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    version_id UUID NOT NULL REFERENCES questionnaire_versions (id),
    status TEXT NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    revision BIGINT NOT NULL,
    reference TEXT UNIQUE,
    digest BYTEA,
    segment TEXT,
    area TEXT,
    started_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    submitted_at TIMESTAMPTZ
);

CREATE INDEX responses_by_consultation ON responses (consultation_id, status, submitted_at);

CREATE TABLE draft_pages (
    response_id UUID NOT NULL REFERENCES responses (id) ON DELETE CASCADE,
    page TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (response_id, page)
);

-- The outcomes of a response are one document by question, because they are always written and read as a whole; the words
-- that the respondent wrote stand beside it in lower case, for looking them up.
CREATE TABLE answers (
    response_id UUID PRIMARY KEY NOT NULL REFERENCES responses (id) ON DELETE CASCADE,
    outcomes TEXT NOT NULL,
    words TEXT
);

-- Nothing here leads back to a response: no key, an id without time, and a day instead of a moment.
CREATE TABLE subscriptions (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    email TEXT NOT NULL,
    updates BOOLEAN NOT NULL,
    interview BOOLEAN NOT NULL,
    asked_on DATE NOT NULL
);

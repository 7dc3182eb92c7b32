-- What respondents wrote is published where they consented and after somebody has read it. Only what they wrote is, under a number that is
-- drawn once; what was decided about a response is only added to, and all of it goes with the answers.
ALTER TABLE answers ADD COLUMN consent TEXT;

-- The questions whose words may be published, in versions; none ever changes.
CREATE TABLE remits (
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    version BIGINT NOT NULL,
    document TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (consultation_id, version)
);

CREATE TABLE moderations (
    response_id UUID NOT NULL REFERENCES answers (response_id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    -- Why it is not to be published; nothing where it is.
    ground TEXT,
    note TEXT,
    is_confirmed BOOLEAN NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (response_id, place)
);

CREATE TABLE published_responses (
    response_id UUID PRIMARY KEY NOT NULL REFERENCES answers (response_id) ON DELETE CASCADE,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    number BIGINT NOT NULL,
    UNIQUE (consultation_id, number)
);

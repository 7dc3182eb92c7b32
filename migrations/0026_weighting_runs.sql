-- How answers become weightings is planned and signed before figures are seen; responses are held fast; runs of a plan on them are
-- kept with all that made them.
CREATE TABLE plans (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    number BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    written_at TIMESTAMPTZ NOT NULL,
    UNIQUE (consultation_id, number)
);

-- A signature is of one revision; writing the plan again removes it.
CREATE TABLE plan_signatures (
    id UUID PRIMARY KEY NOT NULL,
    plan_id UUID NOT NULL REFERENCES plans (id),
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    signed_at TIMESTAMPTZ NOT NULL,
    UNIQUE (plan_id, account_id)
);

-- Who saw figures before a plan was fixed, and when.
CREATE TABLE looks (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    looked_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX looks_by_consultation ON looks (consultation_id, looked_at);

CREATE TABLE freezes (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    number BIGINT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    version_id UUID NOT NULL REFERENCES questionnaire_versions (id),
    frozen_at TIMESTAMPTZ NOT NULL,
    reason TEXT NOT NULL,
    responses BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    UNIQUE (consultation_id, number)
);

-- A response that is deleted later stays here with its hash alone: no key leads from here to it.
CREATE TABLE frozen_responses (
    freeze_id UUID NOT NULL REFERENCES freezes (id),
    place BIGINT NOT NULL,
    response_id UUID NOT NULL,
    digest BYTEA NOT NULL,
    PRIMARY KEY (freeze_id, place)
);

CREATE INDEX frozen_responses_by_response ON frozen_responses (response_id);

CREATE TABLE weighting_runs (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    number BIGINT NOT NULL,
    plan_id UUID NOT NULL REFERENCES plans (id),
    freeze_id UUID NOT NULL REFERENCES freezes (id),
    status TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    -- Whoever works on it says so again and again; where nobody has for a while, another may begin it anew.
    holder UUID,
    held_until TIMESTAMPTZ,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    code_version TEXT,
    results TEXT,
    results_digest BYTEA,
    failure TEXT,
    UNIQUE (consultation_id, number)
);

CREATE INDEX weighting_runs_by_status ON weighting_runs (status, asked_at);

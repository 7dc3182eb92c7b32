-- Proposals are screened and scored by two people each and decided; what was done with each is a line of steps that is only added to.
CREATE TABLE proposals (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    -- Its name for good, from 1.
    number BIGINT NOT NULL,
    UNIQUE (consultation_id, number)
);

CREATE TABLE proposal_steps (
    proposal_id UUID NOT NULL REFERENCES proposals (id),
    place BIGINT NOT NULL,
    document TEXT NOT NULL,
    -- The meeting at which it was decided, by which that meeting's page finds it.
    meeting_id UUID REFERENCES meetings (id),
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (proposal_id, place)
);

CREATE INDEX proposal_steps_by_meeting ON proposal_steps (meeting_id);

-- The questions and criteria of a sift, version by version; none ever changes.
CREATE TABLE sieves (
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    version BIGINT NOT NULL,
    document TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (consultation_id, version)
);

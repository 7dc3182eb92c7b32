-- Who takes part in preparing the strategy and how, and what supporting authorities were given and said: lines of steps that are only added to.
CREATE TABLE stakeholders (
    id UUID PRIMARY KEY NOT NULL,
    -- Its name for good, from 1.
    number BIGINT NOT NULL UNIQUE,
    -- What leads to somebody is in no step, so that it can be deleted for good.
    name TEXT NOT NULL,
    contact TEXT,
    notes TEXT
);

CREATE TABLE stakeholder_steps (
    stakeholder_id UUID NOT NULL REFERENCES stakeholders (id),
    place BIGINT NOT NULL,
    document TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (stakeholder_id, place)
);

CREATE TABLE rounds (
    id UUID PRIMARY KEY NOT NULL,
    -- Its name for good, from 1.
    number BIGINT NOT NULL UNIQUE
);

CREATE TABLE round_steps (
    round_id UUID NOT NULL REFERENCES rounds (id),
    place BIGINT NOT NULL,
    document TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (round_id, place)
);

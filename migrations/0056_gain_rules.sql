-- The rules of the guided check on biodiversity net gain, whole in each revision; rows are only added, and the last row of a set holds.
CREATE TABLE gain_rules (
    -- From 1, over all sets, so that of two people who write at once one is the second.
    step BIGINT PRIMARY KEY NOT NULL,
    -- The name of the set for good, from 1.
    number BIGINT NOT NULL,
    document TEXT NOT NULL,
    -- Whether the check uses it.
    is_shown BOOLEAN NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    written_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX gain_rules_number ON gain_rules (number, step);

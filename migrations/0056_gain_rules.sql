-- The rules of the guided check; of each the last revision counts, and rows are only added.
CREATE TABLE gain_rules (
    id UUID PRIMARY KEY NOT NULL,
    -- Its name for good, from 1.
    number BIGINT NOT NULL UNIQUE
);

CREATE TABLE gain_rule_revisions (
    rules_id UUID NOT NULL REFERENCES gain_rules (id),
    -- From 1.
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    -- Whether the check uses them.
    is_used BOOLEAN NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    written_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (rules_id, revision)
);

-- Two people score each priority on the criteria of a plan; what each gave at any time is kept, so that scorings are only added to.
CREATE TABLE priority_scorings (
    plan_id UUID NOT NULL REFERENCES plans (id),
    -- The priority, by its code in the question of the plan.
    priority TEXT NOT NULL,
    place BIGINT NOT NULL,
    document TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, priority, place)
);

-- A subscription shares a transaction with its response, which the engine notes; when its day is over it is written anew,
-- in random order and under a new id, so that nothing here leads back to a response from then on.
ALTER TABLE subscriptions ADD COLUMN is_mixed BOOLEAN NOT NULL DEFAULT FALSE;

CREATE INDEX subscriptions_by_mixing ON subscriptions (is_mixed, asked_on);

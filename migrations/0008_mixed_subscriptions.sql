-- A subscription shares a transaction with its response, which the engine notes; when its day is over it is written anew,
-- in random order, under a new id and with the first day of its month, so that neither its place nor its day leads to a response.
ALTER TABLE subscriptions ADD COLUMN is_mixed BOOLEAN NOT NULL DEFAULT FALSE;

CREATE INDEX subscriptions_by_mixing ON subscriptions (is_mixed, asked_on);

-- Who asks for news may leave an email address, a telephone number or both. No engine but one can take NOT NULL away from a
-- column, so that the rows move to a table without it. The old one is renamed first: that waits for whoever writes to it, so that
-- no row comes in after the copy.
ALTER TABLE subscriptions RENAME TO subscriptions_by_email;

CREATE TABLE subscriptions (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    email TEXT,
    telephone TEXT,
    updates BOOLEAN NOT NULL,
    interview BOOLEAN NOT NULL,
    asked_on DATE NOT NULL,
    is_mixed BOOLEAN NOT NULL DEFAULT FALSE,
    CHECK (email IS NOT NULL OR telephone IS NOT NULL)
);

INSERT INTO subscriptions (id, consultation_id, email, updates, interview, asked_on, is_mixed)
SELECT id, consultation_id, email, updates, interview, asked_on, is_mixed FROM subscriptions_by_email;

DROP TABLE subscriptions_by_email;

CREATE INDEX subscriptions_by_mixing ON subscriptions (is_mixed, asked_on);

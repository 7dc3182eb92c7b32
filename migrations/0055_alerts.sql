-- Whoever asks for it hears by email of what is published, each thing once, and from an address that they have confirmed.
CREATE TABLE alerts (
    id UUID PRIMARY KEY NOT NULL,
    email TEXT NOT NULL,
    -- The address in small letters: one address has one alert.
    folded TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    pace TEXT NOT NULL,
    revision BIGINT NOT NULL,
    -- The number of the last novelty of which a bulletin was made or that it did not ask for.
    told BIGINT NOT NULL,
    told_at TIMESTAMPTZ,
    -- How many bulletins in a row the mail server said to have no mailbox.
    refused BIGINT NOT NULL
);

CREATE INDEX alerts_by_pace ON alerts (pace, id);

CREATE TABLE alert_requests (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    email TEXT NOT NULL,
    folded TEXT NOT NULL,
    scopes TEXT NOT NULL,
    pace TEXT NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX alert_requests_by_moment ON alert_requests (asked_at);
CREATE INDEX alert_requests_by_address ON alert_requests (folded);

-- Each email has a link of its own, since only hashes of secrets are kept.
CREATE TABLE alert_links (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    alert_id UUID NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    made_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX alert_links_by_alert ON alert_links (alert_id);
CREATE INDEX alert_links_by_moment ON alert_links (made_at);

CREATE TABLE novelties (
    number BIGINT PRIMARY KEY NOT NULL,
    entry_id UUID NOT NULL UNIQUE,
    strand TEXT NOT NULL,
    group_id UUID,
    seen_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX novelties_by_moment ON novelties (seen_at);

-- Bulletins that wait to be sent. Their words and their address are read when they are sent, so that neither stands here.
CREATE TABLE bulletins (
    id UUID PRIMARY KEY NOT NULL,
    alert_id UUID NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    since_number BIGINT NOT NULL,
    last_number BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    UNIQUE (alert_id, last_number)
);

CREATE INDEX bulletins_by_due ON bulletins (due_at);

CREATE TABLE bulletin_counts (
    counted_on DATE PRIMARY KEY NOT NULL,
    made BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    given_up BIGINT NOT NULL
);

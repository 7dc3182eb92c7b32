-- Responses that were called for together stand together as a campaign; rulings say how they count and why, and are only added to.
CREATE TABLE campaigns (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (consultation_id, number)
);

CREATE TABLE campaign_rulings (
    campaign_id UUID NOT NULL REFERENCES campaigns (id),
    place BIGINT NOT NULL,
    treatment TEXT NOT NULL,
    reason TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    ruled_at TIMESTAMPTZ NOT NULL,
    takes_two BOOLEAN NOT NULL,
    confirmed_by UUID REFERENCES accounts (id) ON DELETE SET NULL,
    confirmed_at TIMESTAMPTZ,
    PRIMARY KEY (campaign_id, place)
);

-- A response is in one campaign, since the ruling with which it was added.
CREATE TABLE campaign_responses (
    response_id UUID PRIMARY KEY NOT NULL REFERENCES answers (response_id) ON DELETE CASCADE,
    campaign_id UUID NOT NULL REFERENCES campaigns (id),
    place BIGINT NOT NULL
);

CREATE INDEX campaign_responses_by_campaign ON campaign_responses (campaign_id);

-- The campaigns as they held when the responses were frozen.
ALTER TABLE freezes ADD COLUMN campaigns TEXT NOT NULL DEFAULT '[]';

ALTER TABLE frozen_responses ADD COLUMN campaign BIGINT;

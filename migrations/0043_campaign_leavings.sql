-- A response that was taken out of a campaign: it was in it from one ruling until another, and what each of them says can still be counted.
CREATE TABLE campaign_leavings (
    campaign_id UUID NOT NULL REFERENCES campaigns (id),
    response_id UUID NOT NULL REFERENCES answers (response_id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    left_place BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, response_id, left_place)
);

CREATE INDEX campaign_leavings_by_response ON campaign_leavings (response_id);

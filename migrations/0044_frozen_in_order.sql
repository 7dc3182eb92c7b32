-- Frozen responses are read in the order of their ids, as responses and answers are stored. The columns after the id spare looking each one up.
CREATE INDEX frozen_responses_in_order ON frozen_responses (freeze_id, response_id, place, digest, campaign);

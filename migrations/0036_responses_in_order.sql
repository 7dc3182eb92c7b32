-- Who reads all responses of a consultation reads them some at a time in the order of their references. Without this each time all of
-- them are sorted.
CREATE INDEX responses_in_order ON responses (consultation_id, status, reference);

-- What was written and never read is not kept: when somebody began, the area of a site beside the document that holds it, and
-- what a mail server said, which may name somebody. There was no release before, so that no older server writes them.
ALTER TABLE responses DROP COLUMN started_at;

ALTER TABLE eois DROP COLUMN started_at;

ALTER TABLE eoi_sites DROP COLUMN hundredths;

ALTER TABLE outbox DROP COLUMN last_error;

-- What is said of a priority, to whom, and since when it is none any more. Those that were there were public already by the decisions about them.
ALTER TABLE priorities ADD COLUMN about TEXT NOT NULL DEFAULT '';
ALTER TABLE priorities ADD COLUMN is_public BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE priorities ADD COLUMN ended_on DATE;
ALTER TABLE priorities ADD COLUMN ended_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE priorities ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;

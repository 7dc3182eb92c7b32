-- Answers that staff type in for somebody carry the way and the day by which they came.
ALTER TABLE responses ADD COLUMN channel TEXT NOT NULL DEFAULT 'online';

ALTER TABLE responses ADD COLUMN received_on DATE;

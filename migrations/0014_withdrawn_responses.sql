-- A response that was taken back keeps its reference and the day, so that both its sender and a count of what is missing can be
-- answered; nothing that was answered is kept.
ALTER TABLE responses ADD COLUMN withdrawn_on DATE;

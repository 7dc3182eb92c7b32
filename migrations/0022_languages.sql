-- The language in which whoever answers reads the questions: the tag of BCP 47, or nothing for English.
ALTER TABLE responses ADD COLUMN language TEXT;

ALTER TABLE test_responses ADD COLUMN language TEXT;

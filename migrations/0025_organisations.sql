-- The organisation for which somebody answers, as they named it; nothing for people who answer for themselves.
ALTER TABLE responses ADD COLUMN organisation TEXT;

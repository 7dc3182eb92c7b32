-- What the orders of options follow from while somebody answers, and then the orders in which they were shown.
ALTER TABLE responses ADD COLUMN order_seed TEXT;

ALTER TABLE answers ADD COLUMN orders TEXT;

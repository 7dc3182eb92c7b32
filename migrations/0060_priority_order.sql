-- One row, which whoever adds or moves priorities changes first, so that each finds the places as the one before left them.
CREATE TABLE priority_order (
    id BIGINT PRIMARY KEY NOT NULL,
    changes BIGINT NOT NULL
);
INSERT INTO priority_order (id, changes) VALUES (1, 0);

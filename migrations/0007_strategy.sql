-- The home page says what the strategy is; the words belong to the installation, so they are data: one row, one document.
CREATE TABLE strategy (
    id BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
    document TEXT NOT NULL
);

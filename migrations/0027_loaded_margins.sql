-- Staff load population counts from files: of each level it is kept of which day and which areas it is, to what its count is rounded,
-- and who loaded it when; the file is kept until its margins are stored or it is left.
ALTER TABLE margins ADD COLUMN reference_date DATE;

ALTER TABLE margins ADD COLUMN rounding BIGINT;

ALTER TABLE margins ADD COLUMN area_codes TEXT NOT NULL DEFAULT '';

ALTER TABLE margins ADD COLUMN loaded_by UUID REFERENCES accounts (id) ON DELETE SET NULL;

ALTER TABLE margins ADD COLUMN loaded_at TIMESTAMPTZ;

CREATE TABLE loadings (
    id UUID PRIMARY KEY NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    file BYTEA NOT NULL,
    typed TEXT NOT NULL,
    read_at TIMESTAMPTZ NOT NULL
);

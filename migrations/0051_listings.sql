-- Minutes that another site has are brought in together from the list of their titles, and can be taken back together.
ALTER TABLE minutes ADD COLUMN source_heading TEXT;

CREATE TABLE listings (
    id UUID PRIMARY KEY NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    added_at TIMESTAMPTZ NOT NULL,
    taken_back_at TIMESTAMPTZ,
    taken_back_account_id UUID REFERENCES accounts (id) ON DELETE SET NULL
);

CREATE TABLE listed_minutes (
    meeting_id UUID PRIMARY KEY NOT NULL REFERENCES meetings (id),
    listing_id UUID NOT NULL REFERENCES listings (id),
    -- Whether the meeting itself came with them, and was not written down before.
    with_meeting BOOLEAN NOT NULL
);

CREATE INDEX listed_minutes_by_listing ON listed_minutes (listing_id);

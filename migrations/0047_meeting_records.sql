-- Meetings have a time and a place, and their agendas and minutes are written in drafts and released in versions that stay.
-- Times are HH:MM by the clocks in England.
ALTER TABLE meetings ADD COLUMN starts TEXT;
ALTER TABLE meetings ADD COLUMN ends TEXT;
ALTER TABLE meetings ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE meetings ADD COLUMN joining TEXT NOT NULL DEFAULT '';
ALTER TABLE meetings ADD COLUMN announced_at TIMESTAMPTZ;
-- Why it is not held, where it was called off.
ALTER TABLE meetings ADD COLUMN called_off TEXT;
ALTER TABLE meetings ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;

CREATE INDEX meetings_by_group ON meetings (group_id, held_on);

-- The names in addresses that a meeting had before its day was changed.
CREATE TABLE meeting_moves (
    slug TEXT PRIMARY KEY NOT NULL,
    meeting_id UUID NOT NULL REFERENCES meetings (id)
);

CREATE INDEX meeting_moves_by_meeting ON meeting_moves (meeting_id);

-- What staff write; the last revision counts, and rows are only added.
CREATE TABLE record_drafts (
    meeting_id UUID NOT NULL REFERENCES meetings (id),
    kind TEXT NOT NULL,
    -- From 1.
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    written_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (meeting_id, kind, revision)
);

-- What everybody reads.
CREATE TABLE record_versions (
    meeting_id UUID NOT NULL REFERENCES meetings (id),
    kind TEXT NOT NULL,
    -- From 1.
    number BIGINT NOT NULL,
    step TEXT NOT NULL,
    -- Of what staff wrote.
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    note TEXT NOT NULL,
    -- The meeting that agreed to it.
    agreed_at UUID REFERENCES meetings (id),
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    released_at TIMESTAMPTZ NOT NULL,
    -- When something was last withheld from it after its release.
    withheld_at TIMESTAMPTZ,
    PRIMARY KEY (meeting_id, kind, number)
);

-- What a group works by, and who belongs to it from when until when.
ALTER TABLE groups ADD COLUMN basis TEXT NOT NULL DEFAULT 'voluntary';
ALTER TABLE groups ADD COLUMN terms TEXT NOT NULL DEFAULT '';
ALTER TABLE groups ADD COLUMN ended_on DATE;
ALTER TABLE groups ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;

CREATE TABLE members (
    id UUID PRIMARY KEY NOT NULL,
    group_id UUID NOT NULL REFERENCES groups (id),
    name TEXT NOT NULL,
    organisation TEXT,
    role TEXT NOT NULL,
    is_named BOOLEAN NOT NULL,
    since DATE NOT NULL,
    until DATE,
    revision BIGINT NOT NULL
);

CREATE INDEX members_by_group ON members (group_id);

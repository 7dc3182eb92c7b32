-- Groups meet and publish minutes, which are listed by the meeting's own date.
CREATE TABLE groups (
    id UUID PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    purpose TEXT NOT NULL
);

CREATE TABLE meetings (
    id UUID PRIMARY KEY NOT NULL,
    group_id UUID NOT NULL REFERENCES groups (id),
    slug TEXT NOT NULL UNIQUE,
    held_on DATE NOT NULL
);

CREATE TABLE minutes (
    meeting_id UUID PRIMARY KEY NOT NULL REFERENCES meetings (id),
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    source_title TEXT
);

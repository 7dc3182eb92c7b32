-- A consultation asks the questions of a version; questions point at priorities; margins say who lives here.
CREATE TABLE consultations (
    id UUID PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    kind TEXT NOT NULL,
    opens_at TIMESTAMPTZ NOT NULL,
    closes_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE questionnaire_versions (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    number BIGINT NOT NULL,
    document TEXT NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    UNIQUE (consultation_id, number)
);

CREATE TABLE priorities (
    code TEXT PRIMARY KEY NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    place BIGINT NOT NULL
);

CREATE TABLE margins (
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    label TEXT NOT NULL,
    count BIGINT NOT NULL,
    place BIGINT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (name, level)
);

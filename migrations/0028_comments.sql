-- What respondents wrote in their own words is read and tagged comment by comment. A comment goes with the answers that it is from; who
-- tagged what is only added to, and a redaction is a further text beside the one that was written.
CREATE TABLE comments (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    response_id UUID NOT NULL REFERENCES answers (response_id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (consultation_id, number),
    UNIQUE (response_id, question)
);

-- Whether the comments of a response are in the table above.
ALTER TABLE answers ADD COLUMN is_gathered BOOLEAN NOT NULL DEFAULT FALSE;

CREATE INDEX answers_by_gathering ON answers (is_gathered);

CREATE TABLE code_frames (
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    version BIGINT NOT NULL,
    document TEXT NOT NULL,
    step TEXT NOT NULL,
    undo_to BIGINT,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (consultation_id, version)
);

CREATE TABLE codings (
    comment_id UUID NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    hand TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    finished_at TIMESTAMPTZ,
    frame_version BIGINT NOT NULL,
    PRIMARY KEY (comment_id, hand),
    UNIQUE (comment_id, account_id)
);

CREATE TABLE taggings (
    comment_id UUID NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    hand TEXT NOT NULL,
    place BIGINT NOT NULL,
    tag TEXT NOT NULL,
    is_set BOOLEAN NOT NULL,
    frame_version BIGINT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (comment_id, hand, place)
);

CREATE TABLE redactions (
    comment_id UUID NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    text TEXT NOT NULL,
    words TEXT NOT NULL,
    reason TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (comment_id, place)
);

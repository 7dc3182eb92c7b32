-- What everybody can read is found by its words. Kept by the store alone; what only one engine understands stands beside these tables,
-- made by the store when it opens. No keys lead to other tables, so that a server before this release can still remove from those.
CREATE TABLE search_entries (
    id BIGINT PRIMARY KEY NOT NULL,
    -- What it was made of: everything of one subject is made anew together.
    subject TEXT NOT NULL,
    subject_id UUID NOT NULL,
    -- Its place among the entries of the subject, from 1.
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    -- The number of the part of a page that it leads to.
    part BIGINT,
    group_id UUID,
    day DATE,
    language TEXT,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    -- What is in the file of a document.
    file_text TEXT
);

CREATE INDEX search_entries_by_subject ON search_entries (subject, subject_id);

-- The words of the entries as they are written, for misspellings of them.
CREATE TABLE search_words (
    word TEXT PRIMARY KEY NOT NULL,
    stem TEXT NOT NULL,
    -- How many letters it has.
    letters BIGINT NOT NULL,
    -- In how many entries it stands.
    entries BIGINT NOT NULL
);

CREATE INDEX search_words_by_letters ON search_words (letters);

CREATE INDEX search_words_by_stem ON search_words (stem);

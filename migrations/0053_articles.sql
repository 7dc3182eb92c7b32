-- Staff write pages, news and notices; what everybody reads of each follows from its versions and the clock. They compose the home page and the ways around the site.
CREATE TABLE articles (
    id UUID PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    -- Its place on the list of pages, from 1.
    place BIGINT NOT NULL,
    taken_down_at TIMESTAMPTZ,
    taken_down_reason TEXT,
    taken_down_account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    -- The newest version that was taken down; it and those before it are never shown again.
    taken_down_through BIGINT,
    revision BIGINT NOT NULL
);

-- What staff write; the last revision counts, and rows are only added.
CREATE TABLE article_drafts (
    article_id UUID NOT NULL REFERENCES articles (id),
    -- From 1.
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    written_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (article_id, revision)
);

CREATE TABLE article_versions (
    article_id UUID NOT NULL REFERENCES articles (id),
    -- From 1.
    number BIGINT NOT NULL,
    -- Of what staff wrote.
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    note TEXT NOT NULL,
    shown_from TIMESTAMPTZ NOT NULL,
    called_off_at TIMESTAMPTZ,
    -- Whether a server has noted that its moment has come, so that it is found.
    is_due BOOLEAN NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    published_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (article_id, number)
);

-- The words about the strategy, what the home page shows, and the ways around the site; the last revision counts, rows are only added.
CREATE TABLE front_revisions (
    -- From 1.
    revision BIGINT PRIMARY KEY NOT NULL,
    document TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    written_at TIMESTAMPTZ NOT NULL
);

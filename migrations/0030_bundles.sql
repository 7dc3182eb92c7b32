-- The evidence of a run is kept as it was published, so that erasing a person later leaves it standing.
CREATE TABLE bundles (
    run_id UUID PRIMARY KEY NOT NULL REFERENCES weighting_runs (id),
    grain TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    size BIGINT NOT NULL,
    bytes BYTEA NOT NULL
);

-- What the map shows besides the National Grid: the strategy's own boundary, rivers and towns, each with the GeoJSON that browsers draw.
CREATE TABLE map_layers (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    drawing TEXT NOT NULL,
    place BIGINT NOT NULL,
    features BIGINT NOT NULL,
    size BIGINT NOT NULL,
    digest TEXT NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    document TEXT NOT NULL
);

-- Other programs fetch what the team has chosen under an address that stays the same, by a secret of which only the hash is stored.
CREATE TABLE saved_exports (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    filter TEXT NOT NULL,
    has_own_words BOOLEAN NOT NULL,
    token_hash BYTEA NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    made_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    fetched_at TIMESTAMPTZ
);

CREATE INDEX saved_exports_by_consultation ON saved_exports (consultation_id, made_at);

-- Staff delete a response for good where somebody asks for that or it should never have been there. Its row stays, withdrawn and with
-- nothing in it; here is who did it, when and on what ground, so that results that rest on it can say so.
CREATE TABLE erasures (
    response_id UUID PRIMARY KEY NOT NULL REFERENCES responses (id) ON DELETE CASCADE,
    ground TEXT NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    erased_at TIMESTAMPTZ NOT NULL
);

-- A consultation may be answered by invitation: a link for one person that counts once. What keeps two from counting is a key in a
-- table of its own, which no row can leave out, and which holds nothing of the response.
ALTER TABLE consultations ADD COLUMN admission TEXT NOT NULL DEFAULT 'everyone';

ALTER TABLE responses ADD COLUMN is_invited BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE invitations (
    id UUID PRIMARY KEY NOT NULL,
    consultation_id UUID NOT NULL REFERENCES consultations (id),
    token_hash BYTEA NOT NULL UNIQUE,
    address TEXT,
    label TEXT,
    made_on DATE NOT NULL,
    sent_on DATE,
    revoked_on DATE,
    UNIQUE (consultation_id, address)
);

CREATE INDEX invitations_by_consultation ON invitations (consultation_id, made_on);

-- With which invitation a draft was begun; sending it deletes the row.
CREATE TABLE begun_invitations (
    invitation_id UUID PRIMARY KEY NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
    response_id UUID NOT NULL UNIQUE REFERENCES responses (id) ON DELETE CASCADE
);

CREATE TABLE used_invitations (
    invitation_id UUID PRIMARY KEY NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
    used_on DATE NOT NULL,
    is_mixed BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE INDEX used_invitations_by_mixing ON used_invitations (is_mixed, used_on);

-- Documents belong to meetings: the papers of what is talked about there, and files of the minutes.
CREATE TABLE meeting_papers (
    meeting_id UUID NOT NULL REFERENCES meetings (id),
    document_id UUID NOT NULL REFERENCES documents (id),
    kind TEXT NOT NULL,
    -- The number of the item in the records of the meeting, if it is of one.
    item BIGINT,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    added_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (meeting_id, document_id)
);

CREATE INDEX meeting_papers_by_document ON meeting_papers (document_id);

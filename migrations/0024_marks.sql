-- Facts about how a response came are kept beside it for staff, in a table of their own, which nothing reads that counts answers.
CREATE TABLE response_marks (
    response_id UUID NOT NULL REFERENCES responses (id) ON DELETE CASCADE,
    mark TEXT NOT NULL,
    PRIMARY KEY (response_id, mark)
);

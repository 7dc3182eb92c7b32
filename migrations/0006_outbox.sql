-- Mail waits here until a mail server took it, so that no answer waits for mail; a sent message leaves no row.
CREATE TABLE outbox (
    id UUID PRIMARY KEY NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    last_error TEXT
);

CREATE INDEX outbox_by_due ON outbox (due_at);

-- Facts about this installation, such as that its data is synthetic.
CREATE TABLE settings (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);

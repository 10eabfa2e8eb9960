-- A message that leaves the office is one document, as an order is; the columns are written from it by one function.
-- due: when it is sent next by itself. settled: nothing is left to do.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY NOT NULL,
    way TEXT NOT NULL,
    state TEXT NOT NULL,
    settled INTEGER NOT NULL,
    due INTEGER,
    order_id INTEGER REFERENCES orders (id),
    events INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX messages_list ON messages (settled, id DESC);
CREATE INDEX messages_due ON messages (due, id) WHERE due IS NOT NULL;
CREATE INDEX messages_order ON messages (order_id, id) WHERE order_id IS NOT NULL;
CREATE INDEX messages_sending ON messages (id) WHERE state = 'sending';

-- Papers that go with messages, byte for byte as they were made.
CREATE TABLE message_papers (
    id INTEGER PRIMARY KEY NOT NULL,
    message_id INTEGER NOT NULL REFERENCES messages (id),
    name TEXT NOT NULL,
    sum TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE INDEX message_papers_message ON message_papers (message_id, id);

-- Passwords and tokens, sealed with the key of one workstation each. A new one counts its turn up, and what other
-- workstations sealed before it no longer counts.
CREATE TABLE secrets (
    name TEXT NOT NULL,
    station TEXT NOT NULL,
    turn INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (name, station)
) STRICT, WITHOUT ROWID;

-- Mails that arrived. known: the sum of their content by which they are known again.
CREATE TABLE mails (
    id INTEGER PRIMARY KEY NOT NULL,
    state TEXT NOT NULL,
    message_id TEXT NOT NULL,
    known TEXT NOT NULL,
    events INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX mails_known ON mails (known, message_id);
CREATE INDEX mails_state ON mails (state, id);

-- Their bytes as they came.
CREATE TABLE mail_papers (
    mail_id INTEGER PRIMARY KEY NOT NULL REFERENCES mails (id),
    content BLOB NOT NULL
) STRICT;

-- How far a mailbox's folder was read, by the numbers that the server gives.
CREATE TABLE mailbox_marks (
    folder TEXT PRIMARY KEY NOT NULL,
    validity INTEGER NOT NULL,
    uid INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Facts about the store itself, such as its schema version and when it was made.
CREATE TABLE meta (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The company's settings, one row.
CREATE TABLE company (
    id INTEGER PRIMARY KEY NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- The last number given, by series. Numbers have no gaps: a number is given in the transaction that uses it.
CREATE TABLE counters (
    series TEXT PRIMARY KEY NOT NULL,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Everything that happened, one hash chain for each subject. Rows are added, never changed.
CREATE TABLE audit (
    area INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    data TEXT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (area, subject, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    id INTEGER PRIMARY KEY NOT NULL,
    login TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    password TEXT NOT NULL,
    failures INTEGER NOT NULL,
    locked_until INTEGER
) STRICT;

-- shipped, committed and paid are the customer's side of all footprints and payments, minor units of the company's currency.
CREATE TABLE customers (
    id INTEGER PRIMARY KEY NOT NULL,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    active INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    shipped INTEGER NOT NULL,
    committed INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE products (
    id INTEGER PRIMARY KEY NOT NULL,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    active INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- opened is what the lot began with; on_hand and reserved follow from it and from the orders' footprints.
CREATE TABLE lots (
    id INTEGER PRIMARY KEY NOT NULL,
    product_id INTEGER NOT NULL REFERENCES products (id),
    code TEXT NOT NULL,
    produced TEXT NOT NULL,
    expiry TEXT NOT NULL,
    opened INTEGER NOT NULL,
    on_hand INTEGER NOT NULL CHECK (on_hand >= 0),
    reserved INTEGER NOT NULL CHECK (reserved >= 0 AND reserved <= on_hand),
    state TEXT NOT NULL,
    place TEXT NOT NULL,
    changes INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX lots_code ON lots (product_id, code);
-- Empty lots are history; looking for goods never meets them.
CREATE INDEX lots_in_store ON lots (product_id, expiry) WHERE on_hand > 0;
-- The same without rejected lots, which no order takes: they stay until they are scrapped.
CREATE INDEX lots_to_take ON lots (product_id, expiry) WHERE on_hand > 0 AND state <> 'rejected';

-- An order is one document; the columns beside it are what lists and sums need, written by one function from the document.
CREATE TABLE orders (
    id INTEGER PRIMARY KEY NOT NULL,
    number TEXT NOT NULL UNIQUE,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    stage INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    day TEXT NOT NULL,
    requested TEXT NOT NULL,
    promised TEXT,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    progress INTEGER NOT NULL,
    on_hold INTEGER NOT NULL,
    turn TEXT NOT NULL,
    due INTEGER,
    events INTEGER NOT NULL,
    head BLOB NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX orders_stage ON orders (stage, id);
CREATE INDEX orders_customer ON orders (customer_id, id);
CREATE INDEX orders_customer_stage ON orders (customer_id, stage);

-- The lines of the present version, for sums by product.
CREATE TABLE order_lines (
    order_id INTEGER NOT NULL REFERENCES orders (id),
    line INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (order_id, line)
) STRICT, WITHOUT ROWID;

-- Work that waits on a desk now; what was done is in the audit log.
CREATE TABLE tasks (
    order_id INTEGER NOT NULL REFERENCES orders (id),
    desk TEXT NOT NULL,
    step TEXT NOT NULL,
    since INTEGER NOT NULL,
    due INTEGER NOT NULL,
    seen_by INTEGER,
    PRIMARY KEY (order_id, desk, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_desk ON tasks (desk, due, order_id);

-- How many orders of a day stand at a stage, so that a count never counts.
CREATE TABLE order_counts (
    day TEXT NOT NULL,
    stage INTEGER NOT NULL,
    orders INTEGER NOT NULL,
    PRIMARY KEY (day, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE payments (
    id INTEGER PRIMARY KEY NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    day TEXT NOT NULL,
    amount INTEGER NOT NULL,
    note TEXT NOT NULL,
    recorded_by INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX payments_customer ON payments (customer_id, id);

-- Papers as they came, byte for byte.
CREATE TABLE papers (
    id INTEGER PRIMARY KEY NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    name TEXT NOT NULL,
    sum TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE INDEX papers_order ON papers (order_id);

-- The archive's register; sum is the head of the order's chain before it was filed.
CREATE TABLE archive (
    order_id INTEGER PRIMARY KEY NOT NULL REFERENCES orders (id),
    number TEXT NOT NULL UNIQUE,
    class TEXT NOT NULL,
    ended TEXT NOT NULL,
    filed_at INTEGER NOT NULL,
    keep_until TEXT,
    sum TEXT NOT NULL
) STRICT;

-- Every text by which something is found, added to and never changed; the newest of a subject counts.
CREATE TABLE search_texts (
    id INTEGER PRIMARY KEY NOT NULL,
    area INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- Typing that is not an order yet, kept for its writer through a crash.
CREATE TABLE drafts (
    id INTEGER PRIMARY KEY NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id),
    changed_at INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX drafts_user ON drafts (user_id, finished, changed_at);

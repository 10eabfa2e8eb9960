-- The company's shops on platforms; body says under whose account the orders are written.
CREATE TABLE shops (
    id INTEGER PRIMARY KEY NOT NULL,
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (platform, name)
) STRICT;

-- Every order that a platform's file has told of: what it said last, and the order of ours that it became.
-- buyer and goods are keys by which look-alikes are found. The order of ours is written at the end of the same transaction. looked_at is empty until somebody of sales looked.
CREATE TABLE platform_orders (
    id INTEGER PRIMARY KEY NOT NULL,
    shop_id INTEGER NOT NULL REFERENCES shops (id),
    number TEXT NOT NULL,
    order_id INTEGER REFERENCES orders (id) DEFERRABLE INITIALLY DEFERRED,
    state TEXT NOT NULL,
    buyer TEXT NOT NULL,
    goods TEXT NOT NULL,
    day TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    looked_at INTEGER,
    said TEXT NOT NULL,
    flags TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX platform_orders_number ON platform_orders (shop_id, number);
CREATE INDEX platform_orders_buyer ON platform_orders (buyer, goods, day);
CREATE INDEX platform_orders_order ON platform_orders (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX platform_orders_new ON platform_orders (id) WHERE looked_at IS NULL;
-- Those that wait for goods to be assigned, or for something else that only a person can say.
CREATE INDEX platform_orders_waiting ON platform_orders (shop_id, id) WHERE order_id IS NULL;

-- Goods of a shop as a person assigned them to a product of ours: base_units of it are one of the shop's.
CREATE TABLE platform_goods (
    shop_id INTEGER NOT NULL REFERENCES shops (id),
    goods TEXT NOT NULL,
    product_id INTEGER NOT NULL REFERENCES products (id),
    base_units INTEGER NOT NULL CHECK (base_units > 0),
    decided_by INTEGER NOT NULL,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (shop_id, goods)
) STRICT, WITHOUT ROWID;

-- Which columns of unknown files hold what.
CREATE TABLE platform_mappings (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
) STRICT;

-- Files that came in, by the sum of their bytes. One that comes again is known.
CREATE TABLE platform_files (
    id INTEGER PRIMARY KEY NOT NULL,
    shop_id INTEGER NOT NULL REFERENCES shops (id),
    sum TEXT NOT NULL,
    name TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    imported_by INTEGER NOT NULL,
    at INTEGER NOT NULL,
    result TEXT NOT NULL
) STRICT;
CREATE INDEX platform_files_sum ON platform_files (sum);

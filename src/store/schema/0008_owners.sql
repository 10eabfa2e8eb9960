-- Who of sales looks after a customer; 0 is nobody. Orders and messages have their customer's owner beside them, so that the lists
-- of whoever sees only own customers go along an index.
ALTER TABLE customers ADD COLUMN owner INTEGER NOT NULL DEFAULT 0;
CREATE INDEX customers_owner ON customers (owner, code);
ALTER TABLE orders ADD COLUMN owner INTEGER NOT NULL DEFAULT 0;
CREATE INDEX orders_owner ON orders (owner, stage, day, id);
ALTER TABLE messages ADD COLUMN owner INTEGER NOT NULL DEFAULT 0;
CREATE INDEX messages_owner ON messages (owner, settled, id DESC);

-- How many orders of a day stand at a stage: of all customers (owner -1), and of those that each person looks after.
DROP INDEX order_counts_stage;
ALTER TABLE order_counts RENAME TO order_counts_before;
CREATE TABLE order_counts (
    owner INTEGER NOT NULL,
    day TEXT NOT NULL,
    stage INTEGER NOT NULL,
    orders INTEGER NOT NULL,
    PRIMARY KEY (owner, day, stage)
) STRICT, WITHOUT ROWID;
INSERT INTO order_counts SELECT -1, day, stage, orders FROM order_counts_before;
INSERT INTO order_counts SELECT 0, day, stage, orders FROM order_counts_before;
DROP TABLE order_counts_before;
CREATE INDEX order_counts_stage ON order_counts (owner, stage, day, orders) WHERE orders <> 0;

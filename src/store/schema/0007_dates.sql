-- soon: from when work is amber, a share of the allowed time before it is late. What was handed over before this step has none
-- of its own and is amber only when it is late.
ALTER TABLE tasks ADD COLUMN soon INTEGER NOT NULL DEFAULT 0;
UPDATE tasks SET soon = due;
DROP INDEX tasks_desk;
CREATE INDEX tasks_desk ON tasks (desk, due, order_id, step, soon);

-- What open productions make beyond what their own order needs, so that other orders are promised with it. Written with the
-- order; of productions planned before this step it is known from the order's next step on.
CREATE TABLE surplus (
    order_id INTEGER NOT NULL REFERENCES orders (id),
    place INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (order_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX surplus_product ON surplus (product_id, day, order_id);

-- Lots that nobody will ever take, for whoever writes them off.
CREATE INDEX lots_rejected ON lots (expiry, id) WHERE on_hand > 0 AND state = 'rejected';
CREATE INDEX lots_expiry ON lots (expiry, id) WHERE on_hand > 0 AND state <> 'rejected';

-- The orders of a stage by day: the kept counts say on which day a page begins.
DROP INDEX orders_stage;
CREATE INDEX orders_stage ON orders (stage, day, id);
CREATE INDEX order_counts_stage ON order_counts (stage, day, orders) WHERE orders <> 0;
DROP INDEX orders_customer_stage;
CREATE INDEX orders_customer_stage ON orders (customer_id, stage, id);

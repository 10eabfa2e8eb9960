-- Lots that nobody will ever take, for whoever writes them off.
CREATE INDEX lots_rejected ON lots (expiry, id) WHERE on_hand > 0 AND state = 'rejected';
CREATE INDEX lots_expiry ON lots (expiry, id) WHERE on_hand > 0 AND state <> 'rejected';

-- What all customers of a group owe together, by the group's id; 0 is the company with all customers. Moved together with the
-- sums beside the customers.
CREATE TABLE credit_levels (
    id INTEGER PRIMARY KEY NOT NULL,
    opening INTEGER NOT NULL,
    shipped INTEGER NOT NULL,
    committed INTEGER NOT NULL,
    paid INTEGER NOT NULL
) STRICT;

-- What orders took of a release in a customer's file.
CREATE TABLE credit_releases (
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    no INTEGER NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (customer_id, no)
) STRICT, WITHOUT ROWID;

-- What left for a customer, by day and order: the customer's shipped sum in its parts, for what is late.
CREATE TABLE credit_shipped (
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    day TEXT NOT NULL,
    order_id INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (customer_id, day, order_id)
) STRICT, WITHOUT ROWID;

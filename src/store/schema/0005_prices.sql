-- A price list is one document; the columns are written from it by one function. audience: for whom, g:group or c:customer.
CREATE TABLE price_lists (
    id INTEGER PRIMARY KEY NOT NULL,
    audience TEXT NOT NULL,
    active INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    changes INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX price_lists_audience ON price_lists (audience, valid_from);
CREATE INDEX price_lists_from ON price_lists (valid_from DESC, id DESC);

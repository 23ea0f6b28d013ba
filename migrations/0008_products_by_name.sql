-- The same product in other stores: where they share no code, it is found by its name, in one look whatever the number of stores.
CREATE INDEX products_by_name ON products (name, store_id);

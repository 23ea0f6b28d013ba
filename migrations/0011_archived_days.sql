-- Orders of days that are long over: one packed row a store and day, in the place of one row an order.
CREATE TABLE archived_days (
  store_id INTEGER NOT NULL REFERENCES stores (id),
  business_date TEXT NOT NULL CHECK (business_date LIKE '____-__-__'),
  -- How `orders` is packed.
  archive_version INTEGER NOT NULL,
  -- 0 while the orders still stand in `orders` too, and those count; 1 once they were read back and stand here alone.
  is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
  order_count INTEGER NOT NULL CHECK (order_count > 0),
  line_count INTEGER NOT NULL CHECK (line_count >= order_count),
  -- SHA-256, in hex, of the rows of `orders` that the day is of.
  content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
  -- Numbers of the products in the lines, in the order in which `orders` counts them.
  products TEXT NOT NULL CHECK (json_valid(products)),
  -- Columns of orders and lines, as JSON packed with gzip.
  orders BLOB NOT NULL,
  PRIMARY KEY (store_id, business_date)
) WITHOUT ROWID;

-- What products are called in archived lines: a text of each product once, not once a day. A product that was renamed has another variant.
CREATE TABLE archived_products (
  store_id INTEGER NOT NULL REFERENCES stores (id),
  product_id INTEGER NOT NULL,
  variant INTEGER NOT NULL,
  name TEXT NOT NULL,
  category TEXT NOT NULL,
  subcategory TEXT NOT NULL,
  PRIMARY KEY (store_id, product_id, variant)
) WITHOUT ROWID;

-- On which archived day an order is, by a hash of its number: another order's may be the same, so the day is asked whether it is there.
CREATE TABLE archived_order_days (
  store_id INTEGER NOT NULL REFERENCES stores (id),
  order_hash INTEGER NOT NULL,
  -- Days since 1970-01-01.
  business_day INTEGER NOT NULL,
  PRIMARY KEY (store_id, order_hash, business_day)
) WITHOUT ROWID;

-- Whether a day's orders are in archived_days, or could not be put there. The index holds the days whose are not, so that a run finds
-- those to archive.
ALTER TABLE store_days ADD COLUMN archive_state TEXT NOT NULL DEFAULT 'open' CHECK (archive_state IN ('open', 'archived', 'failed'));
CREATE INDEX store_days_to_archive ON store_days (archive_state, business_date) WHERE archive_state <> 'archived';

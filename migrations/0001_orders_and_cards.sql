-- Clustered keys (WITHOUT ROWID) and few indexes: every row written is billed, one more for each index.

-- The number of the newest data: every import batch that changes anything takes the next one.
CREATE TABLE data_clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL CHECK (version >= 0),
  -- The newest data that a refresh has turned into cards, all stores of it.
  refreshed_version INTEGER NOT NULL CHECK (refreshed_version BETWEEN 0 AND version),
  -- The schema that those cards are of: another one, after a deploy, makes all of them anew.
  refreshed_schema INTEGER NOT NULL
);
INSERT INTO data_clock (id, version, refreshed_version, refreshed_schema) VALUES (1, 0, 0, 0);

CREATE TABLE stores (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 60),
  -- Days of the first and the last order; NULL until the first order is in.
  first_date TEXT CHECK (first_date LIKE '____-__-__'),
  last_date TEXT CHECK (last_date LIKE '____-__-__'),
  -- NOT NULL is what turns a write based on outdated reads into a failed batch (see importWriter).
  data_version INTEGER NOT NULL CHECK (data_version >= 0)
);

-- A product's number within its store, so that rollups stay small.
CREATE TABLE products (
  store_id INTEGER NOT NULL REFERENCES stores (id),
  id INTEGER NOT NULL CHECK (id > 0),
  key TEXT NOT NULL CHECK (length(key) > 0),
  -- As last imported.
  name TEXT NOT NULL,
  category TEXT NOT NULL,
  PRIMARY KEY (store_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX products_by_key ON products (store_id, key);

-- An order as imported. It is the unit of an import, replaced as a whole, so it is one row with its lines inside.
CREATE TABLE orders (
  store_id INTEGER NOT NULL REFERENCES stores (id),
  order_id TEXT NOT NULL CHECK (length(order_id) > 0),
  ordered_at TEXT NOT NULL CHECK (ordered_at LIKE '____-__-__T__:__:__'),
  channel TEXT NOT NULL CHECK (length(channel) > 0),
  delivery_fee_micro INTEGER NOT NULL,
  user_delivery_fee_micro INTEGER NOT NULL,
  delivery_discount_micro INTEGER NOT NULL,
  bag_fee_micro INTEGER NOT NULL,
  marketing_micro TEXT NOT NULL CHECK (json_array_length(marketing_micro) = 7),
  distance_metres INTEGER CHECK (distance_metres >= 0),
  lines TEXT NOT NULL CHECK (json_array_length(lines) > 0),
  PRIMARY KEY (store_id, order_id)
) WITHOUT ROWID;

-- A store's day summed up, rewritten in the batch that changes its orders; also the index of the day's orders.
CREATE TABLE store_days (
  store_id INTEGER NOT NULL REFERENCES stores (id),
  business_date TEXT NOT NULL CHECK (business_date LIKE '____-__-__'),
  order_count INTEGER NOT NULL CHECK (order_count > 0),
  orders TEXT NOT NULL CHECK (json_valid(orders)),
  products TEXT NOT NULL CHECK (json_valid(products)),
  loss_lines TEXT NOT NULL CHECK (json_valid(loss_lines)),
  coverage TEXT NOT NULL CHECK (json_array_length(coverage) = 6),
  PRIMARY KEY (store_id, business_date)
) WITHOUT ROWID;

-- What a store's products bring into every sixteenth day: derived from store_days, dropped when an earlier day changes.
CREATE TABLE openings (
  store_id INTEGER NOT NULL REFERENCES stores (id),
  business_date TEXT NOT NULL CHECK (business_date LIKE '____-__-__'),
  balances TEXT NOT NULL CHECK (json_valid(balances)),
  PRIMARY KEY (store_id, business_date)
) WITHOUT ROWID;

-- A store's computed card of a day, and the data that it was computed from: the truth of which KV holds the edge copy.
CREATE TABLE cards (
  store_id INTEGER NOT NULL REFERENCES stores (id),
  business_date TEXT NOT NULL CHECK (business_date LIKE '____-__-__'),
  data_version INTEGER NOT NULL,
  card TEXT NOT NULL CHECK (json_valid(card)),
  PRIMARY KEY (store_id, business_date)
) WITHOUT ROWID;

-- One row a refresh, whatever started it.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  trigger TEXT NOT NULL CHECK (trigger IN ('cron', 'import', 'visit')),
  -- The expression that fired, NULL for other triggers.
  cron TEXT,
  scheduled_at TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('running', 'idle', 'done', 'failed')),
  -- Stores whose cards were computed.
  stores INTEGER NOT NULL DEFAULT 0,
  -- Messages that the run was split into, 0 for a run of one piece.
  shards INTEGER NOT NULL DEFAULT 0,
  failures TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(failures)),
  -- Cards that could be read back through the cache after they were written.
  readable INTEGER NOT NULL DEFAULT 0,
  elapsed_ms INTEGER,
  rows_read INTEGER,
  rows_written INTEGER
);

-- A shard of a run that has come to its end: done, or given up after its retries.
CREATE TABLE run_shards (
  run_id INTEGER NOT NULL REFERENCES runs (id),
  shard INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'failed')),
  stores INTEGER NOT NULL,
  failures TEXT NOT NULL CHECK (json_valid(failures)),
  rows_read INTEGER NOT NULL,
  rows_written INTEGER NOT NULL,
  PRIMARY KEY (run_id, shard)
) WITHOUT ROWID;

-- Who computes what, until when: a thousand visitors cost one computation.
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL
) WITHOUT ROWID;

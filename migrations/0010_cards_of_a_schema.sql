-- Cards by the schema of what they hold: while two versions of the code are deployed, or after a rollback, neither takes the other's
-- for its own, overwrites it or computes it anew. `cards` and the refreshed_… columns of data_clock are those of earlier versions.
CREATE TABLE schema_cards (
  schema INTEGER NOT NULL,
  store_id INTEGER NOT NULL REFERENCES stores (id),
  business_date TEXT NOT NULL CHECK (business_date LIKE '____-__-__'),
  data_version INTEGER NOT NULL,
  card TEXT NOT NULL CHECK (json_valid(card)),
  PRIMARY KEY (store_id, business_date, schema)
) WITHOUT ROWID;

-- The newest data that all cards of a schema were refreshed from, and when: those of a schema that nobody has refreshed for a week
-- are deleted.
CREATE TABLE refreshed_schemas (
  schema INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  refreshed_at TEXT NOT NULL
);

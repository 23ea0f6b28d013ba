-- Imports as a history: who changed which orders, what they were before, and which days have arrived.
CREATE TABLE imports (
  -- Never used twice: orders name the one that changed them last.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL
    CHECK (kind IN ('file', 'removeDay', 'removeStore', 'renameStore', 'mergeStores', 'undo')),
  -- `person 5`, or `importToken`.
  owner TEXT NOT NULL,
  person_id INTEGER,
  started_at TEXT NOT NULL,
  -- NULL while it is under way, or broke off.
  finished_at TEXT,
  -- When a part last arrived.
  active_at TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('running', 'imported', 'unchanged', 'nothingImported')),
  -- The file's name as its sender has it; NULL for what is no file.
  file TEXT,
  -- Of the file's content: the same file goes on where it was. Of what goes on in several requests: what is asked for.
  fingerprint TEXT,
  -- Numbers of the stores whose orders it may have changed, or that rejected lines of its file name.
  store_ids TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(store_ids)),
  -- The import that this one takes back, and the one that has taken this one back.
  undoes INTEGER,
  undone_by INTEGER,
  -- A file's report without its rejected lines; what was renamed, merged, removed.
  detail TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
);
-- One of each is open at a time: whoever starts it again goes on with it.
CREATE UNIQUE INDEX imports_open ON imports (owner, fingerprint)
  WHERE fingerprint IS NOT NULL AND finished_at IS NULL AND undone_by IS NULL;
-- What is too old is looked for at every run.
CREATE INDEX imports_by_time ON imports (started_at);

-- Which imports have brought a store's day, also where all of its orders were known.
CREATE TABLE import_days (
  store_id INTEGER NOT NULL,
  business_date TEXT NOT NULL,
  import_id INTEGER NOT NULL,
  orders_rejected INTEGER NOT NULL,
  -- Of a merge: when the day had arrived in the store that it was moved from. NULL: with the import.
  arrived_at TEXT,
  PRIMARY KEY (store_id, business_date, import_id)
) WITHOUT ROWID;
-- What is too old is looked for at every run.
CREATE INDEX import_days_by_import ON import_days (import_id);

-- Parts that are in, with what they changed: one that is sent again is answered from here.
CREATE TABLE import_parts (
  import_id INTEGER NOT NULL,
  part INTEGER NOT NULL,
  counts TEXT NOT NULL CHECK (json_valid(counts)),
  PRIMARY KEY (import_id, part)
) WITHOUT ROWID;

-- What orders and products' names were before: {"orders": [[orderId, before or null, import_id after or null, 1 where it is
-- stored no more], …], "products": [{id, name, category, before: {name, category}}, …]}.
CREATE TABLE import_changes (
  import_id INTEGER NOT NULL,
  part INTEGER NOT NULL,
  slice INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  changes TEXT NOT NULL CHECK (json_valid(changes)),
  PRIMARY KEY (import_id, part, slice)
) WITHOUT ROWID;

-- Rejected lines, some hundred a row.
CREATE TABLE import_rejections (
  import_id INTEGER NOT NULL,
  slice INTEGER NOT NULL,
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  PRIMARY KEY (import_id, slice)
) WITHOUT ROWID;

-- A store that was merged into another one: whatever leads to it leads on to that.
ALTER TABLE stores ADD COLUMN merged_into INTEGER;

-- By what a file's store is found: a former name (source 'name'), or the 门店ID that a kind of export has for it.
CREATE TABLE store_keys (
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  store_id INTEGER NOT NULL,
  PRIMARY KEY (source, key)
) WITHOUT ROWID;

-- The last change of an order; NULL for one that was imported before there was a history.
ALTER TABLE orders ADD COLUMN import_id INTEGER;

-- What a day's figures do not know: [lines without a price, orders without a fee where one is charged]; NULL before roll-up version 3.
ALTER TABLE store_days ADD COLUMN unknowns TEXT CHECK (json_array_length(unknowns) = 2);

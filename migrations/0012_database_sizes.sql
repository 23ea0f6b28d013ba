-- How large each database was on each day: what tells when it will be full. A run writes it; kept 400 days.
CREATE TABLE database_sizes (
  -- The binding's name: there may be several.
  database TEXT NOT NULL CHECK (length(database) > 0),
  -- Of the shops.
  day TEXT NOT NULL CHECK (day LIKE '____-__-__'),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  PRIMARY KEY (database, day)
) WITHOUT ROWID;

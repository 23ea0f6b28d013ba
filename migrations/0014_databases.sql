-- Which of the databases has a store's own rows, by the name of its binding. In the main one this is the directory; in another one a
-- store's row stands beside the store's own rows.
ALTER TABLE stores ADD COLUMN database TEXT NOT NULL DEFAULT 'DB';

-- Stores on their way from one database to another: in the main one, and in the one that they come from. While one is copied, nothing of
-- its orders changes; once it has moved, what is left of it where it was is deleted.
CREATE TABLE store_moves (
  store_id INTEGER PRIMARY KEY REFERENCES stores (id),
  from_database TEXT NOT NULL,
  to_database TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('clearing', 'copying', 'moved')),
  -- Since when it is in this state.
  since TEXT NOT NULL,
  -- Of the store's data in this state. Versions never fall: rows of a later one are none that somebody who is late may touch.
  version INTEGER NOT NULL
);

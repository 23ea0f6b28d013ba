-- What a day's orders add up to: a diagnosis reads the orders of its own day, and of the days before only this.
-- NULL on days imported before there were summaries: those are summed up from their orders whenever they are read,
-- as are those of another version (see src/data/rollupRecord.ts).
ALTER TABLE store_days ADD COLUMN summary TEXT CHECK (json_valid(summary));

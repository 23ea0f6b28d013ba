-- What is derived from orders says which version of the code made it: another version's is made anew (docs/storage.md).
-- 0, as of all rows from before there were versions, is no version's.
ALTER TABLE store_days ADD COLUMN rollup_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE openings ADD COLUMN rollup_version INTEGER NOT NULL DEFAULT 0;
-- A refresh looks for days of another version, newest first: without the index it would read every day's packed row.
CREATE INDEX store_days_by_rollup_version ON store_days (rollup_version, business_date);
-- The version that all stored days are known to be of: while it is another one, a refresh looks for days to be rolled up anew.
ALTER TABLE data_clock ADD COLUMN rollup_version INTEGER NOT NULL DEFAULT 0;
-- The version of a row's packed values, marketing_micro and lines: src/data/orderRecord.ts reads every one ever written.
ALTER TABLE orders ADD COLUMN record_version INTEGER NOT NULL DEFAULT 1 CHECK (record_version > 0);

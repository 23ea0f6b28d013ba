-- The version of a row's packed values, marketing_micro and lines: src/data/orderRecord.ts reads every one ever written.
ALTER TABLE orders ADD COLUMN record_version INTEGER NOT NULL DEFAULT 1 CHECK (record_version > 0);

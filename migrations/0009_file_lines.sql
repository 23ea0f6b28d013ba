-- The line of its file on which an order begins, of the file that import_id names; NULL where nobody kept it.
ALTER TABLE orders ADD COLUMN file_line INTEGER CHECK (file_line > 0);

-- Who knows the stores as of a version of the data reads those alone that have changed since.
CREATE INDEX stores_by_version ON stores (data_version);

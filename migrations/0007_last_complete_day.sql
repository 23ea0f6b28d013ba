-- The latest day of a store that is over: what a page shows of it at first. Derived from store_days and import_days.
ALTER TABLE stores ADD COLUMN last_complete_date TEXT;

UPDATE stores SET last_complete_date = (
  SELECT max(business_date) FROM store_days
  WHERE store_days.store_id = stores.id
    AND business_date < date('now', '+8 hours')
    AND coalesce(date((
      SELECT max(coalesce(import_days.arrived_at, imports.started_at))
      FROM import_days JOIN imports ON imports.id = import_days.import_id AND imports.undone_by IS NULL
      WHERE import_days.store_id = store_days.store_id AND import_days.business_date = store_days.business_date
    ), '+8 hours') > business_date, 1)
);

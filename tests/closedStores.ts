/** Puts stores into the database that closed long ago: they are in the directory, and no run computes anything for them. */
export async function addClosedStores(db: D1Database, count: number, name: string): Promise<void> {
  await db.batch([
    db
      .prepare(
        `WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
       INSERT INTO stores (name, first_date, last_date, last_complete_date, data_version)
       SELECT ? || n, '2025-01-01', '2025-01-02', '2025-01-02', 1 FROM number`,
      )
      .bind(count, name),
    db.prepare('UPDATE data_clock SET version = version + 1'),
    // Another store’s change has the next run publish.
    db.prepare(
      'UPDATE stores SET data_version = (SELECT version FROM data_clock) WHERE id = (SELECT min(id) FROM stores)',
    ),
  ])
}

import { createTestHarness, unstable_readConfig } from 'wrangler'
import { demoCsv } from '../../scripts/demoData'
import { IMPORT_TOKEN } from '../harness'
import type { SlowEnv } from './slowWorker'

/** A Worker with a slow database, the demo stores in it, and nothing in the cache. */
export async function startSlowSite(lastDate: string, delayMs: number) {
  const harness = createTestHarness({ root: import.meta.dirname, workers: [{ config: slowConfig(delayMs) }] })
  const { url } = await harness.listen()
  const worker = harness.getWorker<SlowEnv>()
  await worker.applyD1Migrations('DB')
  const env = await worker.getEnv()
  const imported = await harness.fetch('/api/import', {
    method: 'POST',
    body: [...demoCsv({ stores: 4, days: 30, lastDate })].join(''),
    headers: { authorization: `Bearer ${IMPORT_TOKEN}` },
  })
  if (!imported.ok) throw new Error(`The demo data was refused: ${await imported.text()}`)
  return {
    url: url.origin,
    /** As for somebody at an edge where nobody has been yet. */
    async emptyCache() {
      const { keys } = await env.CACHE.list()
      for (const { name } of keys) await env.CACHE.delete(name)
    },
    /** As the schedule leaves it. */
    fillCache: () => worker.scheduled({ cron: '*/5 * * * *', scheduledTime: new Date() }),
    close: () => harness.close(),
  }
}

/** That of wrangler.toml, as seen from this folder. */
function slowConfig(delayMs: number) {
  const { compatibility_date, d1_databases, kv_namespaces, vars } = unstable_readConfig(
    { config: 'wrangler.toml' },
    { hideWarnings: true },
  )
  return {
    name: 'slow',
    main: 'slowWorker.ts',
    ...(compatibility_date ? { compatibility_date } : {}),
    d1_databases: d1_databases.map((database: object) => ({
      ...database,
      migrations_dir: '../../migrations',
    })),
    kv_namespaces,
    vars: { ...vars, ACCESS_MODE: 'public', IMPORT_TOKEN, D1_DELAY_MS: String(delayMs) },
  }
}

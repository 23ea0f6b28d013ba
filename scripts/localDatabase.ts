import { existsSync, renameSync } from 'node:fs'
import path from 'node:path'

/** Where miniflare keeps local databases: in files named by a hash of what `wrangler.toml` calls the database. */
const FOLDER = '.wrangler/state/v3/d1/miniflare-D1DatabaseObject'
/** Of the id `00000000-0000-0000-0000-000000000000`, which `wrangler.toml` had once. */
const EARLIER = '9ba2b04bf514d9facfd57ed57d849e77241a7adc99d1c1545d06688b43d84248'
/** Of the binding `DB`, which counts where there is no id. */
const NOW = 'e7352547963de7050bd7d94658afc4fe78b61811b7815da12d90be8e863abf4d'

/** Moves a local database of an earlier version to where it is looked for now. */
export function keepLocalDatabase(folder = FOLDER): void {
  const file = (name: string, part: string) => path.join(folder, `${name}.sqlite${part}`)
  if (!existsSync(file(EARLIER, '')) || existsSync(file(NOW, ''))) return
  // What it holds may be in its log still.
  for (const part of ['-wal', '-shm', '']) {
    if (existsSync(file(EARLIER, part))) renameSync(file(EARLIER, part), file(NOW, part))
  }
}

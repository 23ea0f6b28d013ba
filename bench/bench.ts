import { loadavg } from 'node:os'
import { runCommand, UserError } from '../scripts/userError.ts'
import { measureArchive } from './archive.ts'
import { measureBundle } from './bundle.ts'
import { measureDatabases } from './databases.ts'
import { measureDirectory } from './directory.ts'
import { measureDistance } from './distance.ts'
import { measureHistory } from './history.ts'
import { measureImport } from './importing.ts'
import { measureLoad } from './load.ts'
import { timed } from './measure.ts'
import { measureMiss } from './miss.ts'
import { tenStores } from './orders.ts'
import { measurePage } from './page.ts'
import { measureRefresh } from './refreshing.ts'
import { type Group, machine, printTable, type Row } from './report.ts'
import { measureStampede } from './stampede.ts'
import { fillWorld, startWorld, type World } from './world.ts'

/** `npm run bench`: what the Worker costs on this machine, beside its goals. It asserts nothing. */

const GROUPS: Readonly<Record<string, Group>> = {
  import: measureImport,
  refresh: measureRefresh,
  history: measureHistory,
  miss: measureMiss,
  stampede: measureStampede,
  page: measurePage,
  load: measureLoad,
  directory: measureDirectory,
  distance: measureDistance,
  archive: measureArchive,
  databases: measureDatabases,
  bundle: measureBundle,
}

async function main(): Promise<number> {
  const names = chosenGroups(process.argv.slice(2))
  const orders = tenStores()
  console.log(`Today Must Do · bench, on workerd by wrangler's test harness
${machine()}, load average ${(loadavg()[0] ?? 0).toFixed(1)} at the start
${orders.origin}`)

  let filled: World | undefined
  const filledWorld = async () => {
    if (filled) return filled
    filled = await startWorld()
    return fillWorld(filled, orders.gzip)
  }
  const results = new Map<string, readonly Row[]>()
  try {
    for (const name of names) {
      process.stderr.write(`${name} … `)
      const { elapsedMs, value } = await timed(async () => GROUPS[name]?.({ orders, filledWorld }) ?? [])
      results.set(name, value)
      process.stderr.write(`${(elapsedMs / 1000).toFixed(0)} s\n`)
    }
  } finally {
    printTable(results)
    await filled?.close()
  }
  return 0
}

function chosenGroups(wanted: readonly string[]): string[] {
  const all = Object.keys(GROUPS)
  const unknown = wanted.filter((name) => !all.includes(name))
  if (unknown.length > 0) {
    throw new UserError(
      `Unknown: ${unknown.join(', ')}.\nUsage: npm run bench [-- ${all.join(' ')}]\nWithout a name, all of them are measured.`,
    )
  }
  return wanted.length > 0 ? all.filter((name) => wanted.includes(name)) : all
}

await runCommand(main)

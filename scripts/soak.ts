import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { runCommand } from './userError.ts'

/**
 * `npm run soak`: days of the whole application in fast motion, on a network as it is on bad days, with each answer compared with what
 * the data said (tests/soak/). What a second of it plays depends on the machine: a day of 28 stores takes a minute or two.
 */

const OPTIONS = {
  days: { type: 'string', default: '7' },
  stores: { type: 'string', default: '28' },
  /** A store and day. */
  visits: { type: 'string', default: '8' },
  seed: { type: 'string', default: '1' },
  /** Over which the stores are spread. */
  databases: { type: 'string', default: '1' },
} as const

function main(): number {
  const { days, stores, visits, seed, databases } = parseArgs({ options: OPTIONS }).values
  const { status } = spawnSync('vitest', ['run', '--silent=true', 'tests/worker/soak.test.ts'], {
    stdio: 'inherit',
    env: {
      ...process.env,
      ...{ SOAK_DAYS: days, SOAK_STORES: stores, SOAK_VISITS: visits, SOAK_SEED: seed },
      SOAK_DATABASES: databases,
    },
  })
  return status ?? 1
}

await runCommand(async () => main())

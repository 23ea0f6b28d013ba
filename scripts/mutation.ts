import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { seededRandom } from './demo/random.ts'
import { runCommand, UserError } from './userError.ts'

/**
 * `npm run mutation -- --folder src/diagnosis`: how strong a folder's own tests are. Stryker changes a random
 * sample of its lines, for all of them would take hours, and names the changes that no test notices.
 */

const OPTIONS = {
  folder: { type: 'string', default: 'src/diagnosis' },
  lines: { type: 'string', default: '150' },
  seed: { type: 'string', default: '1' },
} as const

function main(): number {
  const { folder, lines, seed } = parseArgs({ options: OPTIONS }).values
  const all = globSync(`${folder}/**/*.ts`).sort().flatMap(codeLines)
  if (all.length === 0) throw new UserError(`There is no code in ${folder}.`)
  const sample = seededRandom(Number(seed), 0).shuffled(all).slice(0, Number(lines))
  const { status } = spawnSync('stryker', ['run', '--mutate', sample.join(',')], {
    stdio: 'inherit',
    env: { ...process.env, MUTATION_TESTS: folder.replace(/^src\//, 'tests/') },
  })
  return status ?? 1
}

/** The lines of a file that may hold something to change, as Stryker names them: `file:from-to`. */
function codeLines(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, i) =>
      /^\s*(import\b|export \* |\/\/|\/?\*|\/\*|[)\]}]*,?$)/.test(text) ? [] : [`${file}:${i + 1}-${i + 1}`],
    )
}

await runCommand(async () => main())

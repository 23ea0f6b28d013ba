import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Import, importsOf, impureNamesOf } from './sourceCode'

/** What a part of src/ may import besides itself. */
interface Part {
  /** Parts and packages, also at run time. */
  uses: readonly string[]
  /** Parts of which it may know the types alone. */
  types?: readonly string[]
  /** What the part is for; a refusal says it. */
  why: string
}

/** Who may import whom: a folder or a file right below src/ a line. What has no line is refused until it is named here. */
const PARTS: Record<string, Part> = {
  diagnosis: { uses: [], why: 'The diagnosis is pure: what it needs is handed to it.' },
  cache: {
    uses: ['retry', 'timeLimit'],
    types: ['diagnosis'],
    why: 'The cache knows keys and values, not who uses it.',
  },
  data: {
    uses: ['diagnosis', 'log', 'retry', 'shop', 'timeLimit', 'drizzle-orm'],
    types: ['access'],
    why: 'Only SQL lives here; it knows the domain alone.',
  },
  import: {
    uses: ['diagnosis', 'json', 'limits', 'shop', 'papaparse'],
    why: 'Reading turns a file into orders, wherever it runs: no data, no log.',
  },
  history: {
    uses: ['access', 'data', 'diagnosis', 'import', 'json', 'log', 'shop'],
    why: 'The history stores what was read, and takes it back; HTTP sits above.',
  },
  access: {
    uses: ['data', 'limits', 'recentValues'],
    why: 'Access judges who may see what; how a request shows who it is from is HTTP.',
  },
  cards: {
    uses: ['access', 'diagnosis', 'data', 'cache', 'json', 'log', 'recentValues', 'retry', 'timeLimit'],
    types: ['config'],
    why: 'Cards join the diagnosis, the data and the cache; HTTP and pages sit above.',
  },
  lists: {
    uses: ['diagnosis', 'data'],
    types: ['access'],
    why: 'Lists are rows; how they look is the work of the page.',
  },
  details: {
    uses: ['diagnosis', 'data'],
    types: ['access'],
    why: 'Details explain an order or a product; pages draw them.',
  },
  search: {
    uses: ['data', 'diagnosis'],
    types: ['access', 'data', 'diagnosis'],
    why: 'A search finds what people know something of; the page shows it.',
  },
  exports: { uses: ['diagnosis', 'fflate'], why: 'An export turns typed cells into a file.' },
  status: {
    uses: ['access', 'data', 'cache', 'cards', 'diagnosis', 'history', 'shop', 'cron-schedule'],
    why: 'The status tells how things stand.',
  },
  scheduled: {
    uses: ['cards', 'data', 'diagnosis', 'log', 'shop'],
    why: 'The schedule and the queue only drive what is to be done.',
  },
  ui: {
    uses: ['access', 'diagnosis', 'import', 'lists', 'limits', 'preact', 'preact-render-to-string'],
    types: ['access', 'data', 'details', 'files', 'history', 'import', 'search', 'status'],
    why: 'A page is drawn from values: no data, cache or HTTP.',
  },
  files: {
    uses: ['exports', 'import', '@e965/xlsx'],
    why: 'Opening a file turns bytes into the text of its tables, and reads the one that holds orders, wherever it runs.',
  },
  browser: {
    uses: ['exports', 'files', 'import', 'ui', 'preact'],
    why: 'What runs in a browser reads files and draws pages; the server is asked over the wire.',
  },
  http: {
    uses: [
      ...[
        'access',
        'diagnosis',
        'data',
        'history',
        'import',
        'cards',
        'lists',
        'details',
        'search',
        'exports',
        'status',
        'ui',
        'hono',
      ],
      ...['json', 'limits', 'log', 'retry', 'shop', 'timeLimit'],
    ],
    types: ['cache', 'env'],
    why: 'Routes call the use cases and draw the pages.',
  },
  worker: {
    uses: ['access', 'cache', 'cards', 'config', 'data', 'http', 'scheduled'],
    types: ['env'],
    why: 'The entry file puts the adapters together.',
  },
  env: { uses: [], types: ['cards'], why: 'The bindings are types alone.' },
  config: {
    uses: [],
    types: ['access', 'env'],
    why: 'The configuration is read from the environment that it is handed.',
  },
  limits: { uses: [], types: ['diagnosis'], why: 'Limits are numbers.' },
  shop: { uses: [], types: ['diagnosis'], why: 'It says what is reckoned in, and knows nobody.' },
  json: { uses: [], why: 'It reads whatever text it is handed.' },
  recentValues: { uses: [], why: 'It keeps whatever it is handed.' },
  log: { uses: [], why: 'A log line is written by everybody, and knows nobody.' },
  retry: { uses: [], why: 'It repeats whatever it is handed.' },
  timeLimit: { uses: [], why: 'It bounds whatever it is handed.' },
}

/** An import of a file of some part. */
interface Imported {
  part: string
  target: string
  typeOnly: boolean
}

function importedBy(path: string, source: string): Imported[] {
  return importsOf(path, source).map(({ from, typeOnly }) => ({
    part: partOf(path),
    target: targetOf(path, from),
    typeOnly,
  }))
}

/** What the table lets a part import that none of its files imports. */
function unusedPermissions(parts: Record<string, Part>, imports: readonly Imported[]): string[] {
  return Object.entries(parts).flatMap(([name, { uses, types = [] }]) => {
    const isImported = (target: string, typeOnly: boolean) =>
      imports.some((i) => i.part === name && i.target === target && i.typeOnly === typeOnly)
    return [
      ...uses
        .filter((target) => !isImported(target, false))
        .map((target) => `${name} does not use ${target}`),
      ...types
        .filter((target) => !isImported(target, true))
        .map((target) => `${name} does not use types of ${target}`),
    ]
  })
}

/** Why a source file breaks the architecture: a sentence for each import. */
function refusalsOf(path: string, source: string): string[] {
  const name = partOf(path)
  const part = PARTS[name]
  if (!part) return [`${path} belongs to no part of the table: name ${name} there, with what it may import.`]
  return importsOf(path, source)
    .map(({ from, typeOnly }) => ({ from, typeOnly, target: targetOf(path, from) }))
    .filter(({ target, typeOnly }) => {
      const allowed = [name, ...part.uses, ...(typeOnly ? (part.types ?? []) : [])]
      return !allowed.includes(target)
    })
    .map(({ from, typeOnly }) => `${path} imports ${typeOnly ? 'types of ' : ''}${from}. ${part.why}`)
}

/** `src/cards/card.ts` → `cards`, `src/log.ts` → `log`. */
function partOf(path: string): string {
  return path.split('/')[1]?.replace(/\.tsx?$/, '') ?? path
}

/** The part or the package that an import names; what lies outside src/ under its path. */
function targetOf(path: string, from: Import['from']): string {
  if (!from.startsWith('.')) return from.startsWith('@') ? from : (from.split('/')[0] ?? from)
  const target = new URL(from, `file:///${path}`).pathname.slice(1)
  return target.startsWith('src/') ? partOf(target) : target
}

const files = globSync('src/**/*.{ts,tsx}')
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.endsWith('.d.ts'))
const sourceOf = (path: string) => readFileSync(path, 'utf8')

test('every file of src/ imports only what its part may', () => {
  expect(files.flatMap((path) => refusalsOf(path, sourceOf(path)))).toEqual([])
})

test('docs/architecture.md says of every folder what it may use', () => {
  const rows = readFileSync('docs/architecture.md', 'utf8').matchAll(
    /^\| `src\/(\w+)\/` \|.*\| ([^|]+) \|$/gm,
  )
  const said = Object.fromEntries([...rows].map(([, folder = '', uses = '']) => [folder, uses]))
  const folders = Object.keys(PARTS).filter((name) => files.some((path) => path.startsWith(`src/${name}/`)))
  const isFolder = (name: string) => folders.includes(name)
  expect(said).toEqual(
    Object.fromEntries(
      folders.map((name) => {
        const { uses = [], types = [] } = PARTS[name] ?? {}
        const known = types.filter((type) => !uses.includes(type))
        const values = uses.filter(isFolder).sort().join(', ')
        const ofTypes = known.filter(isFolder).sort().join(', ')
        return [name, [values, ofTypes && `types of ${ofTypes}`].filter(Boolean).join('; ') || 'nothing']
      }),
    ),
  )
})

test('only src/access makes a scope or lets stores through one', () => {
  const makers = /\b(everyStore|onlyStores|as StoreScope|as VisibleStore|as VisibleDirectory)\b/
  const others = files.filter((path) => partOf(path) !== 'access' && makers.test(sourceOf(path)))
  expect(others).toEqual([])
})

test('every permission of the table is used', () => {
  expect(
    unusedPermissions(
      PARTS,
      files.flatMap((path) => importedBy(path, sourceOf(path))),
    ),
  ).toEqual([])
})

test('a permission that no file uses, or only for types, is named', () => {
  const parts = { lists: { uses: ['data', 'limits', 'log'], types: ['env'], why: '' } }
  const source = "import { a } from '../data/a'; import type { B } from '../limits'"
  expect(unusedPermissions(parts, importedBy('src/lists/x.ts', source))).toEqual([
    'lists does not use limits',
    'lists does not use log',
    'lists does not use types of env',
  ])
})

test('the domain core has no clock, no chance and no I/O', () => {
  const core = files.filter((path) => partOf(path) === 'diagnosis')
  expect(core.length).toBeGreaterThan(0)
  const found = core.flatMap((path) =>
    impureNamesOf(path, sourceOf(path)).map((name) => `${path} uses ${name}: hand it in as an argument.`),
  )
  expect(found).toEqual([])
})

describe('it is refused', () => {
  test.each([
    [
      'the domain core importing another part',
      'src/diagnosis/rules/x.ts',
      "import { a } from '../../data/a'",
    ],
    ['the domain core importing a package', 'src/diagnosis/x.ts', "import 'preact'"],
    ['a type from a part that is not named', 'src/diagnosis/x.ts', "import type { A } from '../log'"],
    ['a value where only types are free', 'src/ui/x.ts', "import { a } from '../data/runs'"],
    ['SQL outside the data folder', 'src/cards/x.ts', "import { sql } from 'drizzle-orm/sql'"],
    ['hono in a page', 'src/ui/x.ts', "import { accepts } from 'hono/accepts'"],
    ['drawing in the domain core', 'src/diagnosis/x.tsx', 'const a = <p />'],
    ['preact outside the pages', 'src/http/x.ts', "import { h } from 'preact'"],
    ['a module of Node', 'src/exports/x.ts', "import { Buffer } from 'node:buffer'"],
    ['passing on what may not be imported', 'src/data/x.ts', "export * from '../cards/card'"],
    ['an import at run time', 'src/data/x.ts', "const card = await import('../cards/card')"],
    ['a type named in place', 'src/data/x.ts', "type A = import('../cards/card').Card"],
    ['what lies outside src/', 'src/worker.ts', "import { a } from '../scripts/cron'"],
    ['a folder without a line in the table', 'src/helpers/x.ts', ''],
  ])('%s', (_, path, source) => {
    expect(refusalsOf(path, source)).toHaveLength(1)
  })

  test.each([
    ...['Date.now()', 'new Date()', 'Date()', 'Math.random()', 'performance.now()', "fetch('/')"],
    ...["console.log('a')", 'crypto.randomUUID()', 'scheduler.wait(1)', 'setTimeout(run, 1)', 'globalThis.a'],
  ])('%s in the domain core', (source) => {
    expect(impureNamesOf('src/diagnosis/x.ts', source)).toHaveLength(1)
  })
})

test('types are free where the table says so, and a date that is given is no clock', () => {
  expect(refusalsOf('src/ui/x.tsx', "import type { Run } from '../data/runs'")).toEqual([])
  expect(
    impureNamesOf('src/diagnosis/x.ts', 'new Date(0); Math.max(1, order.fetch); a = { crypto: 1 }'),
  ).toEqual([])
})

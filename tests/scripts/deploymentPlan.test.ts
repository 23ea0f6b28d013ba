import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Account, planOf, stepText } from '../../scripts/deployment/plan'
import { deployedConfig, type RawConfig, readTarget, targetOf } from '../../scripts/deployment/target'

const target = readTarget(undefined)
const ALL: Account = {
  databases: new Map([['today-must-do', { id: 'database', applied: target.migrations }]]),
  namespaceId: 'namespace',
  queues: target.queues,
  secrets: ['IMPORT_TOKEN', 'ACCESS_MODE'],
}
const NOTHING: Account = { databases: new Map(), namespaceId: undefined, queues: [], secrets: undefined }

const withApplied = (applied: readonly string[]) => new Map([['today-must-do', { id: 'database', applied }]])

const vars = new Set<string>()
const plan = (account: Account, options: { vars?: ReadonlySet<string> } = {}) =>
  planOf(target, account, { vars, location: 'apac', ...options })

function stepsOf(account: Account, options?: { vars?: ReadonlySet<string> }) {
  const planned = plan(account, options)
  return planned.status === 'ready' ? planned.steps : []
}

describe('a deployment', () => {
  it('creates everything where nothing is there, the database near its users, before it deploys', () => {
    expect(stepsOf(NOTHING)).toEqual([
      { do: 'createDatabase', name: 'today-must-do', location: 'apac' },
      { do: 'createNamespace', title: 'today-must-do-cache' },
      { do: 'createQueue', name: 'today-must-do-refresh' },
      { do: 'createQueue', name: 'today-must-do-refresh-failed' },
      { do: 'migrate', database: 'today-must-do', migrations: target.migrations },
      { do: 'deploy', name: 'today-must-do', secrets: ['IMPORT_TOKEN', 'ACCESS_MODE'] },
      { do: 'makeFirstAdmin' },
      { do: 'readBack' },
    ])
  })

  it('creates nothing where all is there, and leaves the secrets alone', () => {
    expect(stepsOf(ALL)).toEqual([
      { do: 'deploy', name: 'today-must-do', secrets: [] },
      { do: 'makeFirstAdmin' },
      { do: 'readBack' },
    ])
  })

  it('applies those migrations alone that the database lacks', () => {
    const [first = '', ...later] = target.migrations
    const account = { ...ALL, databases: withApplied([first]) }
    expect(stepsOf(account)[0]).toEqual({ do: 'migrate', database: 'today-must-do', migrations: later })
  })

  it('is refused where the database has a migration that this checkout does not know', () => {
    const applied = [...target.migrations, '0099_later.sql']
    expect(plan({ ...ALL, databases: withApplied(applied) })).toEqual({
      status: 'olderCheckout',
      database: 'today-must-do',
      unknown: ['0099_later.sql'],
    })
  })

  it('brings no secret back that was taken away, and says that the pages are closed without one', () => {
    const account = { ...ALL, secrets: ['IMPORT_TOKEN'] }
    expect(stepsOf(account)[0]).toMatchObject({ secrets: [] })
    expect(plan(account)).toMatchObject({ lacksAccessMode: true })
    expect(plan(ALL)).toMatchObject({ lacksAccessMode: false })
    expect(plan(NOTHING)).toMatchObject({ lacksAccessMode: false })
  })

  it('sets no secret over a variable of wrangler.toml', () => {
    const deploy = stepsOf(NOTHING, { vars: new Set(['ACCESS_MODE']) }).find((step) => step.do === 'deploy')
    expect(deploy).toMatchObject({ secrets: ['IMPORT_TOKEN'] })
  })

  it('says each of its steps in a line of its own', () => {
    const lines = stepsOf(NOTHING).map(stepText)
    expect(new Set(lines).size).toBe(lines.length)
    expect(lines[0]).toBe('create the D1 database today-must-do near apac')
  })
})

describe('what is deployed', () => {
  it('has all migrations of this checkout', () => {
    expect(target.migrations).toEqual(globSync('*.sql', { cwd: 'migrations' }).sort())
  })

  it('has no id in wrangler.toml, and those of the account when it is deployed', () => {
    expect(readFileSync('wrangler.toml', 'utf8')).not.toMatch(/^\s*(?:database_|preview_)?id\s*=/m)
    expect(
      deployedConfig(target, { databases: new Map([['today-must-do', 'd']]), namespace: 'n' }),
    ).toMatchObject({
      name: 'today-must-do',
      d1_databases: [{ binding: 'DB', database_name: 'today-must-do', database_id: 'd' }],
      kv_namespaces: [{ binding: 'CACHE', id: 'n' }],
    })
  })

  it('has nothing of the first one but the code and the variables, where it is staging', () => {
    const staging = readTarget('staging')
    const named = JSON.stringify(staging.config).match(/today-must-do[a-z-]*/g) ?? []
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !name.startsWith('today-must-do-staging'))).toEqual([])
    const numbers = (of: typeof target) => of.config.ratelimits.map((limit) => limit.namespace_id)
    expect(numbers(staging).filter((number) => numbers(target).includes(number))).toEqual([])
    expect(staging.config).toMatchObject({ main: 'src/worker.ts', vars: { CACHE_TTL_SECONDS: '600' } })
  })

  it('keeps the end of the names of queues, by which the Worker knows dead letters', () => {
    const { queues, config } = readTarget('staging')
    expect(queues).toEqual(['today-must-do-staging-refresh', 'today-must-do-staging-refresh-failed'])
    expect(config.queues.consumers[0]).toMatchObject({ dead_letter_queue: queues[1] })
  })

  it('has no address and no id of the first one, where it is staging', () => {
    const raw: RawConfig & { routes: unknown } = {
      ...target.config,
      routes: [{ pattern: 'today.example.com', custom_domain: true }],
      d1_databases: target.config.d1_databases.map((of) => ({ ...of, database_id: 'of-production' })),
      kv_namespaces: [{ binding: 'CACHE', id: 'of-production' }],
    }
    const staging = JSON.stringify(targetOf(raw, 'staging', () => []).config)
    expect(staging).not.toMatch(/example\.com|of-production/)
  })

  it.each(['', 'a-b', 'Staging', 'a b', '../x', '生产', 'x'.repeat(21)])('is never called %j', (env) => {
    expect(() => readTarget(env)).toThrow('small letters and digits')
  })
})

describe('with a second database', () => {
  const [block] = target.config.d1_databases
  if (!block) throw new Error('wrangler.toml has no database')
  const second = { ...block, binding: 'DB_2', database_name: 'today-must-do-2' }
  const configWith = (...d1_databases: RawConfig['d1_databases']): RawConfig => ({
    ...target.config,
    d1_databases,
  })
  const two = targetOf(configWith(block, second), undefined, () => target.migrations)
  const planTwo = (account: Account) => planOf(two, account, { vars, location: 'weur' })

  it('the one that is new is created near the users, and both are migrated before the code', () => {
    const [first = '', ...later] = target.migrations
    const planned = planTwo({ ...ALL, databases: withApplied([first]) })
    expect(planned.status === 'ready' && planned.steps.slice(0, 4)).toEqual([
      { do: 'createDatabase', name: 'today-must-do-2', location: 'weur' },
      { do: 'migrate', database: 'today-must-do', migrations: later },
      { do: 'migrate', database: 'today-must-do-2', migrations: target.migrations },
      { do: 'deploy', name: 'today-must-do', secrets: [] },
    ])
  })

  it('an older checkout is refused for what either has', () => {
    const databases = new Map([
      ...ALL.databases,
      ['today-must-do-2', { id: '2', applied: ['0099_later.sql'] }],
    ])
    expect(planTwo({ ...ALL, databases })).toEqual({
      status: 'olderCheckout',
      database: 'today-must-do-2',
      unknown: ['0099_later.sql'],
    })
  })

  it('each gets the id of its name, whatever order they are written in', () => {
    const swapped = targetOf(configWith(second, block), undefined, () => [])
    expect(swapped.databases).toEqual([
      { binding: 'DB', name: 'today-must-do' },
      { binding: 'DB_2', name: 'today-must-do-2' },
    ])
    const ids = new Map([
      ['today-must-do', 'a'],
      ['today-must-do-2', 'b'],
    ])
    expect(deployedConfig(swapped, { databases: ids, namespace: 'n' }).d1_databases).toEqual([
      { ...second, database_id: 'b' },
      { ...block, database_id: 'a' },
    ])
  })

  it('staging has two of its own', () => {
    const staging = targetOf(configWith(block, second), 'staging', () => [])
    expect(staging.databases.map(({ name }) => name)).toEqual([
      'today-must-do-staging',
      'today-must-do-staging-2',
    ])
  })

  it.each([
    ['no main one', [second]],
    ['a binding that nothing looks for', [block, { ...second, binding: 'ORDERS' }]],
    ['one database twice', [block, { ...second, database_name: block.database_name }]],
    ['one binding twice', [block, second, { ...second, database_name: 'other' }]],
    ['other migrations', [block, { ...second, migrations_dir: 'elsewhere' }]],
  ])('%s is refused', (_, databases) => {
    expect(() => targetOf(configWith(...databases), undefined, () => [])).toThrow('DB_2, DB_3')
  })
})

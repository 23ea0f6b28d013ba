import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Account, planOf, stepText } from '../../scripts/deployment/plan'
import { deployedConfig, type RawConfig, readTarget, targetOf } from '../../scripts/deployment/target'

const target = readTarget(undefined)
const ALL: Account = {
  database: { id: 'database', applied: target.migrations },
  namespaceId: 'namespace',
  queues: target.queues,
  secrets: ['IMPORT_TOKEN', 'ACCESS_MODE'],
}
const NOTHING: Account = { database: undefined, namespaceId: undefined, queues: [], secrets: undefined }

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
      { do: 'migrate', migrations: target.migrations },
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
    const account = { ...ALL, database: { id: 'database', applied: [first] } }
    expect(stepsOf(account)[0]).toEqual({ do: 'migrate', migrations: later })
  })

  it('is refused where the database has a migration that this checkout does not know', () => {
    const applied = [...target.migrations, '0099_later.sql']
    expect(plan({ ...ALL, database: { id: 'database', applied } })).toEqual({
      status: 'olderCheckout',
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
    expect(deployedConfig(target, { database: 'd', namespace: 'n' })).toMatchObject({
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
      d1_databases: [{ ...target.config.d1_databases[0], database_id: 'of-production' }],
      kv_namespaces: [{ binding: 'CACHE', id: 'of-production' }],
    }
    const staging = JSON.stringify(targetOf(raw, 'staging', () => []).config)
    expect(staging).not.toMatch(/example\.com|of-production/)
  })

  it.each(['', 'a-b', 'Staging', 'a b', '../x', '生产', 'x'.repeat(21)])('is never called %j', (env) => {
    expect(() => readTarget(env)).toThrow('small letters and digits')
  })
})

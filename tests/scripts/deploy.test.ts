import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTarget } from '../../scripts/deployment/target'
import { DeploymentFolder } from './deploymentFolder'
import { type Breakage, FakeCloudflare, secretsOf } from './fakeCloudflare'
import { answering, type Seen, StubServer } from './stubServer'

/** `npm run deploy` with the pinned wrangler, against a fake of Cloudflare's API. */

const { migrations } = readTarget(undefined)
const WORKER = 'today-must-do'
const SECRETS_FILE = `.secrets.${WORKER}.json`

interface World {
  fake: FakeCloudflare
  folder: DeploymentFolder
  /** What the deployed Worker was asked by its address. */
  asked: Seen[]
  deploy: (...args: string[]) => ReturnType<DeploymentFolder['run']>
  deployFromWorkflow: () => ReturnType<DeploymentFolder['run']>
  rows: (sql: string) => Record<string, unknown>[]
  close: () => void
}

async function startWorld(): Promise<World> {
  const fake = await new FakeCloudflare().start()
  const folder = new DeploymentFolder()
  const site = new StubServer()
  const asked: Seen[] = []
  const rows = (sql: string) => [...fake.database(WORKER).sqlite.prepare(sql).all()]
  const { port } = await site.serve(answering((what) => answerOf(what, fake, asked.at(-1), rows), asked))
  // Not by the name of this machine: there, its own database would be meant.
  const url = `http://0.0.0.0:${port}`
  return {
    fake,
    folder,
    asked,
    rows,
    deploy: (...args) => folder.run('deploy', ['--url', url, ...args], fake.env),
    deployFromWorkflow: () => folder.run('deploy', ['--url', url], { ...fake.env, CI: 'true' }),
    close: () => {
      site.close()
      fake.stop()
      folder.remove()
    },
  }
}

/** What the Worker answers that is deployed: to who has a token that its database knows. */
function answerOf(what: string, fake: FakeCloudflare, seen: Seen | undefined, rows: World['rows']) {
  const token = seen?.headers.authorization?.replace('Bearer ', '') ?? ''
  const hash = createHash('sha256').update(token).digest('base64url')
  const isKnown = rows('SELECT token_hash FROM api_tokens').some(({ token_hash }) => token_hash === hash)
  if (!isKnown) return { status: 401, json: {} }
  const version = fake.workers.get(WORKER)?.versions.at(-1)
  if (what === 'GET /healthz') return { status: 200, json: { ok: true, stores: 0, version } }
  const { searchParams } = new URL(what.slice('GET '.length), 'http://site')
  const store = searchParams.get('store')
  if (store === 'broken') return { status: 400, json: { error: 'x', message: 'Its card is lost.' } }
  const stores = store === null ? ['城东店', "Li's"] : [store]
  return { status: 200, json: { source: 'live', stores, absent: [], failed: [] } }
}

describe('with nothing there', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld()
  })
  afterAll(() => world.close())

  it('--dry-run says the steps and changes nothing', async () => {
    const { code, said } = await world.deploy('--dry-run', '--location', 'weur')
    expect(code).toBe(0)
    expect(said).toContain('1. create the D1 database today-must-do near weur')
    expect(said).toContain(`6. deploy the Worker ${WORKER} with the secrets IMPORT_TOKEN, ACCESS_MODE`)
    expect(world.fake.changes).toEqual([])
    expect(existsSync(path.join(world.folder.path, SECRETS_FILE))).toBe(false)
  })

  it('one command makes all of it, and its link opens the deployment', async () => {
    const { code, said } = await world.deploy()
    expect({ code, said }).toMatchObject({ code: 0 })
    const { fake, folder, rows } = world
    const { uuid, location } = fake.database(WORKER)
    expect(location).toBe('apac')
    expect(rows('SELECT name FROM d1_migrations').map(({ name }) => name)).toEqual(migrations)
    const worker = fake.workers.get(WORKER)
    expect(worker?.bindings.get('DB')).toMatchObject({ type: 'd1', id: uuid })
    expect(worker?.bindings.get('CACHE')).toMatchObject({ namespace_id: fake.namespaces[0]?.id })
    expect(worker?.crons).toEqual(['*/5 * * * *'])
    expect(fake.queues.map(({ name, consumers }) => [name, consumers])).toEqual([
      [`${WORKER}-refresh`, [{ script: WORKER, deadLetterQueue: `${WORKER}-refresh-failed` }]],
      [`${WORKER}-refresh-failed`, [{ script: WORKER, deadLetterQueue: undefined }]],
    ])
    const file = path.join(folder.path, SECRETS_FILE)
    const secrets = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(secretsOf(worker).sort()).toEqual(['ACCESS_MODE', 'IMPORT_TOKEN'])
    expect(worker?.bindings.get('IMPORT_TOKEN')?.text).toBe(secrets.IMPORT_TOKEN)
    expect(worker?.bindings.get('ACCESS_MODE')?.text).toBe('people')
    expect(said).not.toContain(secrets.IMPORT_TOKEN)
    const secret = /\/sign-in\/([\w-]{43})/.exec(said)?.[1] ?? ''
    const hash = createHash('sha256').update(secret).digest('base64url')
    expect(rows('SELECT token_hash FROM sign_in_links')).toEqual([{ token_hash: hash }])
    expect(said).toContain('No cards to read back')
    expect(existsSync(path.join(folder.path, 'wrangler.deploy.json'))).toBe(false)
  })

  it('once more, it reads every card back, keeps secrets and admin, and leaves no token', async () => {
    const { fake, rows, asked } = world
    const { sqlite } = fake.database(WORKER)
    sqlite.exec(`INSERT INTO stores (name, first_date, last_date, data_version) VALUES
      ('城东店', '2026-01-01', '2026-01-18', 1), ('Li''s', '2026-01-01', '2026-01-18', 1), ('new', NULL, NULL, 0)`)
    sqlite.exec(`INSERT INTO sessions (person_id, token_hash, device, created_at, used_at, expires_at)
      VALUES (1, 'x', 'iPhone', '2026-01-18', '2026-01-18', '2026-04-18')`)
    const before = {
      secrets: fake.workers.get(WORKER)?.bindings.get('IMPORT_TOKEN'),
      calls: fake.calls.length,
    }
    asked.length = 0
    const { code, said } = await world.deploy()
    expect({ code, said }).toMatchObject({ code: 0 })
    expect(said).toContain('Cards read back: 3 of 3 (3 live)')
    expect(asked.map(({ what }) => decodeURIComponent(what)).sort()).toEqual([
      'GET /api/diagnosis',
      "GET /api/diagnosis?store=Li's",
      'GET /api/diagnosis?store=城东店',
      'GET /healthz',
    ])
    expect(said).toContain('An admin has come in already: Admin')
    expect(fake.workers.get(WORKER)?.versions).toHaveLength(2)
    expect(fake.workers.get(WORKER)?.bindings.get('IMPORT_TOKEN')).toEqual(before.secrets)
    expect([fake.databases.length, fake.namespaces.length, fake.queues.length]).toEqual([1, 1, 2])
    expect(rows('SELECT * FROM api_tokens')).toEqual([])
    const events = rows(
      "SELECT event, via FROM audit_events WHERE event LIKE 'token%' ORDER BY id DESC LIMIT 2",
    )
    expect(events).toEqual([
      { event: 'tokenRevoked', via: 'command' },
      { event: 'tokenMade', via: 'command' },
    ])
  })

  it('from a workflow it makes no link that its log would keep, and fails where a card cannot be read', async () => {
    const { fake, rows } = world
    fake
      .database(WORKER)
      .sqlite.exec(`DELETE FROM sessions; INSERT INTO stores (name, first_date, last_date, data_version)
      VALUES ('broken', '2026-01-01', '2026-01-18', 1)`)
    const links = rows('SELECT * FROM sign_in_links')
    const { code, said } = await world.deployFromWorkflow()
    expect(code).toBe(1)
    expect(said).toContain('Cards read back: 3 of 4 (3 live)\n! broken: 400 Its card is lost.')
    expect(said).not.toContain('/sign-in/')
    expect(said).toContain('npm run people -- first-admin --url http://0.0.0.0')
    expect(rows('SELECT * FROM sign_in_links')).toEqual(links)
  })

  it('a checkout that is older than the database changes nothing', async () => {
    world.fake.database(WORKER).sqlite.exec("INSERT INTO d1_migrations (name) VALUES ('0099_later.sql')")
    const before = world.fake.changes.length
    const { code, said } = await world.deploy()
    expect(code).toBe(1)
    expect(said).toMatch(/of a later version than this checkout: it has 0099_later\.sql.*git pull/)
    expect(world.fake.changes).toHaveLength(before)
  })
})

describe('after a failure', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld()
  })
  afterAll(() => world.close())

  /** Each begins where the one before it has failed. */
  const FAILURES: [step: string, call: RegExp, how: Breakage, skip?: number][] = [
    ['create the D1 database', /^POST \/d1\/database$/, 'refused'],
    ['create the KV namespace', /^POST \/storage/, 'answerLost'],
    ['create the queue today-must-do-refresh-failed', /^POST \/queues$/, 'answerLost', 1],
    ['apply 9 migrations', /\/query$/, 'refused', 6],
    ['deploy the Worker', /^PUT \/workers\/scripts\/today-must-do$/, 'refused'],
    ['deploy the Worker', /^PUT .*\/schedules$/, 'answerLost'],
    ['make a sign-in link', /\/query$/, 'answerLost', 1],
  ]

  it.each(FAILURES)('of “%s” it says so, and what to do', async (step, call, how, skip) => {
    world.fake.breakNext(call, how, skip)
    const { code, said } = await world.deploy()
    expect(code).toBe(1)
    expect(said).toContain(`“${step}`)
    expect(said).toMatch(/The fake (?:refuses this call|loses this answer)/)
    expect(said).toContain('What is done stays. `npm run deploy` goes on from here.')
    // Neither colours nor the place of a log, which tell nobody anything.
    expect(said).not.toMatch(/\[\d+m|Logs were written/)
  })

  it('the next run completes it, with nothing twice', async () => {
    const { code, said } = await world.deploy()
    expect({ code, said }).toMatchObject({ code: 0 })
    expect(said).toMatch(/\/sign-in\/[\w-]{43}/)
    const { fake, rows, folder } = world
    expect([fake.databases.length, fake.namespaces.length, fake.queues.length]).toEqual([1, 1, 2])
    expect(rows('SELECT name FROM d1_migrations').map(({ name }) => name)).toEqual(migrations)
    expect(rows('SELECT name FROM people')).toEqual([{ name: 'Admin' }])
    expect(rows('SELECT id FROM sign_in_links')).toHaveLength(1)
    const secrets = JSON.parse(readFileSync(path.join(folder.path, SECRETS_FILE), 'utf8')) as object
    expect(secrets).toMatchObject({
      IMPORT_TOKEN: fake.workers.get(WORKER)?.bindings.get('IMPORT_TOKEN')?.text,
    })
  })
})

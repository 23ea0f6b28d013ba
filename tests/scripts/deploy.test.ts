import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTarget } from '../../scripts/deployment/target'
import { SECRETS_FILE, startWorld, WORKER, type World } from './deploymentWorld'
import { secretsOf } from './fakeCloudflare'

/** `npm run deploy` with the pinned wrangler, against a fake of Cloudflare's API. */

const { migrations } = readTarget(undefined)

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

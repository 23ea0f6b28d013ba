import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeFirstAdmin, type RunSql } from '../../scripts/firstAdmin'
import { firstAdminSql, sqlText } from '../../scripts/firstAdminSql'

const NOW = new Date('2026-01-18T10:00:00.123Z')
const LATER = new Date('2026-01-19T10:00:00.000Z')
const DEPLOYED = new URL('https://example.com/some/page')
const LOCAL = new URL('http://localhost:8051')

let database: DatabaseSync
/** Where the last run was to take place. */
let ranOn: string

beforeEach(() => {
  database = new DatabaseSync(':memory:')
  for (const file of globSync('migrations/*.sql').sort()) database.exec(readFileSync(file, 'utf8'))
})

const rows = (sql: string) =>
  database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }))
const people = () =>
  rows('SELECT id, name, role, all_stores, email, active, created_at, signed_in_at FROM people')
const links = () =>
  rows('SELECT person_id, token_hash, created_at, expires_at, devices, max_devices FROM sign_in_links')
const events = () =>
  rows('SELECT at, event, person_id, via, subject_id, detail FROM audit_events ORDER BY id')
const tables = () => ({ people: people(), links: links(), events: events() })

/** All of a run's statements or its first ones, each of them by itself. */
function run(statements: readonly string[]): unknown[][] {
  return statements.map((sql) => rows(sql))
}

const runSql: RunSql = async (statements, where) => {
  ranOn = where
  return run(statements)
}

const make = (name: string, baseUrl = DEPLOYED, now = NOW) => makeFirstAdmin(name, baseUrl, now, runSql)

async function madeBy(...args: Parameters<typeof make>) {
  const made = await make(...args)
  if (made.status !== 'made') throw new Error('There was an admin.')
  return made
}

const hashOf = (link: string) =>
  createHash('sha256')
    .update(link.split('/').at(-1) ?? '')
    .digest('base64url')

describe('the first admin', () => {
  it('is made with all stores and a link of 43 characters, of which the database has the hash alone', async () => {
    const made = await madeBy('王芳')
    expect(made).toMatchObject({ id: 1, name: '王芳' })
    expect(made.link).toMatch(/^https:\/\/example\.com\/sign-in\/[\w-]{43}$/)
    expect(ranOn).toBe('remote')
    const at = '2026-01-18T10:00:00.123Z'
    expect(tables()).toEqual({
      people: [
        {
          ...{ id: 1, name: '王芳', role: 'admin', all_stores: 1, email: null, active: 1 },
          ...{ created_at: at, signed_in_at: null },
        },
      ],
      links: [
        {
          ...{ person_id: 1, token_hash: hashOf(made.link), created_at: at },
          ...{ expires_at: '2026-01-25T10:00:00.123Z', devices: 0, max_devices: 3 },
        },
      ],
      events: ['personAdded', 'linkMade'].map((event) => ({
        ...{ at, event, person_id: null, via: 'command', subject_id: 1, detail: '{}' },
      })),
    })
  })

  it.each(['http://localhost:8051', 'http://127.0.0.1:8051', 'http://[::1]:8051'])(
    'is the one for whom %s takes everybody',
    async (url) => {
      await madeBy('Local admin', new URL(url))
      expect(ranOn).toBe('local')
      expect(people()).toMatchObject([{ name: 'Local admin', email: 'admin@localhost' }])
    },
  )

  it('is made once the local server has let go of its database', async () => {
    const answers = [
      () => Promise.reject(new Error('database is locked: SQLITE_BUSY (extended: SQLITE_BUSY_SNAPSHOT)')),
      runSql,
    ]
    const run: RunSql = (statements, where) => (answers.shift() ?? runSql)(statements, where)
    expect(await makeFirstAdmin('Local admin', LOCAL, NOW, run)).toMatchObject({ status: 'made' })
    expect(answers).toEqual([])
  })

  it('is not tried again for another reason', async () => {
    let runs = 0
    const run: RunSql = () => {
      runs += 1
      return Promise.reject(new Error('no such table: people'))
    }
    await expect(makeFirstAdmin('Local admin', LOCAL, NOW, run)).rejects.toThrow('no such table')
    expect(runs).toBe(1)
  })

  it.each(["a'; DROP TABLE people;--", '"`$(x)` \\', '/* */ ; 李🏪', "X'41'", '?1 :a @b $c'])(
    'may be called %s',
    async (name) => {
      expect(await madeBy(name)).toMatchObject({ name })
      expect(people()).toMatchObject([{ name }])
    },
  )

  it('is not called what the database does not take', async () => {
    await expect(make('长'.repeat(61))).rejects.toThrow(
      'The name is too long: write it with 60 characters at most.',
    )
    await madeBy('长'.repeat(60))
  })

  it('gets a new link for one that is lost, and keeps name and number', async () => {
    await madeBy('王芳')
    const again = await madeBy('somebody', DEPLOYED, LATER)
    expect(again).toMatchObject({ id: 1, name: '王芳' })
    expect(people()).toMatchObject([{ name: '王芳' }])
    expect(links()).toMatchObject([{ token_hash: hashOf(again.link), created_at: LATER.toISOString() }])
    expect(events().map(({ event }) => event)).toEqual(['personAdded', 'linkMade', 'linkMade'])
  })

  const SESSION_OF_ADMIN = `INSERT INTO sessions (person_id, token_hash, device, created_at, used_at, expires_at)
    SELECT id, 'hash of ' || id, 'iPhone · WeChat', '2026-01-18', '2026-01-18', '2026-04-18' FROM people
    WHERE role = 'admin' ORDER BY id DESC LIMIT 1`

  it.each([
    ['a device', SESSION_OF_ADMIN],
    ['an e-mail address', "UPDATE people SET email = 'fang@example.com'"],
  ])('is no longer made once an admin has %s to come in by, and nothing is written', async (_, settling) => {
    await madeBy('王芳')
    database.exec(settling)
    const before = tables()
    expect(await make('intruder', DEPLOYED, LATER)).toMatchObject({
      status: 'refused',
      admins: [{ id: 1, name: '王芳' }],
    })
    expect(tables()).toEqual(before)
  })

  it('gets a new link once he has lost his link and all devices', async () => {
    await madeBy('王芳')
    database.exec(
      `UPDATE people SET signed_in_at = '2026-01-18T11:00:00.000Z'; ${SESSION_OF_ADMIN}; DELETE FROM sessions`,
    )
    expect(await madeBy('somebody', DEPLOYED, LATER)).toMatchObject({ id: 1, name: '王芳' })
  })

  it('is not the one who waits for his link, once another admin has come in', async () => {
    await madeBy('王芳')
    database.exec(`INSERT INTO people (name, role, all_stores, created_at, signed_in_at)
      VALUES ('李娜', 'admin', 1, '2026-01-18T11:00:00.000Z', '2026-01-18T11:00:00.000Z'); ${SESSION_OF_ADMIN}`)
    expect(await make('王芳')).toMatchObject({ status: 'refused' })
    expect(links()).toHaveLength(1)
  })

  it('is made beside viewers, operators and an admin who is not active', async () => {
    database.exec(`INSERT INTO people (name, role, all_stores, active, created_at, signed_in_at) VALUES
      ('a', 'viewer', 1, 1, '2026-01-01', '2026-01-01'), ('b', 'operator', 1, 1, '2026-01-01', '2026-01-01'),
      ('c', 'admin', 1, 0, '2026-01-01', '2026-01-01')`)
    expect(await madeBy('王芳')).toMatchObject({ id: 4 })
  })

  it('is made without the local address where somebody else has it', async () => {
    database.exec(`INSERT INTO people (name, role, all_stores, created_at, email)
      VALUES ('a', 'viewer', 1, '2026-01-01', 'admin@localhost')`)
    expect(await madeBy('王芳', LOCAL)).toMatchObject({ id: 2 })
    expect(people()).toMatchObject([{ email: 'admin@localhost' }, { email: null }])
  })
})

describe('a run that breaks off', () => {
  const statements = firstAdminSql({ name: '王芳', tokenHash: 'lost', local: true }, NOW)

  it.each(statements.map((_, done) => done))('after %i statements is made good by the next', async (done) => {
    run(statements.slice(0, done))
    const isSettled = people()[0]?.email !== undefined && people()[0]?.email !== null
    expect((await make('王芳', LOCAL, LATER)).status).toBe(isSettled ? 'refused' : 'made')
    expect(people()).toMatchObject([{ name: '王芳', email: 'admin@localhost' }])
    expect(links()).toHaveLength(1)
    expect(events().filter(({ event }) => event === 'personAdded')).toHaveLength(1)
  })

  it('leaves one link that holds where two runs mix in any way', () => {
    const others = firstAdminSql({ name: '李娜', tokenHash: 'other', local: true }, LATER)
    for (const order of interleavings(statements.length, others.length)) {
      database.exec('DELETE FROM people; DELETE FROM audit_events')
      const next = { mine: 0, other: 0 }
      const last: Record<string, unknown[]> = {}
      for (const whose of order) {
        const sql = (whose === 'mine' ? statements : others)[next[whose]++] ?? ''
        last[whose] = rows(sql)
      }
      const told = Object.values(last).flat() as { linked: number }[]
      expect(people()).toHaveLength(1)
      expect(links()).toHaveLength(1)
      expect(told.filter(({ linked }) => linked === 1).length).toBeGreaterThanOrEqual(1)
      expect(events().filter(({ event }) => event === 'personAdded')).toHaveLength(1)
    }
  })
})

type Whose = 'mine' | 'other'

/** Every order of two runs' statements, each run's own order kept. */
function interleavings(mine: number, other: number): Whose[][] {
  if (mine === 0 && other === 0) return [[]]
  const startingWith = (whose: Whose, rest: Whose[][]) => rest.map((order) => [whose, ...order])
  return [
    ...(mine > 0 ? startingWith('mine', interleavings(mine - 1, other)) : []),
    ...(other > 0 ? startingWith('other', interleavings(mine, other - 1)) : []),
  ]
}

describe('a text as SQL', () => {
  it.each(["'", '', '李🏪', '\u0000', "';--"])('is %j again', (text) => {
    const bytes = database
      .prepare(`SELECT hex(${sqlText(text)}) AS hex, typeof(${sqlText(text)}) AS type`)
      .get()
    expect({ ...bytes }).toEqual({ hex: Buffer.from(text).toString('hex').toUpperCase(), type: 'text' })
  })

  it('holds nothing that ends a statement', () => {
    expect(sqlText("';--\n")).toMatch(/^CAST\(X'[0-9a-f]*' AS TEXT\)$/)
  })
})

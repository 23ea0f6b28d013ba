import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runWrangler } from '../../scripts/wrangler'
import { DeploymentFolder } from './deploymentFolder'
import { FakeCloudflare } from './fakeCloudflare'

/** `npm run backup` and `npm run restore`, with the pinned wrangler. */

let folder: DeploymentFolder
beforeAll(() => {
  folder = new DeploymentFolder()
})
afterAll(() => folder.remove())

const inFolder = (name: string) => path.join(folder.path, name)

/** Values that SQL's own quotes and D1's limit of a statement stand against; the longest is near the limit of a value. */
const DATA = `
  INSERT INTO stores (id, name, first_date, last_date, data_version) VALUES (1, '李''s; --店', '2026-01-01', '2026-01-18', 3);
  UPDATE data_clock SET version = 3;
  INSERT INTO people (name, role, all_stores, created_at) VALUES ('王芳', 'admin', 1, '2026-01-18T00:00:00.000Z');
  INSERT INTO cards (store_id, business_date, data_version, card)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)
    SELECT 1, '2026-01-18', 3, json_group_array('店''s "' || i || '";' || char(10) || printf('%0180d', i)) FROM n;
  INSERT INTO archived_days VALUES (1, '2026-01-17', 1, 1, 1, 1, printf('%064d', 7), '[1]', randomblob(300000)), (1, '2026-01-18', 1, 1, 1, 1, printf('%064d', 8), '[1]', x'00ff27');`

describe('the local database', () => {
  const wrangler = async (...args: string[]) => {
    const { code, stdout, stderr } = await runWrangler(['d1', ...args, '--local', '--cwd', folder.path])
    expect({ code, stderr }).toMatchObject({ code: 0 })
    return stdout
  }
  const all = async () => {
    const tables = ['stores', 'people', 'd1_migrations'].map((table) => `SELECT * FROM ${table};`)
    const card = 'SELECT length(card) AS chars, hex(substr(card, 100000, 500)) AS middle FROM cards'
    const archived =
      'SELECT business_date, length(orders) AS bytes, typeof(orders) AS type, hex(orders) AS hex FROM archived_days'
    const command = [...tables, `${card};`, archived].join('\n')
    return wrangler('execute', 'DB', '--json', '--command', command)
  }
  const withoutVersions = (json: string) => json.replaceAll(/"(?:data_version|duration)": [\d.]+/g, '')

  it('is restored from one file as it was, long values and all', async () => {
    await wrangler('migrations', 'apply', 'DB')
    writeFileSync(inFolder('data.sql'), DATA)
    await wrangler('execute', 'DB', '--file', 'data.sql')
    const before = await all()
    expect(Number(/"chars": (\d+)/.exec(before)?.[1])).toBeGreaterThan(1_700_000)
    expect(before).toContain('"bytes": 300000')

    const backup = await folder.run('backup', ['b.sql.gz', '--local'], {})
    expect(backup).toMatchObject({ code: 0 })
    expect(statSync(inFolder('b.sql.gz')).mode & 0o777).toBe(0o600)

    const over = await folder.run('restore', ['b.sql.gz', '--local'], {})
    expect(over).toMatchObject({ code: 1 })
    expect(over.said).toContain('is not empty')

    renameSync(inFolder('.wrangler'), inFolder('earlier'))
    const restored = await folder.run('restore', ['b.sql.gz', '--local'], {})
    expect(restored).toMatchObject({ code: 0 })
    expect(restored.said).toContain('Restored the backup of today-must-do')
    const after = await all()
    expect(withoutVersions(after)).toBe(withoutVersions(before))
    // What caches kept of the one database is older than all of the other.
    expect(after).toContain('"data_version": 1000003')
  })
})

describe('a deployed database', () => {
  it('is restored into a new one beside it, which is created near its users', async () => {
    const fake = await new FakeCloudflare().start()
    try {
      fake.createDatabase('today-must-do', DATA)
      expect(await folder.run('backup', ['remote.sql.gz'], fake.env)).toMatchObject({ code: 0 })
      const args = ['remote.sql.gz', '--env', 'copy', '--location', 'oc']
      expect(await folder.run('restore', args, fake.env)).toMatchObject({ code: 0 })
      const copy = fake.database('today-must-do-copy')
      expect(copy.location).toBe('oc')
      const cards = (name: string) =>
        fake.database(name).sqlite.prepare('SELECT card, hex(orders) FROM cards, archived_days').all()
      expect(cards('today-must-do-copy')).toEqual(cards('today-must-do'))

      const admin = ['first-admin', '--env', 'copy', '--url', 'https://copy.example.com']
      expect(await folder.run('people', admin, fake.env)).toMatchObject({ code: 0 })
      const links = (name: string) => fake.database(name).sqlite.prepare('SELECT id FROM sign_in_links').all()
      expect([links('today-must-do').length, links('today-must-do-copy').length]).toEqual([0, 1])

      const again = await folder.run('restore', args, fake.env)
      expect(again).toMatchObject({ code: 1 })
      expect(again.said).toContain('today-must-do-copy is not empty')
    } finally {
      fake.stop()
    }
  })
})

describe('several databases', () => {
  const STORES = (version: number) =>
    `INSERT INTO stores (id, name, first_date, last_date, data_version, database) VALUES (7, '七店', '2026-01-01', '2026-01-18', ${version}, 'DB_2');`
  let two: DeploymentFolder
  let fake: FakeCloudflare
  beforeAll(async () => {
    two = new DeploymentFolder()
    appendFileSync(
      path.join(two.path, 'wrangler.toml'),
      '\n[[d1_databases]]\nbinding = "DB_2"\ndatabase_name = "today-must-do-2"\nmigrations_dir = "migrations"\n',
    )
    fake = await new FakeCloudflare().start()
    fake.createDatabase('today-must-do', `${DATA} ${STORES(3)}`)
    fake.createDatabase('today-must-do-2', STORES(2))
    fake
      .database('today-must-do')
      .sqlite.exec(
        "INSERT INTO imports (kind, owner, started_at, active_at, outcome) VALUES ('file', 'importToken', '2026', '2026', 'imported')",
      )
  })
  afterAll(() => {
    fake.stop()
    two.remove()
  })
  const rows = (name: string, sql: string) => fake.database(name).sqlite.prepare(sql).all()
  const importNumber = (name: string) => rows(name, "SELECT seq FROM sqlite_sequence WHERE name = 'imports'")

  it('are one folder with a file of each, and restored from it together', async () => {
    expect(await two.run('backup', ['all'], fake.env)).toMatchObject({ code: 0 })
    expect(readdirSync(path.join(two.path, 'all')).sort()).toEqual(['DB.sql.gz', 'DB_2.sql.gz'])
    const restored = await two.run('restore', ['all', '--env', 'copy'], fake.env)
    expect(restored).toMatchObject({ code: 0 })
    expect(restored.said).toMatch(/backup of today-must-do, .*and of today-must-do-2/)
    expect(rows('today-must-do-copy', 'SELECT id, database FROM stores ORDER BY id')).toEqual([
      { id: 1, database: 'DB' },
      { id: 7, database: 'DB_2' },
    ])
    expect(rows('today-must-do-copy-2', 'SELECT id FROM stores')).toEqual([{ id: 7 }])
    // What an import that is in no backup left in the other database is not taken for another one's.
    expect([importNumber('today-must-do'), importNumber('today-must-do-copy')]).toEqual([
      [{ seq: 1 }],
      [{ seq: 1_000_001 }],
    ])
  })

  it('one of them is restored by itself, and none where one is not empty', async () => {
    const all = await two.run('restore', ['all'], fake.env)
    expect(all).toMatchObject({ code: 1 })
    expect(all.said).toContain('today-must-do is not empty')
    fake.databases.splice(fake.databases.indexOf(fake.database('today-must-do-2')), 1)
    const again = await two.run('restore', ['all'], fake.env)
    expect(again).toMatchObject({ code: 1 })
    expect(await two.run('restore', ['all', '--only', 'DB_2'], fake.env)).toMatchObject({ code: 0 })
    expect(rows('today-must-do-2', 'SELECT id FROM stores')).toEqual([{ id: 7 }])
  })

  it('a backup of more of them than wrangler.toml has is not restored in part', async () => {
    cpSync(path.join(two.path, 'all'), inFolder('all'), { recursive: true })
    const { code, said } = await folder.run('restore', ['all', '--local'], {})
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('DB_2.sql.gz') })
  })
})

describe('a file', () => {
  it('that is there is not written over', async () => {
    writeFileSync(inFolder('there.sql.gz'), 'mine')
    const { code, said } = await folder.run('backup', ['there.sql.gz', '--local'], {})
    expect({ code, said }).toMatchObject({ code: 1 })
    expect(readFileSync(inFolder('there.sql.gz'), 'utf8')).toBe('mine')
  })

  it.each([
    ['that is not there', undefined, 'is not there'],
    ['of something else', gzipSync('DROP TABLE orders;'), 'is no backup'],
    ['that is no gzip', Buffer.from('-- Today Must Do'), 'cannot be read'],
    [
      'of which the end is missing',
      gzipSync('-- Today Must Do, backup of x\n'.repeat(99)).subarray(0, 40),
      'cannot be read',
    ],
  ])('%s is not restored', async (_, bytes, why) => {
    const file = inFolder('other.gz')
    if (bytes) writeFileSync(file, bytes)
    const { code, said } = await folder.run('restore', ['other.gz', '--local'], {})
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(why) })
  })
})

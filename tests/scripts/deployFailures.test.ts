import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTarget } from '../../scripts/deployment/target'
import { SECRETS_FILE, startWorld, WORKER, type World } from './deploymentWorld'
import type { Breakage } from './fakeCloudflare'

/** What is half there: `npm run deploy` after a failure of each of its steps. */

const { migrations } = readTarget(undefined)

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
    [`apply ${migrations.length} migrations`, /\/query$/, 'refused', 6],
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

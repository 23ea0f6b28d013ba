import { afterEach, describe, expect, it } from 'vitest'
import { type Patience, readCards, type Site, waitForVersion } from '../../scripts/deployment/readBack'
import { ACCESS_LOGIN, answering, type Seen, type StubAnswer, StubServer } from './stubServer'

const server = new StubServer()
afterEach(() => server.close())

const PATIENCE: Patience = { versionMs: 300, cardsMs: 300, pauseMs: 20 }

async function siteOf(
  answers: (what: string) => StubAnswer,
  { stores = [], token = 'token' }: { stores?: string[]; token?: string | undefined } = {},
  seen: Seen[] = [],
): Promise<Site> {
  const baseUrl = await server.serve(answering((what) => answers(decodeURIComponent(what)), seen))
  return { baseUrl, stores, token, serviceToken: {} }
}

const card = (of: object): StubAnswer => ({
  status: 200,
  json: { source: 'cache', absent: [], failed: [], ...of },
})

describe('the new version', () => {
  const versions = (...answers: StubAnswer[]) => {
    let next = 0
    return () => answers[Math.min(next++, answers.length - 1)] ?? { status: 500 }
  }
  const healthy = (version: string): StubAnswer => ({ status: 200, json: { ok: true, stores: 1, version } })

  it('is waited for while the address is not there, and while another version answers', async () => {
    const seen: Seen[] = []
    const answers = versions(
      { status: 404, body: '<p>There is nothing here yet' },
      healthy('old'),
      healthy('new'),
    )
    await waitForVersion(await siteOf(answers, {}, seen), 'new', PATIENCE)
    expect(seen.map(({ what }) => what)).toEqual(['GET /healthz', 'GET /healthz', 'GET /healthz'])
    expect(seen[0]?.headers.authorization).toBe('Bearer token')
  })

  it('that does not come is said to be another one', async () => {
    const site = await siteOf(versions(healthy('old')))
    await expect(waitForVersion(site, 'new', PATIENCE)).rejects.toThrow('answers another version')
  })

  it('is not told to who has no token, nor where the pages are closed: an answer is enough', async () => {
    const site = await siteOf(versions({ status: 200, json: { ok: true } }))
    expect(await waitForVersion(site, 'new', PATIENCE)).toBe('untold')
  })

  it('is not yet there while a version answers that does not know of versions', async () => {
    const site = await siteOf(versions({ status: 200, json: { ok: true, stores: 3 } }, healthy('new')))
    expect(await waitForVersion(site, 'new', PATIENCE)).toBe('told')
  })

  it('behind Cloudflare Access is not waited for: how to get past it is said', async () => {
    const seen: Seen[] = []
    const site = await siteOf(() => ACCESS_LOGIN, {}, seen)
    await expect(waitForVersion(site, 'new', PATIENCE)).rejects.toThrow('CF_ACCESS_CLIENT_ID')
    expect(seen).toHaveLength(1)
  })

  it('at an address that nobody serves is not there', async () => {
    const site = await siteOf(versions(healthy('new')))
    server.close()
    await expect(waitForVersion(site, 'new', PATIENCE)).rejects.toThrow('No server answers')
  })
})

describe('every card', () => {
  const STORES = ['城东店', 'A & B', 'closed']

  it('is asked for by its store, and that of all stores', async () => {
    const seen: Seen[] = []
    const answers = (what: string) => {
      if (what.endsWith('/api/diagnosis')) return card({ stores: STORES, source: 'live' })
      if (what.endsWith('closed'))
        return card({ stores: [], absent: [{ store: 'closed', lastDate: '2026-01-01' }] })
      return card({
        stores: [new URL(`http://x${what.slice(4).replace('&', '%26')}`).searchParams.get('store')],
      })
    }
    const { read, unread } = await readCards(await siteOf(answers, { stores: STORES }, seen), PATIENCE)
    expect(unread).toEqual([])
    expect([...read].sort()).toEqual([
      ['cache', 3],
      ['live', 1],
    ])
    expect(seen).toHaveLength(4)
  })

  it('that is not ready yet is asked for again', async () => {
    const refusals = [503, 429, 500]
    const answers = () => {
      const status = refusals.shift()
      return status === undefined ? card({ stores: STORES }) : { status, json: { error: 'unavailable' } }
    }
    expect(await readCards(await siteOf(answers), PATIENCE)).toEqual({
      read: new Map([['cache', 1]]),
      unread: [],
    })
  })

  it.each<[string, StubAnswer, string]>([
    ['closed', { status: 403, json: { error: 'closed', message: 'All is closed.' } }, '403 All is closed.'],
    ['busy to the end', { status: 503, json: { message: 'Try again.' } }, '503 Try again.'],
    ['without figures', card({ stores: ['a'], failed: ['a'] }), '1 stores failed'],
    ['another page', { status: 200, body: '<p>A portal' }, 'no card in the answer'],
  ])('that is %s is named, with why', async (_, answer, why) => {
    const { read, unread } = await readCards(await siteOf(() => answer), PATIENCE)
    expect(unread).toEqual([{ card: 'all stores', why }])
    expect(read.size).toBe(0)
  })

  it('that is of another store is not taken for the one that was asked for', async () => {
    const site = await siteOf(() => card({ stores: ['another'] }), { stores: ['城东店'] })
    const { unread } = await readCards(site, PATIENCE)
    expect(unread).toEqual([{ card: '城东店', why: 'the card of another store' }])
  })
})

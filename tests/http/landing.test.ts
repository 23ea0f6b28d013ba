import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { cookieIn, type Isolate, openIsolate } from '../isolate'
import { personIn, type TestPerson } from '../people'

let worker: TestWorker
let isolate: Isolate
let ofOne: TestPerson
let ofTwo: TestPerson
let ofAll: TestPerson
beforeAll(async () => {
  worker = await sharedWorker()
  await worker.importCsv(exportFile(['一店', '二店', '三店'].flatMap((store) => dailyOrders(store, 3))))
  ofOne = await personIn(worker.env, { name: '甲', stores: ['一店'] })
  ofTwo = await personIn(worker.env, { name: '乙', stores: ['一店', '三店'] })
  ofAll = await personIn(worker.env, { name: '丙' })
})
beforeEach(() => {
  isolate = openIsolate(worker.env)
})

const remembering = (stores: unknown) => `stores=${encodeURIComponent(JSON.stringify({ stores }))}`

/** Where an address leads a reader: another address, or undefined where it is shown as it is. */
async function ledTo(person: TestPerson, url: string, cookie = '', headers: Record<string, string> = {}) {
  const { cookie: own } = await person.device()
  const response = await isolate.ask(url, {
    headers: { ...headers, cookie: cookie ? `${own}; ${cookie}` : own },
  })
  await response.text()
  const location = response.headers.get('location')
  expect(response.status).toBe(location === null ? 200 : 302)
  return {
    to: location === null ? undefined : decodeURIComponent(location),
    remembered: cookieIn(response, 'stores'),
    cookie: response.headers.getSetCookie().find((set) => set.startsWith('stores=')),
  }
}

const to = async (...asked: Parameters<typeof ledTo>) => (await ledTo(...asked)).to

describe('who has one store begins there', () => {
  test.each([
    ['/', '/?store=一店'],
    ['/?lang=en', '/?store=一店&lang=en'],
    ['/?date=2026-01-17', '/?store=一店&date=2026-01-17'],
    ['/?date=2026-01-17&lang=en&channel=美团', '/?store=一店&date=2026-01-17&lang=en&channel=美团'],
    ['/?store=', '/?store=一店'],
    ['/?store=&store=%20', '/?store=一店'],
  ])('%s leads to %s', async (url, expected) => {
    expect(await to(ofOne, url)).toBe(expected)
  })

  test('and is led no further', async () => {
    expect(await to(ofOne, '/?store=一店')).toBeUndefined()
    expect(await to(ofOne, '/?store=二店')).toBeUndefined()
    expect(await to(ofOne, '/?store=一店', remembering(['二店']))).toBeUndefined()
  })

  test('whatever is remembered', async () => {
    expect(await to(ofOne, '/', remembering(['二店']))).toBe('/?store=一店')
  })
})

test('who has several stores begins with all of them', async () => {
  for (const url of ['/', '/?lang=en', '/?date=2026-01-17', '/?store=']) {
    expect(await to(ofTwo, url)).toBeUndefined()
    expect(await to(ofAll, url)).toBeUndefined()
  }
})

describe('what is chosen on the page', () => {
  test('is remembered, and its mark and blanks are taken out of the address', async () => {
    const chosen = await ledTo(ofTwo, '/?chosen=1&store=三店&date=&channel=&lang=zh')
    expect(chosen.to).toBe('/?store=三店&lang=zh')
    expect(JSON.parse(decodeURIComponent(chosen.remembered ?? ''))).toEqual({ stores: ['三店'] })
    expect(await to(ofTwo, '/', `stores=${chosen.remembered}`)).toBe('/?store=三店')
    expect(await to(ofTwo, '/?lang=en', `stores=${chosen.remembered}`)).toBe('/?store=三店&lang=en')
  })

  test('of the latest day as the form opens with it stays the latest, and of another day is that day', async () => {
    const sent = (date: string) =>
      to(ofAll, `/?lang=zh&chosen=1&latest=2026-01-18&store=三店&channel=&date=${date}`)
    expect(await sent('2026-01-18')).toBe('/?lang=zh&store=三店')
    expect(await sent('2026-01-17')).toBe('/?lang=zh&store=三店&date=2026-01-17')
    expect(await sent('')).toBe('/?lang=zh&store=三店')
    // Without the day that it opened with, a day is the one that was asked for.
    expect(await to(ofAll, '/?chosen=1&store=三店&date=2026-01-18')).toBe('/?store=三店&date=2026-01-18')
  })

  test('keeps the week', async () => {
    expect(await to(ofAll, '/?chosen=1&store=三店&span=week')).toBe('/?store=三店&span=week')
  })

  test('several stores are remembered as they were chosen', async () => {
    const { to: address, remembered } = await ledTo(ofAll, '/?chosen=1&store=二店&store=一店')
    expect(address).toBe('/?store=二店&store=一店')
    expect(await to(ofAll, '/', `stores=${remembered}`)).toBe('/?store=二店&store=一店')
  })

  test('all stores forget what was chosen before, and stay to be seen in the address', async () => {
    const { to: address, cookie } = await ledTo(ofTwo, '/?chosen=1&store=', remembering(['三店']))
    expect(address).toBe('/?store=')
    expect(cookie).toContain('Max-Age=0')
    expect(await to(ofTwo, '/?store=', remembering(['三店']))).toBeUndefined()
  })

  test('the cookie is for this site and no script', async () => {
    const { cookie } = await ledTo(ofTwo, '/?chosen=1&store=三店')
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Lax')
    expect(cookie).not.toContain('Secure')
    const { cookie: session } = await ofTwo.device()
    const https = await isolate.ask('https://today.example/?chosen=1&store=三店', {
      headers: { cookie: `__Host-${session}` },
    })
    expect(https.headers.getSetCookie().find((set) => set.startsWith('stores='))).toContain('Secure')
  })

  test('is not remembered of a link on another site', async () => {
    const foreign = await ledTo(ofTwo, '/?chosen=1&store=三店', '', { 'sec-fetch-site': 'cross-site' })
    expect(foreign).toEqual({ to: '/?store=三店', remembered: undefined, cookie: undefined })
  })

  test('more stores than a cookie holds are not remembered, and the address has them', async () => {
    const many = Array.from({ length: 21 }, (_, i) => `store=${i}`).join('&')
    const chosen = await ledTo(ofAll, `/?chosen=1&${many}`)
    expect(chosen.to).toBe(`/?${many}`)
    expect(chosen.cookie).toContain('Max-Age=0')
  })

  test('however long their names are, the cookie is one that a browser keeps', async () => {
    const long = Array.from(
      { length: 20 },
      (_, i) => `store=${`${i}`.padStart(2, '0')}${'长'.repeat(58)}`,
    ).join('&')
    const { cookie = '' } = await ledTo(ofAll, `/?chosen=1&${long}`)
    expect(cookie.length).toBeLessThanOrEqual(4_096)
  })
})

describe('an address that is shared', () => {
  test.each(['/?store=三店', '/?store=三店&date=2026-01-17', '/?store='])(
    '%s is shown and not remembered',
    async (url) => {
      for (const cookie of ['', remembering(['一店'])]) {
        expect(await ledTo(ofTwo, url, cookie)).toEqual({
          to: undefined,
          remembered: undefined,
          cookie: undefined,
        })
      }
    },
  )

  test('of a day shows all stores, whatever was chosen last', async () => {
    expect(await to(ofTwo, '/?date=2026-01-17', remembering(['三店']))).toBeUndefined()
  })
})

describe('a cookie', () => {
  test.each([['二店'], ['一店', '二店'], ['九店']])(
    'that names a foreign store is left aside: %s %s',
    async (...stores) => {
      expect(await to(ofTwo, '/', remembering(stores.filter(Boolean)))).toBeUndefined()
    },
  )

  test.each([
    'stores=',
    'stores=x',
    'stores=null',
    'stores=[]',
    'stores={}',
    `stores=${encodeURIComponent('{"stores":7}')}`,
    `stores=${encodeURIComponent('{"stores":[7,null,{},["一店"],""]}')}`,
    `stores=${encodeURIComponent('{"stores":{"length":1,"0":"一店"}}')}`,
    `stores=${encodeURIComponent('{"__proto__":{"stores":["一店"]}}')}`,
    `stores=${encodeURIComponent(JSON.stringify({ stores: ['x'.repeat(61)] }))}`,
    `stores=${encodeURIComponent('['.repeat(10_000))}`,
    'stores=%',
    'stores=%E9%95',
    'stores={"stores":["\u00e9"]}',
  ])('%.60s remembers nothing', async (cookie) => {
    expect(await to(ofTwo, '/', cookie)).toBeUndefined()
    expect(await to(ofAll, '/', cookie)).toBeUndefined()
  })

  test('with an address for a store leads to this site and no other', async () => {
    for (const store of [
      '//evil.example',
      'https://evil.example/',
      '\r\nSet-Cookie: a=b',
      '&store=二店',
      '#',
      '?chosen=1',
    ]) {
      const address = await to(ofAll, '/', remembering([store]))
      expect(address?.startsWith('/?store=')).toBe(true)
      const query = new URL((await rawLocation(store)) ?? '', 'http://localhost').searchParams
      expect([...query]).toEqual([['store', store]])
    }
  })

  const rawLocation = async (store: string) => {
    const { cookie } = await ofAll.device()
    const response = await isolate.ask('/', { headers: { cookie: `${cookie}; ${remembering([store])}` } })
    return response.headers.get('location')
  }

  test('holds no reader in a circle', async () => {
    for (const stores of [[' '], ['\u3000'], ['一店', ' '], ['\ud800'], ['chosen']]) {
      let url: string | undefined = '/'
      for (let i = 0; url !== undefined && i < 4; i += 1) url = await to(ofAll, url, remembering(stores))
      expect(url).toBeUndefined()
    }
  })
})

test('who has not signed in begins with all stores in public, and with those that he chose', async () => {
  const open = openIsolate(worker.env, { accessMode: 'public' })
  const location = async (url: string, cookie = '') =>
    (await open.ask(url, { headers: { cookie } })).headers.get('location')
  expect(await location('/')).toBeNull()
  expect(decodeURIComponent((await location('/', remembering(['二店']))) ?? '')).toBe('/?store=二店')
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findPerson } from '../../scripts/findPerson'
import {
  addPerson,
  erasePerson,
  listPeople,
  makeLink,
  type PersonWithProofs,
  revokeProofs,
} from '../../scripts/peopleClient'
import { adminsText, ambiguousText, erasedText, peopleText, personText } from '../../scripts/peopleWords'
import { storeNames } from '../../scripts/storeNames'
import { ACCESS_LOGIN, answering, type Seen, type StubAnswer, StubServer } from './stubServer'

const AT = '2026-01-18T10:00:00.000Z'

function person(id: number, name: string, rest: Partial<PersonWithProofs> = {}): PersonWithProofs {
  return {
    ...{ id, name, role: 'viewer', allStores: false, stores: [{ id: 1, name: '滨江店' }], email: null },
    ...{ active: true, createdAt: AT, signedInAt: null, links: [], sessions: [], tokens: [] },
    ...rest,
  }
}

const LINK = { id: 3, name: '李娜', link: 'https://example.com/sign-in/x', devices: 3, days: 7 }

const stub = new StubServer()
let seen: Seen[]
beforeEach(() => {
  seen = []
})
afterEach(() => stub.close())

async function serving(answer: StubAnswer, token: string | undefined = 'secret') {
  return { baseUrl: await stub.serve(answering(() => answer, seen)), token }
}

describe('what the server is asked', () => {
  it('is everybody', async () => {
    const people = [person(1, '王芳')]
    expect(await listPeople(await serving({ status: 200, json: { people } }))).toEqual(people)
    expect(seen).toMatchObject([
      { what: 'GET /api/people', body: '', headers: { authorization: 'Bearer secret' } },
    ])
  })

  it('is a new person, and a link in return', async () => {
    const added = { name: '李娜', role: 'viewer', stores: ['滨江店'] }
    expect(await addPerson(await serving({ status: 201, json: LINK }), added)).toEqual(LINK)
    expect(seen[0]?.what).toBe('POST /api/people')
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(added)
  })

  it.each([
    ['POST /api/people/3/link', makeLink, LINK],
    ['POST /api/people/3/revoke', revokeProofs, { ok: true }],
    ['DELETE /api/people/3', erasePerson, { ok: true }],
  ])('is %s, as JSON: a form of another site cannot ask it', async (what, ask, json) => {
    expect(await ask(await serving({ status: 200, json }), 3)).toEqual(json)
    expect(seen).toMatchObject([{ what, headers: { 'content-type': 'application/json' } }])
  })

  it('is asked without a token where none is needed', async () => {
    const { baseUrl } = await serving({ status: 200, json: { people: [] } })
    await listPeople({ baseUrl, token: undefined })
    expect(seen[0]?.headers.authorization).toBeUndefined()
  })

  it('goes through Cloudflare Access by its service token', async () => {
    const target = await serving({ status: 200, json: { people: [] } })
    await listPeople({ ...target, serviceToken: { 'CF-Access-Client-Id': 'a.access' } })
    expect(seen[0]?.headers['cf-access-client-id']).toBe('a.access')
  })
})

describe('where the server did not do it, it is said', () => {
  const saying = async (answer: StubAnswer, token?: string) =>
    listPeople(await serving(answer, token)).then(
      () => '',
      (error: Error) => error.message,
    )

  it('where a token comes from', async () => {
    expect(await saying({ status: 401, json: { error: 'unauthorized', message: '…' } })).toMatch(
      /^http\S+ does not know this token: make a token of the purpose “people” on the page http\S+\/me, and give it with --token or in PEOPLE_TOKEN\.$/,
    )
  })

  it('that there is no local admin', async () => {
    const { baseUrl } = await serving({ status: 401, json: {} })
    await expect(listPeople({ baseUrl, token: undefined })).rejects.toThrow(/has no local admin.*`npm start`/)
  })

  it('which token it must be', async () => {
    const json = { error: 'forbidden', message: 'This token is for imports.' }
    expect(await saying({ status: 403, json })).toMatch(
      /says: This token is for imports\. The token must be an admin's, and of the purpose “people”\.$/,
    )
  })

  it.each([400, 404, 409, 429])(
    "in the server's own words (%i), without what a terminal would obey",
    async (status) => {
      const json = { error: 'emailTaken', message: 'Another person has this e-mail.\u001b[2J' }
      expect(await saying({ status, json })).toMatch(/says: Another person has this e-mail\.\\u\{1b\}\[2J$/)
    },
  )

  it.each([
    { status: 200, json: { hello: 'world' } },
    { status: 500, body: '<p>' },
    { status: 302, headers: { location: '/' }, body: '' },
  ])('that this is no server of people (%j)', async (answer) => {
    expect(await saying(answer)).toMatch(
      new RegExp(`answered ${answer.status} and nothing about people: check --url`),
    )
  })

  it('that Cloudflare Access stands in the way', async () => {
    expect(await saying(ACCESS_LOGIN)).toMatch(/^Cloudflare Access stands before .* CF_ACCESS_CLIENT_ID/)
  })

  it('that the connection broke off', async () => {
    const baseUrl = await stub.serve((request) => request.socket.destroy())
    await expect(listPeople({ baseUrl, token: 'secret' })).rejects.toThrow(
      /broke off.*run the command again\.$/,
    )
  })
})

describe('whom a word means', () => {
  const people = [
    person(1, '王芳'),
    person(2, '李娜'),
    person(3, '李娜', { role: 'operator' }),
    person(4, '2'),
  ]

  it('is the one of that number, or of exactly that name', () => {
    expect(findPerson('2', people).id).toBe(2)
    expect(findPerson('王芳', people).id).toBe(1)
    expect(findPerson('4', people).name).toBe('2')
  })

  it.each(['王', '0', '02', '2.0', ' 2'])('is nobody for %j', (who) => {
    expect(() => findPerson(who, people)).toThrow(/^There is nobody called .* names everybody\.$/)
  })

  it('is asked for by number where several have the name', () => {
    expect(() => findPerson('李娜', people)).toThrow(
      '2 people are called 李娜: give the number instead, 2 (viewer, stores: 滨江店) or 3 (operator, stores: 滨江店).',
    )
  })
})

describe('what is printed', () => {
  it('is a table of everybody, with devices and the last use of any proof', () => {
    const session = { id: 1, device: 'Chrome', country: null, createdAt: AT, usedAt: AT }
    const token = {
      id: 1,
      name: 'till',
      purpose: 'import',
      createdAt: AT,
      usedAt: '2026-01-20T10:00:00.000Z',
    } as const
    const people = [
      person(1, '王芳', {
        role: 'admin',
        allStores: true,
        stores: [],
        email: 'a@example.com',
        sessions: [session],
      }),
      person(12, '李娜', { tokens: [token, { ...token, usedAt: null }], active: false }),
      person(13, '赵', { stores: [] }),
    ]
    expect(peopleText(people).split('\n')).toEqual([
      'no.  name  role    stores  e-mail         devices  last use    active',
      '1    王芳  admin   all     a@example.com  1        2026-01-18  yes',
      '12   李娜  viewer  滨江店  –              0        2026-01-20  no',
      '13   赵    viewer  none    –              0        never       yes',
    ])
  })

  it('never holds what a terminal would obey', () => {
    const hostile = person(1, 'a\u001b[2J\u202e', { stores: [{ id: 1, name: 'b\n' }], email: 'c\u0007' })
    const said = [
      peopleText([hostile]).replace('\n', ''),
      personText(hostile),
      erasedText(hostile),
      ambiguousText(hostile.name, [hostile, hostile]),
      adminsText([hostile], new URL('https://example.com')),
    ]
    expect(said.join('')).not.toMatch(/\p{C}/u)
  })

  it('tells what was erased', () => {
    const session = { id: 1, device: 'Chrome', country: null, createdAt: AT, usedAt: AT }
    expect(erasedText(person(3, '李娜', { sessions: [session, session] }))).toBe(
      '李娜 (3) is erased: the name, the e-mail, 0 links, 2 devices, 0 tokens. The audit trail keeps the number 3 alone.',
    )
  })

  it('says where to ask where there is an admin', () => {
    const admins = [
      { id: 1, name: '王芳' },
      { id: 4, name: '李娜' },
    ]
    expect(adminsText(admins, new URL('https://example.com/x'))).toBe(
      'There is an admin already: 王芳 (1), 李娜 (4). Ask for a link there, or make one as an admin: `npm run people -- link NAME --url https://example.com --token …`.',
    )
  })
})

describe('names of stores in a list', () => {
  it.each([
    ['滨江店,望湖店', ['滨江店', '望湖店']],
    ['滨江店， 望湖店 ，', ['滨江店', '望湖店']],
    [String.raw`A\,B,C`, ['A,B', 'C']],
    [String.raw`A\B`, [String.raw`A\B`]],
    [' , ', []],
  ])('%s are %j', (list, names) => {
    expect(storeNames(list)).toEqual(names)
  })
})

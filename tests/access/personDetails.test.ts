import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPerson, type PersonClaim } from '../../src/access/personDetails'

const STORES = new Map([
  ['一店', 1],
  ['三店', 3],
])

const check = (claim: Partial<PersonClaim>) =>
  checkPerson(
    { name: '王店长', role: 'viewer', allStores: false, stores: ['一店'], email: '', ...claim },
    STORES,
  )
const refused = (problem: object) => ({ status: 'refused', problem })

test('a person has a name, a role and stores, which are kept by number', () => {
  expect(check({ stores: ['三店', '一店'] })).toEqual({
    status: 'good',
    details: {
      ...{ name: '王店长', role: 'viewer', email: null, allStores: false, storeIds: [3, 1] },
      tokenPurposes: ['read'],
    },
  })
})

describe('a name', () => {
  test.each(['', '   ', '\u3000', '\u200b\u202e', '\u0000\u0007\n', '\ufeff'])('%j is none', (name) => {
    expect(check({ name })).toEqual(refused({ code: 'nameMissing' }))
  })

  test.each([
    ['  王店长 ', '王店长'],
    ['王\u202e店\u0000长', '王店长'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ["Robert'); DROP TABLE people;--", "Robert'); DROP TABLE people;--"],
    ['王\ud800店', '王店'],
    ['👩🏽 店长', '👩🏽 店长'],
    ['__proto__', '__proto__'],
  ])('%j is kept as %j', (name, kept) => {
    expect(check({ name })).toMatchObject({ status: 'good', details: { name: kept } })
  })

  test('is of sixty characters at most, counted without what is not seen', () => {
    expect(check({ name: `${'长'.repeat(60)}\u200b` })).toMatchObject({ status: 'good' })
    expect(check({ name: '长'.repeat(61) })).toEqual(refused({ code: 'nameTooLong', maxChars: 60 }))
  })
})

test.each(['', 'Viewer', 'owner', 'admin ', '__proto__', 'viewer,admin'])('%j is no role', (role) => {
  expect(check({ role })).toEqual(refused({ code: 'unreadableRole' }))
})

describe('stores', () => {
  test('none is not taken, and unknown ones are named', () => {
    expect(check({ stores: [] })).toEqual(refused({ code: 'noStores' }))
    expect(check({ stores: ['一店', '二店', '__proto__'] })).toEqual(
      refused({ code: 'unknownStores', stores: ['二店', '__proto__'] }),
    )
  })

  test('all of them leaves what is ticked besides, known or not', () => {
    expect(check({ allStores: true, stores: ['一店', '二店'] })).toMatchObject({
      details: { allStores: true, storeIds: [] },
    })
  })

  test('an admin has all of them, whatever is ticked', () => {
    expect(check({ role: 'admin', allStores: false, stores: ['一店'] })).toMatchObject({
      details: { role: 'admin', allStores: true, storeIds: [] },
    })
  })
})

describe('an e-mail address', () => {
  test.each([
    ['Wang@Example.COM ', 'wang@example.com'],
    ['', null],
    ['  ', null],
    ['王@例子.公司', '王@例子.公司'],
  ])('%j is kept as %j', (email, kept) => {
    expect(check({ email })).toMatchObject({ status: 'good', details: { email: kept } })
  })

  test.each([
    'wang',
    '@',
    'a@',
    '@b',
    'a b@c',
    'a@b,c@d',
    '<a@b>',
    'a@b@c',
    `${'a'.repeat(253)}@b`,
    'a@b\nc',
  ])('%j is none', (email) => {
    expect(check({ email })).toEqual(refused({ code: 'unreadableEmail' }))
  })
})

test('whatever is claimed, it is taken in order or refused with a reason', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('viewer', 'admin', '一店', '二店', 'a@b'),
  )
  const claims = fc.record({
    name: text,
    role: text,
    allStores: fc.boolean(),
    stores: fc.array(text, { maxLength: 4 }),
    email: text,
  })
  fc.assert(
    fc.property(claims, (claim) => {
      const checked = checkPerson(claim, STORES)
      if (checked.status === 'refused') {
        expect(checked.problem.code).toBeTypeOf('string')
        return
      }
      const { name, role, allStores, storeIds, email } = checked.details
      expect(name).toMatch(/^\P{C}{1,60}$/u)
      expect(name).toBe(name.trim())
      expect(allStores).toBe(storeIds.length === 0)
      expect(role === 'admin' && !allStores).toBe(false)
      expect(email === null || email === email.toLowerCase()).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

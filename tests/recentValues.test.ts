import { expect, test } from 'vitest'
import { recentValues } from '../src/recentValues'

const at = (ms: number) => new Date(1_000_000 + ms)

function memory(maxValues = 3) {
  const values = recentValues<string>(600, maxValues)
  const keep = (name: string, ms: number) =>
    values.keep(name, `value of ${name}`, at(ms), values.generation())
  return { values, keep }
}

test('a value is there until it is too old, or older than it is asked for', () => {
  const { values, keep } = memory()
  keep('a', 0)
  expect(values.recall('a', at(0))).toBe('value of a')
  expect(values.recall('a', at(599))).toBe('value of a')
  expect(values.recall('a', at(600))).toBeUndefined()
  expect(values.recall('a', at(59), 60)).toBe('value of a')
  expect(values.recall('a', at(60), 60)).toBeUndefined()
  expect(values.recall('b', at(0))).toBeUndefined()
})

test('a clock that is set back makes no value younger: what was kept later is not there', () => {
  const { values, keep } = memory()
  keep('a', 1_000)
  expect(values.recall('a', at(999))).toBeUndefined()
  expect(values.recall('a', at(-1_000_000), 60)).toBeUndefined()
})

test('all is forgotten at once, and what was looked for before is not kept any more', () => {
  const { values, keep } = memory()
  keep('a', 0)
  const before = values.generation()
  values.forget()
  expect(values.recall('a', at(0))).toBeUndefined()
  values.keep('a', 'of before', at(1), before)
  expect(values.recall('a', at(1))).toBeUndefined()
  keep('a', 2)
  expect(values.recall('a', at(2))).toBe('value of a')
})

test('more than there is room for drop all, what is too old first', () => {
  const { values, keep } = memory(2)
  keep('old', 0)
  keep('a', 500)
  keep('b', 700)
  expect(values.recall('old', at(700))).toBeUndefined()
  expect(values.recall('a', at(700))).toBe('value of a')
  keep('c', 701)
  expect(values.recall('a', at(701))).toBeUndefined()
  expect(values.recall('c', at(701))).toBe('value of c')
})

test('a memory of no time keeps nothing', () => {
  const values = recentValues<string>(0, 10)
  values.keep('a', 'value', at(0), values.generation())
  expect(values.recall('a', at(0))).toBeUndefined()
})

test('names such as an object has by itself hold nothing', () => {
  const { values } = memory()
  for (const name of ['__proto__', 'constructor', 'toString'])
    expect(values.recall(name, at(0))).toBeUndefined()
})

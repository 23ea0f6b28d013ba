import { expect, test } from 'vitest'
import { everyStore, isVisible, onlyStores, scopeName, visibleDirectory } from '../../src/access/scope'
import { requestName } from '../../src/cards/cardRequest'
import { directoryOf } from '../../src/data/directoryParts'

const store = (id: number, name: string) => ({
  id,
  name,
  firstDate: '2026-01-01',
  lastDate: '2026-01-18',
  lastCompleteDate: '2026-01-18',
  dataVersion: id,
  database: 'DB',
})
const DIRECTORY = directoryOf(9, [store(3, '一店'), store(1, '三店'), store(2, '二店')])

const namesIn = (scope: ReturnType<typeof onlyStores>) =>
  visibleDirectory(DIRECTORY, scope).stores.map(({ name }) => name)

test('a store that is not in the scope is not in the directory', () => {
  expect(namesIn(onlyStores([1, 3]))).toEqual(['一店', '三店'])
  expect(namesIn(onlyStores([]))).toEqual([])
  expect(namesIn(everyStore())).toEqual(['一店', '三店', '二店'])
})

test('a number that no store has shows nothing', () => {
  expect(namesIn(onlyStores([99, 3]))).toEqual(['一店'])
})

test('the stores keep the order of the directory, in whatever order they were granted', () => {
  expect(namesIn(onlyStores([2, 3, 1]))).toEqual(namesIn(everyStore()))
  expect(namesIn(onlyStores([1, 3]))).toEqual(namesIn(onlyStores([3, 1])))
})

test('the directory itself is left as it is', () => {
  visibleDirectory(DIRECTORY, onlyStores([1]))
  expect(DIRECTORY.stores).toHaveLength(3)
})

test('a store is visible in a scope that has it, and in the scope of all', () => {
  expect(isVisible(onlyStores([1, 3]), 3)).toBe(true)
  expect(isVisible(onlyStores([1, 3]), 2)).toBe(false)
  expect(isVisible(onlyStores([]), 1)).toBe(false)
  expect(isVisible(everyStore(), 99)).toBe(true)
})

test('different scopes have different names, the same stores one', () => {
  const scopes = [
    everyStore(),
    onlyStores([]),
    onlyStores([1]),
    onlyStores([1, 2]),
    onlyStores([12]),
    onlyStores([1, 2, 3]),
  ]
  expect(new Set(scopes.map(scopeName)).size).toBe(scopes.length)
  expect(scopeName(onlyStores([2, 1, 2]))).toBe(scopeName(onlyStores([1, 2])))
})

test('what is remembered under a name is of one scope alone, whatever stores are asked for', () => {
  const asked = [[], ['一店'], ['all'], ['of 1'], ['一店', '三店']]
  const scopes = [everyStore(), onlyStores([1]), onlyStores([1, 3])]
  const names = scopes.flatMap((scope) => asked.map((stores) => requestName({ scope, stores, date: null })))
  expect(new Set(names).size).toBe(scopes.length * asked.length)
})

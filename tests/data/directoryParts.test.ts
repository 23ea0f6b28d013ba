import { expect, test } from 'vitest'
import {
  directoryOf,
  partIndexOf,
  STORES_PER_PART,
  type StoreRecord,
  storesMatching,
  withChanges,
} from '../../src/data/directoryParts'

const store = (id: number, fields: Partial<StoreRecord> = {}): StoreRecord => ({
  id,
  name: `门店${id}`,
  firstDate: '2026-01-01',
  lastDate: '2026-01-18',
  lastCompleteDate: '2026-01-17',
  dataVersion: 1,
  database: 'DB',
  ...fields,
})
const stores = (count: number) => Array.from({ length: count }, (_, i) => store(i + 1))
const MANY = 10_000

test('a change of one store leaves all parts but its own as they are', () => {
  const before = directoryOf(1, stores(MANY))
  const after = withChanges(before, 2, [store(777, { name: '新名', dataVersion: 2 })], [])
  const changed = after.parts.filter((part, i) => part !== before.parts[i])
  expect(changed.map(({ index }) => index)).toEqual([partIndexOf(777)])
  expect(after.count).toBe(MANY)
  expect(after.withId(777)).toMatchObject({ name: '新名', dataVersion: 2 })
  expect(after.named('门店777')).toBeUndefined()
  expect(before.named('门店777')?.id).toBe(777)
})

test('a store whose orders are gone leaves the directory, and a part without stores too', () => {
  const before = directoryOf(1, [store(1), store(STORES_PER_PART + 1)])
  const after = withChanges(before, 2, [], [STORES_PER_PART + 1])
  expect(after.stores.map(({ id }) => id)).toEqual([1])
  expect(after.parts).toHaveLength(1)
  expect(after.withId(STORES_PER_PART + 1)).toBeUndefined()
})

test('of a merge, one store changes and the other one leaves', () => {
  const before = directoryOf(1, stores(600))
  const after = withChanges(before, 3, [store(2, { dataVersion: 2 })], [599])
  expect(after.count).toBe(599)
  expect(after.withId(2)?.dataVersion).toBe(2)
  expect(after.named('门店599')).toBeUndefined()
})

test('two stores that change their names with each other are found by the new ones', () => {
  const before = directoryOf(1, stores(600))
  const swapped = [store(1, { name: '门店600' }), store(600, { name: '门店1' })]
  const after = withChanges(before, 2, swapped, [])
  expect(after.named('门店600')?.id).toBe(1)
  expect(after.named('门店1')?.id).toBe(600)
})

test('a new store comes in, also one of a part that there was not', () => {
  const after = withChanges(directoryOf(1, stores(3)), 2, [store(900)], [])
  expect(after.stores.map(({ name }) => name)).toEqual(['门店1', '门店2', '门店3', '门店900'])
  expect(after.withId(900)?.name).toBe('门店900')
})

test('stores stand by name, whatever their numbers are', () => {
  const directory = directoryOf(1, [
    store(1, { name: '丙' }),
    store(900, { name: '一' }),
    store(2, { name: '七' }),
  ])
  expect(directory.stores.map(({ name }) => name)).toEqual(['一', '七', '丙'])
})

test('a name is found in whatever spelling, the exact one before others', () => {
  const directory = directoryOf(1, [store(1, { name: '江南(西)店' }), store(400, { name: '江南（西）店' })])
  expect(directory.named('江南（西）店')?.id).toBe(400)
  expect(directory.named('江南(西)店')?.id).toBe(1)
  expect(directory.named('江南 （西） 店')?.id).toBe(1)
  expect(directory.named('江北店')).toBeUndefined()
})

test('the days of all stores are the first, the last and the latest that is over of any', () => {
  const directory = directoryOf(1, [
    store(1, { firstDate: '2026-01-05', lastCompleteDate: null }),
    store(900, { firstDate: '2025-12-01', lastDate: '2026-01-02', lastCompleteDate: '2026-01-02' }),
  ])
  expect(directory.days).toEqual({
    firstDate: '2025-12-01',
    lastDate: '2026-01-18',
    lastCompleteDate: '2026-01-02',
  })
  expect(directoryOf(1, []).days).toBeUndefined()
})

test('a part of a name finds the stores that have it, in any spelling, the first of them by name', () => {
  const directory = directoryOf(1, [
    store(1, { name: 'Abc（东）' }),
    store(2, { name: 'abd(东)' }),
    store(900, { name: '西店' }),
  ])
  expect(storesMatching(directory, 'AB', 10)).toMatchObject({ count: 2, stores: [{ id: 1 }, { id: 2 }] })
  expect(storesMatching(directory, '(东）', 1)).toMatchObject({ count: 2, stores: [{ id: 1 }] })
  expect(storesMatching(directory, '南', 10)).toEqual({ count: 0, stores: [] })
  expect(storesMatching(directory, '  ', 10)).toEqual({ count: 0, stores: [] })
})

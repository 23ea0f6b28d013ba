import { expect, test } from 'vitest'
import { kindsOf } from '../../../src/import/columns'
import { headerName } from '../../../src/import/headerNames'
import { KINDS, OTHER } from '../../../src/import/kinds/index'
import { csv, GOOD_LINE, readGood } from '../exportFile'

test('every kind has an id of its own, and a name in both languages', () => {
  const kinds = [...KINDS, OTHER]
  expect(new Set(kinds.map(({ id }) => id)).size).toBe(kinds.length)
  for (const { id, title } of kinds) {
    expect(title.zh, id).not.toBe('')
    expect(title.en, id).not.toBe('')
  }
})

test('the columns that tell one kind tell no other', () => {
  for (const kind of KINDS) {
    for (const signature of kind.signatures) expect(kindsOf(signature).map(({ id }) => id)).toEqual([kind.id])
  }
})

test('names of columns are written as they are compared', () => {
  for (const { id, columns = {}, harmless = [], signatures } of KINDS) {
    for (const name of [...Object.values(columns).flat(), ...harmless, ...signatures.flat()]) {
      expect(headerName(name), id).toBe(name)
    }
  }
})

test('our own layout is a kind, and what goes by other names of its columns is another table', async () => {
  const kindOf = async (file: string) => (await readGood(file)).report.kind.id
  expect(await kindOf(csv(GOOD_LINE))).toBe('own')
  expect(
    await kindOf(
      'order_id,store_name,order_time,channel,name,quantity,actual_price\n1,a,2026-01-18,b,c,1,2\n',
    ),
  ).toBe('other')
})

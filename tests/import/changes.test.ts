import { expect, test } from 'vitest'
import { fileOutcome } from '../../src/import/changes'

const NONE = { ordersNew: 0, ordersChanged: 0, ordersRemoved: 0 }
const FILE = { orders: 3, ordersCancelled: 0 }

test.each([
  [
    'imports nothing, of which no line could be taken',
    { orders: 0, ordersCancelled: 0 },
    [],
    'nothingImported',
  ],
  ['changes nothing, whose orders are stored as they are', FILE, [NONE, NONE], 'unchanged'],
  [
    'changes nothing, whose cancelled orders were not stored',
    { orders: 0, ordersCancelled: 1 },
    [],
    'unchanged',
  ],
  ['is imported, with a new order', FILE, [NONE, { ...NONE, ordersNew: 1 }], 'imported'],
  ['is imported, with a different order', FILE, [{ ...NONE, ordersChanged: 1 }], 'imported'],
  ['is imported, where it only removes', FILE, [{ ...NONE, ordersRemoved: 1 }], 'imported'],
] as const)('a file %s', (_, report, changes, outcome) => {
  expect(fileOutcome(report, changes)).toBe(outcome)
})

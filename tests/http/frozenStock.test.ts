import { expect, test } from 'vitest'
import { addDays } from '../../src/diagnosis/businessDate'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { exportFile } from '../exportFile'
import { sharedWorker } from '../harness'

test('a card that cannot know because the stock is one snapshot is served from the cache like any other', async () => {
  const worker = await sharedWorker()
  await worker.clear()
  const lines = Array.from({ length: 7 }, (_, back) =>
    Array.from({ length: 20 }, (_, product) => ({
      订单ID: `${back}-${product}`,
      下单时间: `${addDays('2026-01-18', -back)} 10:00:00`,
      商品名称: `商品${product}`,
      库存: 5,
    })),
  ).flat()
  await worker.importCsv(exportFile(lines))
  const { rules, stockSnapshot, source } = await worker.getJson<Diagnosis>('/api/diagnosis')
  expect({ stockSnapshot, source, lowStock: rules?.lowStock }).toEqual({
    stockSnapshot: { frozen: 1, moving: 0, unknown: 0 },
    source: 'cache',
    lowStock: { status: 'unknown', reason: 'frozenStock' },
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { CACHE_SCHEMA } from '../../src/cache/keys'
import { type Card, storeCard } from '../../src/cards/card'
import { toBalances } from '../../src/data/openings'
import { fromProductsText } from '../../src/data/productColumns'
import { ROLLUP_VERSION, toRollupRecord } from '../../src/data/rollupRecord'
import { foldDays, NO_BALANCES } from '../../src/diagnosis/balances'
import { eachProductDay } from '../../src/diagnosis/productDays'
import { RULE_NAMES, type RuleName } from '../../src/diagnosis/rules/index'
import {
  DELIVERY_COST_LIMIT_FEN,
  EXCLUDED_CATEGORIES,
  FEE_CHANNELS,
  NOTICE_LIST_PRICE_MICRO,
} from '../../src/diagnosis/thresholds'
import { D, order, rollUpDays, sale, windowOf } from '../diagnosis/build'
import { busyStore } from '../diagnosis/busyStore'

/**
 * What is stored, as the code of each version made it. A sample that differs from its file means that stored rows of
 * this version would be read wrong, or would keep figures that the code no longer makes: raise the version, so that
 * they are made anew, and let the sample of the new version be written (`npx vitest run storedSamples -u`). Sample
 * files of earlier versions stay as they are.
 */

/** A day with all kinds of lines and orders that the roll-up tells apart. */
const ORDERS = [
  order({ id: 'sale', channel: '饿了么', lines: [{ serviceFee: 1, rebate: 0.25 }], delivery: 3, bag: 0.5 }),
  order({ id: 'invalid', channel: '饿了么', lines: [{ quantity: 2 }], marketing: [1, 2, 3, 4, 5, 6, 7] }),
  order({ id: 'return', at: '11:00:00', lines: [{ quantity: -1 }, { quantity: 0, product: '雪碧' }] }),
  order({ id: 'loss', at: '12:00:00', delivery: 9, distance: 5_200, userDelivery: 1, deliveryDiscount: 1 }),
  order({ id: 'without cost', delivery: 3, lines: [{ cost: null, product: '芬达', stock: null }] }),
  order({
    id: 'below cost',
    lines: [
      { product: '薯片', price: 2, cost: 3.5, list: 4, stock: 0 },
      { product: '薯片', price: 3.495, cost: 3.5, stock: 3 },
      { product: '购物袋', category: '耗材', cost: 0.2, price: 0.3, list: 0.3 },
      { product: '公告', price: 0, cost: 0, list: 0.01 },
      { product: '赠品', price: null, cost: 1, list: null },
    ],
  }),
]

/** The busy store with order numbers that do not depend on what was built before. */
const BUSY = busyStore().map((each, i) => ({ ...each, orderId: `order-${String(i).padStart(2, '0')}` }))

const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`

const CARD_SAMPLE = fileURLToPath(import.meta.resolve(`./samples/card.v${CACHE_SCHEMA}.json`))

const readSample = (): Record<string, Card> => JSON.parse(readFileSync(CARD_SAMPLE, 'utf8'))

/** The rules of this version's sample; those of now where there is none yet. */
const rulesOfSample = () =>
  new Set<string>(existsSync(CARD_SAMPLE) ? Object.keys(readSample().card?.figures?.rules ?? {}) : RULE_NAMES)

/**
 * Cards without what comes of rules that are newer than the sample. A rule more is no other version of a card: a card
 * without it is not found, and their number makes all cards anew. Its figures are held by its own test.
 */
function withoutRules(cards: Record<string, Card>, names: readonly RuleName[]): unknown {
  const copy = structuredClone(cards)
  for (const { figures } of Object.values(copy)) {
    for (const name of names) {
      Reflect.deleteProperty(figures?.rules ?? {}, name)
      Reflect.deleteProperty(figures?.changes ?? {}, name)
    }
    // What costs most, and how much there is of it, goes over all rules.
    Object.assign(figures ?? {}, { tasks: [], smallFindings: null })
    for (const row of figures?.storeRows ?? []) row.atStakeFen = 0
  }
  return copy
}

const sample = (name: string) =>
  JSON.parse(readFileSync(fileURLToPath(import.meta.resolve(`./samples/${name}.json`)), 'utf8'))

/** What version 1 of a day or an opening kept in whole pieces, in thousandths. */
const inThousandths = (record: (number | string | null)[], places: readonly number[]) =>
  record.map((value, at) => (places.includes(at) && typeof value === 'number' ? value * 1000 : value))

test('days and openings of version 1 say in whole pieces what version 2 says in thousandths', () => {
  const { products, lossLines, ...day } = sample('day.v1')
  const { channels, rows } = JSON.parse(products)
  expect(sample('day.v2')).toEqual({
    ...day,
    rollupVersion: 2,
    products: JSON.stringify({
      channels,
      // Quantity, that of known profit, that of known cost, stock, and the channels' quantities.
      rows: rows.map((row: number[]) =>
        inThousandths(row, [1, 3, 9, 10, ...row.keys().filter((at) => at > 12 && at % 2)]),
      ),
    }),
    lossLines: JSON.stringify(JSON.parse(lossLines).map((line: number[]) => inThousandths(line, [3]))),
  })
  const balances: number[][] = sample('opening.v1')
  expect(sample('opening.v2')).toEqual(balances.map((balance) => inThousandths(balance, [2, 3])))
})

test('days of version 3 say also what is unknown of them', () => {
  const { unknowns, rollupVersion, ...day } = sample('day.v3')
  expect({ unknowns, rollupVersion }).toEqual({ unknowns: '[1,0]', rollupVersion: 3 })
  expect({ ...day, rollupVersion: 2 }).toEqual(sample('day.v2'))
})

test('days of version 5 say also what fees, deliveries and rebates came to, and what each category earned', () => {
  const { summary, ...day } = sample('day.v5')
  const { summary: before, ...dayBefore } = sample('day.v4')
  expect({ ...day, rollupVersion: 4 }).toEqual(dayBefore)
  const [kpi, found, exact, bands, fees, categoryProfits] = JSON.parse(summary)
  expect([kpi, found, exact.slice(0, 2), bands, fees]).toEqual(JSON.parse(before))
  // Service fees, deliveries and rebates in micro-yuan, of the orders of which KPIs have them in fen.
  expect(exact.slice(2)).toEqual([1_000_000, 15_000_000, 250_000])
  expect(categoryProfits).toEqual([
    ['耗材', 100_000],
    ['饮料', 2_495_000],
  ])
  expect(sample('opening.v5')).toEqual(sample('opening.v4'))
})

test('days of version 6 say of products in columns what version 5 says in rows, and nothing else anew', () => {
  const { products, ...day } = sample('day.v6')
  const { products: before, ...dayBefore } = sample('day.v5')
  expect({ ...day, rollupVersion: 5 }).toEqual(dayBefore)
  const { channels: names, rows } = JSON.parse(before)
  expect(
    eachProductDay(fromProductsText(products)).map(
      ({ withKnownProfit: known, sold, channels, ...product }) => [
        product.productId,
        product.quantityMilli,
        product.revenueMicro,
        ...[known.quantityMilli, known.revenueMicro, known.grossProfitMicro, known.lines],
        Number(sold),
        product.saleCostMicro,
        product.saleCostQuantityMilli,
        product.stockMilli,
        product.listValueMicro,
        ...channels.flatMap(([name, quantityMilli]) => [names.indexOf(name), quantityMilli]),
      ],
    ),
  ).toEqual(rows)
  // A balance a row before, a value a row now.
  const balances: unknown[][] = sample('opening.v5')
  expect(sample('opening.v6')).toEqual([0, 1, 2, 3, 4].map((place) => balances.map((row) => row[place])))
})

describe('a stored sample of this version', () => {
  test('of a day: what is packed, and what the roll-up makes of its orders', async () => {
    const [day] = rollUpDays(ORDERS)
    if (!day) throw new Error('There is a day.')
    const record = toRollupRecord(day)
    const sample = {
      excludedCategories: [...EXCLUDED_CATEGORIES],
      noticeListPriceMicro: NOTICE_LIST_PRICE_MICRO,
      feeChannels: [...FEE_CHANNELS],
      deliveryCostLimitFen: DELIVERY_COST_LIMIT_FEN,
      ...record,
    }
    await expect(json(sample)).toMatchFileSnapshot(`samples/day.v${ROLLUP_VERSION}.json`)
  })

  test('of an opening', async () => {
    const days = rollUpDays([sale(3, {}), sale(2, { product: '雪碧', stock: null, cost: null }), ...ORDERS])
    const balances = foldDays({ date: D, balances: NO_BALANCES }, days)
    await expect(`${toBalances({ date: D, balances })}\n`).toMatchFileSnapshot(
      `samples/opening.v${ROLLUP_VERSION}.json`,
    )
  })

  test('of a card: its shape, and what the rules and KPIs make of stored days', async () => {
    const store = { name: '示例门店1', lastDate: D, dataVersion: 7 }
    const card = storeCard(windowOf(BUSY), store, '2026-01-19T00:05:03.120Z')
    const young = storeCard(windowOf(ORDERS), store, '2026-01-19T00:05:03.120Z')
    // What the roll-ups are of has samples of its own.
    card.rollupVersion = young.rollupVersion = 0
    const newer = RULE_NAMES.filter((name) => !rulesOfSample().has(name))
    if (newer.length === 0) await expect(json({ card, young })).toMatchFileSnapshot(CARD_SAMPLE)
    else expect(withoutRules({ card, young }, newer)).toEqual(withoutRules(readSample(), newer))
  })
})

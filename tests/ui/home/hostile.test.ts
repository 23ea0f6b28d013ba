import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Advice } from '../../../src/diagnosis/advice'
import type { Change } from '../../../src/diagnosis/change'
import type { ChannelCounts } from '../../../src/diagnosis/channels'
import type { Diagnosis } from '../../../src/diagnosis/diagnosis'
import { BELOW_COST_CAUSES } from '../../../src/diagnosis/rules/belowCost/cause'
import { RULES, type RuleName } from '../../../src/diagnosis/rules/index'
import { LEVERS } from '../../../src/diagnosis/rules/lossOrders/levers'
import type { StoreRow } from '../../../src/diagnosis/storeRow'
import type { Task } from '../../../src/diagnosis/tasks'
import { renderCard, renderShell } from '../../../src/ui/home/page'
import { type ShellView, STORE_ORDERS } from '../../../src/ui/home/view'
import { expectNothingForbidden, expectOwnDirection, expectWellFormed, visibleText } from '../../html'
import { BUSY, CALM, productTask, ready, SHELL, STORE_ROW } from '../fixtures'

type Rules = NonNullable<Diagnosis['rules']>

const RULE_NAMES = Object.keys(RULES) as RuleName[]

const HOSTILE = `</style><script>alert(1)</script>"'&amp; onload="x" \u202e${'长'.repeat(300)}`

describe('names that anybody may have written', () => {
  const stores = [HOSTILE]
  const shell = { ...SHELL, stores, channel: HOSTILE }
  const product = { name: HOSTILE, store: HOSTILE, productId: 1, quantity: 12, growthPct: 60 }
  const view = ready(
    {
      stores: [HOSTILE, '乙'],
      failed: stores,
      onlyChannel: HOSTILE,
      channels: [[HOSTILE, 1]],
      tasks: [
        productTask('stockouts', 1, HOSTILE, 100, { store: HOSTILE, code: HOSTILE, category: HOSTILE }),
      ],
      storeRows: [HOSTILE, '乙'].map((store) => ({ ...STORE_ROW, store })),
      absent: [{ store: HOSTILE, lastDate: '2026-01-01' }],
      rules: {
        ...BUSY,
        salesDrop: { status: 'ok', count: 1, channels: [[HOSTILE, 1]] },
        hotProducts: { status: 'ok', count: 1, quantity: 12, sustained: 0, top: [product] },
      },
    },
    { directory: [{ store: HOSTILE, firstDate: '2026-01-01', lastDate: '2026-01-18' }] },
  )

  it('stay text wherever they stand', () => {
    const html = renderShell(shell) + renderCard(view, shell)
    expectNothingForbidden(html)
    expectWellFormed(html)
    expect(visibleText(html)).toContain('<script>alert(1)</script>"\'&amp; onload="x"')
  })

  it('stay text on the page of a store that there is not', () => {
    const html =
      renderShell(shell) + renderCard({ status: 'unknownStore', stores, directory: view.directory }, shell)
    expectNothingForbidden(html)
    expectWellFormed(html)
  })

  it('keep their direction to themselves', () => {
    expectOwnDirection(renderCard(view, shell), '</style>', 5)
  })
})

describe('the card', () => {
  it('renders whatever diagnosis it is given, in both languages', () => {
    fc.assert(
      fc.property(diagnoses(), shells(), fc.string(), (diagnosis, shell, nowIso) => {
        const directory = diagnosis.absent.map((store) => ({ ...store, firstDate: diagnosis.businessDate }))
        const html = renderShell(shell) + renderCard({ status: 'ready', diagnosis, directory, nowIso }, shell)
        expect(html.endsWith('</body></html>')).toBe(true)
        expect(html).not.toMatch(/NaN|Infinity|\[object|>undefined|>null/)
        expectWellFormed(html)
      }),
      { numRuns: 150 },
    )
  })
})

/** Any text but the words that the test above looks for. */
function texts() {
  return fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      HOSTILE,
      '\u0000',
      '\ud800',
      'שלום',
      'a'.repeat(300),
      '2026-01-18',
      '2026-01-19T00:05:03.120Z',
    ),
    fc.string({ maxLength: 20 }).filter((text) => !/NaN|Infinity|object|undefined|null/.test(text)),
  )
}

function integers() {
  return fc.oneof(fc.integer({ min: -3, max: 3 }), fc.maxSafeInteger())
}

function counts() {
  return fc.oneof(fc.nat({ max: 3 }), fc.maxSafeNat())
}

function shells(): fc.Arbitrary<ShellView> {
  return fc.record({
    lang: fc.constantFrom('zh', 'en'),
    signedIn: fc.boolean(),
    origin: fc.constant('https://shop.example'),
    stores: fc.array(texts(), { maxLength: 3 }),
    date: fc.option(texts()),
    channel: fc.option(texts()),
    span: fc.constantFrom('day', 'week'),
    storesBy: fc.constantFrom(...STORE_ORDERS),
    storesPage: fc.integer({ min: 1, max: 10_000 }),
  })
}

function outcomes<Figures extends object>(figures: fc.Arbitrary<Figures>) {
  const left = fc.option(counts(), { nil: undefined })
  const storesWithoutData = fc.tuple(left, left).map(([without, frozen]) => ({
    ...(without === undefined ? {} : { storesWithoutData: without }),
    ...(frozen === undefined ? {} : { storesFrozen: frozen }),
  }))
  const ok = fc
    .tuple(figures, storesWithoutData)
    .map(([found, without]) => ({ status: 'ok' as const, ...found, ...without }))
  const lacking = fc.tuple(counts(), counts(), storesWithoutData).map(([needDays, haveDays, without]) => ({
    status: 'insufficientData' as const,
    needDays,
    haveDays,
    ...without,
  }))
  const frozen = storesWithoutData.map((without) => ({
    status: 'unknown' as const,
    reason: 'frozenStock' as const,
    ...without,
  }))
  return fc.oneof(ok, lacking, frozen)
}

function channels(): fc.Arbitrary<ChannelCounts> {
  return fc.array(fc.tuple(texts(), integers()), { maxLength: 6 })
}

function trends() {
  return fc.record({
    direction: fc.constantFrom(
      'worse' as const,
      'better' as const,
      'flat' as const,
      'new' as const,
      'none' as const,
    ),
    previousAverage: fc.option(fc.double({ noNaN: true, min: 0, max: 1e12 })),
    previousAverageSixths: fc.option(counts()),
    previousDays: counts(),
    changePercent: fc.option(integers()),
  })
}

function products() {
  return { name: texts(), store: texts(), productId: counts(), quantity: integers() }
}

function levels() {
  const known = fc.record({ count: counts(), amountFen: integers() })
  const lacking = fc.record({
    status: fc.constant('insufficientData' as const),
    needDays: counts(),
    haveDays: counts(),
  })
  return fc.oneof(known, lacking)
}

function levers() {
  return {
    productDiscount: counts(),
    coupons: counts(),
    orderDiscount: counts(),
    otherDiscount: counts(),
    deliveryDiscount: counts(),
    belowCost: counts(),
    none: counts(),
  }
}

function belowCostProducts() {
  return fc.array(fc.record({ name: texts(), stores: counts(), lines: counts(), amountFen: integers() }), {
    maxLength: 6,
  })
}

function bands() {
  return fc.record({
    fromYuan: integers(),
    orders: counts(),
    lossOrders: counts(),
    netProfitFen: integers(),
    storesLosing: counts(),
    storesLosingFen: integers(),
  })
}

function weeks() {
  const sums = fc.record({ orders: counts(), revenueFen: integers(), netProfitFen: integers() })
  return fc.record({
    current: sums,
    prior: fc.option(sums),
    netProfitChange: fc.option(fc.constantFrom('up' as const, 'down' as const, 'flat' as const)),
  })
}

function rules(): fc.Arbitrary<Rules> {
  const found = { count: counts(), amountFen: integers() }
  const pct = fc.double({ noNaN: true, min: -1e9, max: 1e9 })
  return fc
    .record({
      lossOrders: outcomes(
        fc.record({
          ...found,
          channels: channels(),
          trend: trends(),
          levers: fc.record(levers()),
          ordersWithoutCost: counts(),
        }),
      ),
      deliveryCost: outcomes(
        fc
          .record({
            ...found,
            channels: channels(),
            trend: trends(),
            distances: fc.option(fc.array(counts(), { maxLength: 6 })),
          })
          .map(({ distances, ...rest }) => ({ ...rest, ...(distances ? { distances } : {}) })),
      ),
      stockouts: outcomes(
        fc.record({
          ...found,
          hot: fc.option(fc.record(found)),
          persistent: fc.option(counts()),
          new: fc.option(counts()),
          unseen: fc.option(counts()),
          channels: channels(),
        }),
      ),
      lowStock: outcomes(fc.record({ ...found, withinOneDay: counts(), channels: channels() })),
      belowCost: outcomes(
        fc.record({
          ...found,
          lines: counts(),
          severeLines: counts(),
          causes: fc.record({
            ...{ listPrice: counts(), promotion: counts() },
            ...{ discount: counts(), unknown: counts() },
          }),
          top: belowCostProducts(),
          products: belowCostProducts(),
        }),
      ),
      orderValueBands: outcomes(fc.record({ ...found, bands: fc.array(bands(), { maxLength: 7 }) })),
      salesDrop: outcomes(fc.record({ count: counts(), channels: channels() })),
      marginDrop: outcomes(fc.record({ ...found, tiers: fc.array(counts(), { maxLength: 6 }) })),
      slowMoving: outcomes(
        fc.record({ new: levels(), ongoing: levels(), severe: levels(), stale: levels() }),
      ),
      newProducts: outcomes(fc.record({ count: counts(), revenueFen: integers(), profitFen: integers() })),
      hotProducts: outcomes(
        fc.record({
          count: counts(),
          quantity: integers(),
          sustained: counts(),
          top: fc.array(fc.record({ ...products(), growthPct: pct }), { maxLength: 5 }),
        }),
      ),
      topProfit: outcomes(
        fc.record({
          count: counts(),
          profitFen: integers(),
          top: fc.array(
            fc.record({ ...products(), profitFen: integers(), profitMicro: integers(), marginPct: pct }),
            {
              maxLength: 5,
            },
          ),
        }),
      ),
    })
    .map((known) => ({ ...CALM, ...known }))
}

function diagnoses(): fc.Arbitrary<Diagnosis> {
  return fc
    .record({
      partial: fc.boolean(),
      notOver: fc.array(texts(), { maxLength: 3 }),
      doubtful: fc.array(
        fc.record({ store: texts(), orders: counts(), why: fc.record({ usualOrders: counts() }) }),
        { maxLength: 3 },
      ),
      businessDate: texts(),
      stores: fc.array(texts(), { maxLength: 3 }),
      absent: fc.array(fc.record({ store: texts(), lastDate: texts() }), { maxLength: 5 }),
      failed: fc.array(texts(), { maxLength: 2 }),
      computedAt: texts(),
      checkedAt: texts(),
      source: fc.constantFrom('cache' as const, 'stale' as const, 'live' as const),
      staleReason: fc.option(
        fc.constantFrom('unchecked' as const, 'changed' as const, 'rebuilding' as const),
      ),
      onlyChannel: fc.option(texts()),
      kpi: fc.option(fc.record(kpis())),
      rules: fc.option(rules()),
      history: fc.option(
        fc.array(fc.record({ date: fc.oneof(dates(), texts()), ...kpis() }), { maxLength: 14 }),
      ),
      coverage: fc.option(
        fc.record({
          lines: counts(),
          consumables: counts(),
          notices: counts(),
          unsold: counts(),
          withoutCost: counts(),
          withoutStock: counts(),
          withoutPrice: counts(),
          ordersWithoutFee: counts(),
        }),
      ),
      channels: fc.option(channels()),
      changes: fc.option(changes()),
      week: fc.option(weeks()),
      stockSnapshot: fc.option(fc.record({ frozen: counts(), moving: counts(), unknown: counts() })),
      frozenStockSince: fc.option(fc.oneof(dates(), texts())),
      tasks: fc.option(fc.array(tasks(), { maxLength: 10 })),
      smallFindings: fc.option(fc.record({ count: counts(), amountFen: integers() })),
      storeRows: fc.option(fc.array(storeRows(), { maxLength: 4 })),
    })
    .map(({ staleReason, onlyChannel, ...rest }) => ({
      ...rest,
      ...(staleReason ? { staleReason } : {}),
      ...(onlyChannel === null ? {} : { onlyChannel }),
    }))
}

/** Days of which some are those before the business dates among the texts. */
function dates() {
  return fc.integer({ min: 1, max: 20 }).map((day) => `2026-01-${String(day).padStart(2, '0')}`)
}

function kpis() {
  return {
    orders: counts(),
    allOrders: counts(),
    revenueFen: integers(),
    grossProfitFen: integers(),
    netProfitFen: integers(),
    gmvFen: integers(),
    marketingFen: integers(),
    serviceFeeFen: integers(),
    deliveryFeeFen: integers(),
    rebateFen: integers(),
  }
}

function changes(): fc.Arbitrary<NonNullable<Diagnosis['changes']>> {
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.record({ kind: fc.constant('days' as const), counts: fc.array(counts(), { maxLength: 8 }) }),
    fc.record({
      kind: fc.constant('products' as const),
      new: counts(),
      ongoing: counts(),
      recovered: counts(),
      notSeen: counts(),
    }),
  )
  return fc.dictionary(fc.constantFrom(...RULE_NAMES), fc.option(change))
}

function tasks(): fc.Arbitrary<Task> {
  const advice: fc.Arbitrary<Advice> = fc.oneof(
    fc.record({
      kind: fc.constant('restock' as const),
      pieces: integers(),
      daysOut: fc.option(integers()),
      isSnapshot: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('restockSoon' as const), pieces: integers(), stockMilli: integers() }),
    fc.record({
      kind: fc.constant('reprice' as const),
      atLeastFen: fc.option(integers()),
      nowFen: integers(),
      cause: fc.constantFrom(...BELOW_COST_CAUSES),
      since: fc.option(fc.oneof(dates(), texts())),
    }),
    fc.record({
      kind: fc.constant('spare' as const),
      levers: fc
        .array(counts(), { minLength: LEVERS.length + 1, maxLength: LEVERS.length + 1 })
        .map((of) => Object.fromEntries([...LEVERS, 'none' as const].map((name, i) => [name, of[i]])))
        .map((levers) => levers as Extract<Advice, { kind: 'spare' }>['levers']),
    }),
    fc.record({
      kind: fc.constant('reasons' as const),
      reasons: fc.array(
        fc.record({ code: fc.constantFrom('priceUp', 'costUp', 'outOfStock'), value: integers() }),
        { maxLength: 3 },
      ),
    }),
  )
  const place = fc.record({
    store: texts(),
    productId: fc.option(counts()),
    code: fc.option(texts()),
    category: texts(),
    orders: fc.option(counts()),
    amountFen: integers(),
    advice: fc.option(advice),
  })
  return fc.record({
    rule: fc.oneof(fc.constantFrom(...RULE_NAMES), texts()),
    kind: fc.constantFrom('product' as const, 'orders' as const),
    name: fc.option(texts()),
    amountFen: integers(),
    places: fc.array(place, { maxLength: 4 }),
    also: fc.array(fc.oneof(fc.constantFrom(...RULE_NAMES), texts()), { maxLength: 3 }),
  })
}

function storeRows(): fc.Arbitrary<StoreRow> {
  const kpi = fc.record({
    ...{ orders: counts(), allOrders: counts(), revenueFen: integers(), netProfitFen: integers() },
  })
  const found = fc.option(counts())
  return fc.record({
    store: texts(),
    kpi,
    weekdayBefore: fc.option(kpi),
    week: weeks(),
    atStakeFen: integers(),
    usualNetProfitFen: fc.option(integers()),
    found: fc.record({
      ...{ lossOrders: found, deliveryCost: found, stockouts: found, lowStock: found, belowCost: found },
    }),
    isOver: fc.boolean(),
    doubt: fc.option(fc.record({ usualOrders: counts() })),
    stock: fc.constantFrom('frozen' as const, 'moving' as const, 'unknown' as const),
    productsWithoutCost: counts(),
    missingDays: counts(),
  })
}

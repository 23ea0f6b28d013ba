import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromProductsText, toProductsText } from '../../src/data/productColumns'
import { eachProductDay, type ProductDay, productDays } from '../../src/diagnosis/productDays'
import { order, rollUpDays, sale } from '../diagnosis/build'

/** What stands in stores, and what no store should have: fractions of a fen or a piece, more than an integer holds. */
function numbers(unit: number) {
  return fc
    .oneof(
      fc.integer({ min: -300, max: 3000 }).map((count) => count * unit),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, -1, 0.5, 2 ** 53, -(2 ** 53) + 1, 2 ** 51 + 3, 1e300, 5e-324, 999_999_999_995_000),
      // JSON has no -0, and 0 is the same amount.
    )
    .map((value) => value + 0)
}

const texts = fc.oneof(
  fc.constantFrom('饿了么', '美团闪购', 'JD "2"\n\\', '\u2028', '😀', ''),
  fc.string({ unit: 'binary' }),
)

const products = fc
  .uniqueArray(fc.maxSafeNat(), { maxLength: 20 })
  .chain((ids) => fc.tuple(...ids.sort((a, b) => a - b).map((productId) => productOf(productId))))

function productOf(productId: number): fc.Arbitrary<ProductDay> {
  const amounts = numbers(10_000)
  const quantities = numbers(1000)
  const free = fc.record({
    productId: fc.constant(productId),
    quantityMilli: quantities,
    channels: fc.array(fc.tuple(texts, quantities), { maxLength: 3 }),
    revenueMicro: amounts,
    listValueMicro: amounts,
    withKnownProfit: fc.record({
      quantityMilli: quantities,
      revenueMicro: amounts,
      grossProfitMicro: amounts,
      lines: fc.nat(),
    }),
    sold: fc.boolean(),
    saleCostMicro: amounts,
    saleCostQuantityMilli: quantities,
    stockMilli: fc.option(quantities),
  })
  return fc.oneof(
    free,
    fc.tuple(free, texts).map(([product, channel]) => usual(product, channel)),
  )
}

/** All columns follow from others, as for most products. */
function usual(
  { productId, quantityMilli, revenueMicro, listValueMicro, stockMilli }: ProductDay,
  channel: string,
) {
  const grossProfitMicro = 0
  return {
    productId,
    quantityMilli,
    channels: [[channel, quantityMilli]] as ProductDay['channels'],
    revenueMicro,
    listValueMicro,
    withKnownProfit: { quantityMilli, revenueMicro, grossProfitMicro, lines: quantityMilli / 1000 },
    sold: quantityMilli > 0,
    saleCostMicro: revenueMicro,
    saleCostQuantityMilli: quantityMilli,
    stockMilli,
  }
}

test('what is unpacked is what was packed, whatever it is', () => {
  fc.assert(
    fc.property(products, (rows) => {
      expect(eachProductDay(fromProductsText(toProductsText(productDays(rows))))).toEqual(rows)
    }),
    { numRuns: 1000 },
  )
})

test('a column is unpacked in whatever order it is asked for', () => {
  fc.assert(
    fc.property(products, fc.gen(), (rows, gen) => {
      const packed = productDays(rows)
      const unpacked = fromProductsText(toProductsText(packed))
      const { channelsOf: _, ...columns } = packed
      const names = Object.keys(columns) as (keyof typeof columns)[]
      for (const name of gen(fc.shuffledSubarray, names)) expect(unpacked[name]).toEqual(columns[name])
    }),
  )
})

test('a text is JSON, of ASCII alone', () => {
  fc.assert(
    fc.property(products, (rows) => {
      const text = toProductsText(productDays(rows))
      expect(JSON.parse(text)).toHaveLength(15)
      expect(text).toMatch(/^[\n -~]*$/)
    }),
  )
})

test('a column that nobody asks for is never read', () => {
  const lines = toProductsText(productDays([])).split('\n,\n')
  const broken = ['[\n[1]', '[2,1000]', ...lines.slice(2).map(() => 'broken')].join('\n,\n')
  const days = fromProductsText(broken)
  expect([days.productId, days.quantityMilli]).toEqual([[1], [2000]])
  expect(() => days.stockMilli).toThrow(SyntaxError)
})

test('whole pieces and fen are kept as such, and what follows from them is not kept', () => {
  const [day] = rollUpDays([
    sale(0, { quantity: 2, price: 3.5, list: 4, cost: 2, stock: 7 }),
    order({ lines: [{ product: '雪碧', price: 1.25, list: 2, cost: 1, stock: null }] }),
  ])
  expect(day && toProductsText(day.products).split('\n,\n').slice(0, 12)).toEqual([
    '[\n[1,1]',
    '[2,1,1000]',
    '[700,125,10000]',
    '[500,25,10000]',
    '[7,null,1000]',
    '[800,200,10000]',
    '[0,1]',
    '[]',
    '[]',
    '[]',
    '[]',
    '[]',
  ])
})

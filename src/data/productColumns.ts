import { MICRO_PER_FEN, type MicroYuan } from '../diagnosis/money'
import type { ProductDay, ProductDays } from '../diagnosis/productDays'
import { MILLI_PER_PIECE, type Milli } from '../diagnosis/quantity'
import { lazily } from './lazily'

/**
 * The products of a day as a text of `store_days`: JSON with a line for each column, so that one that nobody asks for is never parsed.
 *
 * Most quantities are whole pieces and most amounts whole fen, so they are kept as such; and of what almost always follows
 * from another column (of a product whose profit is known, all of its lines are) the exceptions alone are kept. What is unpacked is
 * what was packed, whatever it was.
 */

/** In their order. */
const LINES = [
  'productId',
  'quantityMilli',
  'revenueMicro',
  'knownGrossProfitMicro',
  'stockMilli',
  'listValueMicro',
  'knownLines',
  'knownQuantityMilli',
  'knownRevenueMicro',
  'sold',
  'saleCostMicro',
  'saleCostQuantityMilli',
  'channelNames',
  'channels',
  'channelQuantities',
] as const

type Line = (typeof LINES)[number]

/** Stands in no line: within the texts of JSON a line break is escaped. */
const LINE_END = ',\n'

/** Packs a day's products. */
export function toProductsText(days: ProductDays): string {
  const { quantityMilli, knownRevenueMicro, knownGrossProfitMicro } = days
  const channels = days.productId.map((_, row) => days.channelsOf(row))
  const names = [...new Set(channels.flatMap((each) => each.map(([name]) => name)))]
  const lines: Record<Line, string> = {
    productId: JSON.stringify(gaps(days.productId)),
    quantityMilli: scaled(quantityMilli, MILLI_PER_PIECE),
    revenueMicro: scaled(days.revenueMicro, MICRO_PER_FEN),
    knownGrossProfitMicro: scaled(knownGrossProfitMicro, MICRO_PER_FEN),
    stockMilli: scaled(days.stockMilli, MILLI_PER_PIECE),
    listValueMicro: scaled(days.listValueMicro, MICRO_PER_FEN),
    knownLines: exceptions(days.knownLines, piecesOf(quantityMilli)),
    knownQuantityMilli: exceptions(days.knownQuantityMilli, quantityMilli),
    knownRevenueMicro: exceptions(knownRevenueMicro, days.revenueMicro),
    sold: JSON.stringify(gaps(rowsWhere(days.sold, (sold, row) => sold !== isSale(quantityMilli[row])))),
    saleCostMicro: exceptions(days.saleCostMicro, costOf(knownRevenueMicro, knownGrossProfitMicro)),
    saleCostQuantityMilli: exceptions(days.saleCostQuantityMilli, quantityMilli),
    channelNames: asciiJson(names),
    channels: JSON.stringify(
      channels.flatMap((each, row) => {
        const places = each.map(([name]) => names.indexOf(name))
        return isPlain(each, quantityMilli[row]) ? places : [-1 - places.length, ...places]
      }),
    ),
    channelQuantities: scaled(
      channels.flatMap((each, row) =>
        isPlain(each, quantityMilli[row]) ? [] : each.map(([, quantity]) => quantity),
      ),
      MILLI_PER_PIECE,
    ),
  }
  return `[${LINES.map((line) => lines[line]).join(LINE_END)}]`
}

/** Unpacks a day's products, each column when it is asked for. @param text of {@link toProductsText} */
export function fromProductsText(text: string): ProductDays {
  const texts = text.slice(1, -1).split(LINE_END)
  const parse = (line: Line): unknown => JSON.parse(texts[LINES.indexOf(line)] ?? '')
  const numbers = (line: Line) => parse(line) as number[]
  const excepted = (line: Line, expected: readonly number[]) => withExceptions(numbers(line), expected)
  const days: ProductDays = lazily<ProductDays>({
    productId: () => fromGaps(numbers('productId')),
    quantityMilli: () => unscaled(numbers('quantityMilli')),
    revenueMicro: () => unscaled(numbers('revenueMicro')),
    knownGrossProfitMicro: () => unscaled(numbers('knownGrossProfitMicro')),
    stockMilli: () => unscaled(parse('stockMilli') as (number | null)[]),
    listValueMicro: () => unscaled(numbers('listValueMicro')),
    knownLines: () => excepted('knownLines', piecesOf(days.quantityMilli)),
    knownQuantityMilli: () => excepted('knownQuantityMilli', days.quantityMilli),
    knownRevenueMicro: () => excepted('knownRevenueMicro', days.revenueMicro),
    sold: () => flipped(days.quantityMilli.map(isSale), fromGaps(numbers('sold'))),
    saleCostMicro: () =>
      excepted('saleCostMicro', costOf(days.knownRevenueMicro, days.knownGrossProfitMicro)),
    saleCostQuantityMilli: () => excepted('saleCostQuantityMilli', days.quantityMilli),
    channelsOf: () =>
      channelsReader(
        parse('channelNames') as string[],
        numbers('channels'),
        unscaled(numbers('channelQuantities')),
        days.quantityMilli,
      ),
  })
  return days
}

/** Ascending numbers by how much each is above the one before. */
function gaps(ascending: readonly number[]): number[] {
  return ascending.map((value, i) => value - (ascending[i - 1] ?? 0))
}

/** Undoes {@link gaps}, in place. */
function fromGaps(values: number[]): number[] {
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    sum += values[i] ?? 0
    values[i] = sum
  }
  return values
}

/** A column in a larger unit, where that brings every value back as it was; the last number is the unit. */
function scaled(values: readonly (number | null)[], unit: number): string {
  const inUnits = values.map((value) => (value === null ? null : value / unit))
  const isExact = inUnits.every((value, i) => value === null || Math.round(value * unit) === values[i])
  return JSON.stringify(isExact ? [...inUnits, unit] : [...values, 1])
}

/** Undoes {@link scaled}, in place. */
function unscaled<Value extends number | null>(values: (Value | number)[]): (Value | number)[] {
  const unit = values.pop() ?? 1
  if (unit === 1) return values
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (typeof value === 'number') values[i] = Math.round(value * unit)
  }
  return values
}

/** What of a column is not as expected: how many rows on from the one before, and the value, in turn. */
function exceptions(values: readonly number[], expected: readonly number[]): string {
  const rows = rowsWhere(values, (value, row) => !Object.is(value, expected[row]))
  const steps = gaps(rows)
  return JSON.stringify(rows.flatMap((row, i) => [steps[i], values[row]]))
}

function withExceptions(pairs: readonly number[], expected: readonly number[]): readonly number[] {
  if (pairs.length === 0) return expected
  const values = [...expected]
  let row = 0
  for (let i = 0; i < pairs.length; i += 2) {
    row += pairs[i] ?? 0
    values[row] = pairs[i + 1] ?? 0
  }
  return values
}

function flipped(values: boolean[], rows: readonly number[]): boolean[] {
  for (const row of rows) values[row] = !values[row]
  return values
}

function rowsWhere<Value>(values: readonly Value[], holds: (value: Value, row: number) => boolean): number[] {
  return values.flatMap((value, row) => (holds(value, row) ? [row] : []))
}

/** Lines are mostly of one piece each. */
function piecesOf(quantityMilli: readonly Milli[]): number[] {
  return quantityMilli.map((quantity) => quantity / MILLI_PER_PIECE)
}

function isSale(quantityMilli: Milli | undefined): boolean {
  return (quantityMilli ?? 0) > 0
}

/** What lines of known profit cost. */
function costOf(revenueMicro: readonly MicroYuan[], grossProfitMicro: readonly MicroYuan[]): MicroYuan[] {
  return revenueMicro.map((revenue, row) => revenue - (grossProfitMicro[row] ?? 0))
}

/** Whether a product was sold on one channel, which then has all of its quantity. */
function isPlain(channels: ProductDay['channels'], quantityMilli: Milli | undefined): boolean {
  return channels.length === 1 && channels[0]?.[1] === quantityMilli
}

/**
 * @param places of each row the place of its one channel, or −1 − how many it has, then the place of each
 * @param quantities of the channels of rows that have not just one
 */
function channelsReader(
  names: readonly string[],
  places: readonly number[],
  quantities: readonly Milli[],
  quantityMilli: readonly Milli[],
): ProductDays['channelsOf'] {
  const startOf: number[] = []
  const quantityOf: number[] = []
  let quantity = 0
  for (let at = 0; at < places.length; at++) {
    startOf.push(at)
    quantityOf.push(quantity)
    const count = Math.max(0, -1 - (places[at] ?? 0))
    at += count
    quantity += count
  }
  const nameAt = (at: number) => names[places[at] ?? 0] ?? ''
  return (row) => {
    const start = startOf[row] ?? 0
    const head = places[start] ?? -1
    if (head >= 0) return [[nameAt(start), quantityMilli[row] ?? 0]]
    return Array.from({ length: -1 - head }, (_, i) => [
      nameAt(start + 1 + i),
      quantities[(quantityOf[row] ?? 0) + i] ?? 0,
    ])
  }
}

/** JSON of a byte a character, in memory too: one other character makes the whole text take two. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

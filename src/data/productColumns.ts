import { MICRO_PER_FEN, type MicroYuan } from '../diagnosis/money'
import type { ProductDay, ProductDays } from '../diagnosis/productDays'
import { MILLI_PER_PIECE, type Milli } from '../diagnosis/quantity'

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
  'channel',
  'channels',
] as const

type Line = (typeof LINES)[number]

/** Packs a day's products. */
export function toProductsText(days: ProductDays): string {
  const { quantityMilli, knownRevenueMicro, knownGrossProfitMicro } = days
  const channels = days.productId.map((_, row) => days.channelsOf(row))
  const names = [...new Set(channels.flatMap((each) => each.map(([name]) => name)))]
  const otherRows = rowsWhere(channels, (each, row) => !isPlain(each, quantityMilli[row]))
  const steps = gaps(otherRows)
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
    channel: JSON.stringify(
      channels.map((each, row) =>
        isPlain(each, quantityMilli[row]) ? names.indexOf(each[0]?.[0] ?? '') : NO_CHANNEL,
      ),
    ),
    channels: JSON.stringify(
      otherRows.flatMap((row, i) => {
        const each = channels[row] ?? []
        return [steps[i], each.length, ...each.flatMap(([name, quantity]) => [names.indexOf(name), quantity])]
      }),
    ),
  }
  return `[\n${LINES.map((line) => lines[line]).join('\n,\n')}\n]`
}

/** Unpacks a day's products, each column when it is asked for. @param text of {@link toProductsText} */
export function fromProductsText(text: string): ProductDays {
  return new PackedProducts(text)
}

class PackedProducts implements ProductDays {
  /** Between them stands what makes JSON of them. Within the texts of JSON a line break is escaped. */
  readonly #lines: readonly string[]
  #productId?: readonly number[]
  #quantityMilli?: readonly Milli[]
  #revenueMicro?: readonly MicroYuan[]
  #listValueMicro?: readonly MicroYuan[]
  #knownQuantityMilli?: readonly Milli[]
  #knownRevenueMicro?: readonly MicroYuan[]
  #knownGrossProfitMicro?: readonly MicroYuan[]
  #knownLines?: readonly number[]
  #sold?: readonly boolean[]
  #saleCostMicro?: readonly MicroYuan[]
  #saleCostQuantityMilli?: readonly Milli[]
  #stockMilli?: readonly (Milli | null)[]
  #channelsOf?: ProductDays['channelsOf']

  constructor(text: string) {
    this.#lines = text.split('\n')
  }

  get productId() {
    this.#productId ??= fromGaps(this.#parse('productId'))
    return this.#productId
  }

  get quantityMilli() {
    this.#quantityMilli ??= unscaled(this.#parse('quantityMilli'))
    return this.#quantityMilli
  }

  get revenueMicro() {
    this.#revenueMicro ??= unscaled(this.#parse('revenueMicro'))
    return this.#revenueMicro
  }

  get listValueMicro() {
    this.#listValueMicro ??= unscaled(this.#parse('listValueMicro'))
    return this.#listValueMicro
  }

  get knownQuantityMilli() {
    this.#knownQuantityMilli ??= this.#likeBut(this.quantityMilli, 'knownQuantityMilli')
    return this.#knownQuantityMilli
  }

  get knownRevenueMicro() {
    this.#knownRevenueMicro ??= this.#likeBut(this.revenueMicro, 'knownRevenueMicro')
    return this.#knownRevenueMicro
  }

  get knownGrossProfitMicro() {
    this.#knownGrossProfitMicro ??= unscaled(this.#parse('knownGrossProfitMicro'))
    return this.#knownGrossProfitMicro
  }

  get knownLines() {
    this.#knownLines ??= withExceptions(piecesOf(this.quantityMilli), this.#parse('knownLines'))
    return this.#knownLines
  }

  get sold() {
    this.#sold ??= flipped(this.quantityMilli.map(isSale), fromGaps(this.#parse('sold')))
    return this.#sold
  }

  get saleCostMicro() {
    this.#saleCostMicro ??= withExceptions(
      costOf(this.knownRevenueMicro, this.knownGrossProfitMicro),
      this.#parse('saleCostMicro'),
    )
    return this.#saleCostMicro
  }

  get saleCostQuantityMilli() {
    this.#saleCostQuantityMilli ??= this.#likeBut(this.quantityMilli, 'saleCostQuantityMilli')
    return this.#saleCostQuantityMilli
  }

  get stockMilli() {
    this.#stockMilli ??= unscaled(this.#parse<(Milli | null)[]>('stockMilli'))
    return this.#stockMilli
  }

  channelsOf(row: number) {
    this.#channelsOf ??= channelsReader(
      this.#parse<string[]>('channelNames'),
      this.#parse('channel'),
      this.#parse('channels'),
      this.quantityMilli,
    )
    return this.#channelsOf(row)
  }

  #parse<Column = number[]>(line: Line): Column {
    return JSON.parse(this.#lines[2 * LINES.indexOf(line) + 1] ?? '') as Column
  }

  /** Another column with its exceptions; that column itself where there are none. */
  #likeBut(column: readonly number[], line: Line): readonly number[] {
    const pairs = this.#parse(line)
    return pairs.length === 0 ? column : withExceptions([...column], pairs)
  }
}

/** In place of its one channel, of a row that has more, or none, or one with another quantity than the row. */
const NO_CHANNEL = -1

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

/** Undoes {@link exceptions}, in place. @param values as expected */
function withExceptions(values: number[], pairs: readonly number[]): number[] {
  let row = 0
  for (let i = 0; i < pairs.length; i += 2) {
    row += pairs[i] ?? 0
    values[row] = pairs[i + 1] ?? 0
  }
  return values
}

/** In place. */
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
 * @param channel of each row the place of its one channel, or {@link NO_CHANNEL}
 * @param others of each row without it how many rows on it stands, how many channels it has, and of each its place and quantity
 */
function channelsReader(
  names: readonly string[],
  channel: readonly number[],
  others: readonly number[],
  quantityMilli: readonly Milli[],
): ProductDays['channelsOf'] {
  const startOf = new Map<number, number>()
  let row = 0
  for (let at = 0; at < others.length; at += 2 + 2 * (others[at + 1] ?? 0)) {
    row += others[at] ?? 0
    startOf.set(row, at + 1)
  }
  const nameOf = (place: number | undefined) => names[place ?? NO_CHANNEL] ?? ''
  return (wanted) => {
    const start = startOf.get(wanted)
    if (start === undefined) return [[nameOf(channel[wanted]), quantityMilli[wanted] ?? 0]]
    return Array.from({ length: others[start] ?? 0 }, (_, i) => [
      nameOf(others[start + 1 + 2 * i]),
      others[start + 2 + 2 * i] ?? 0,
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

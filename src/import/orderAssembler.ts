import type { Order, OrderLine } from '../diagnosis/order'
import { COLUMNS, type ColumnName } from '../diagnosis/orderFields'
import { createOwners, type OrderKey, type Owner } from './belonging'
import type { CellProblem } from './cellReader'
import { copyText } from './cellText'
import type { LineStep } from './lineReader'
import { createOrderMaker } from './newOrder'
import { addHead } from './orderConflicts'
import { type Copies, copiesOf, type PlacedLines } from './pastedTwice'
import { createRejectedDays, type RejectedDay } from './rejectedDays'
import {
  addRow,
  type ConflictingValue,
  EXAMPLES_KEPT,
  noRows,
  orderRejected,
  plainReason,
  REJECTED_LINES_KEPT,
  REJECTED_STORES_KEPT,
  type RejectedLine,
  type Rows,
  type UnreadableCell,
} from './report'

/** Everything that was read, once all lines are in. */
export interface CollectedOrders {
  stores: Map<string, Order[]>
  /** Where the file was pasted behind itself: what follows its first copy was not taken. */
  copies: Copies | undefined
  /** Ids of cancelled orders by store. */
  cancelled: Map<string, string[]>
  linesRead: number
  linesAccepted: number
  linesCancelled: number
  rejected: { count: number; lines: RejectedLine[] }
  conflicts: { orders: number; examples: ConflictingValue[] }
  partlyRefunded: { orders: number; rows: Rows }
  unreadable: { cells: number; zeroCells: number; examples: UnreadableCell[] }
  unknownPrices: Rows
  /** Days that lost orders to rejection. */
  rejectedDays: RejectedDay[]
  /** The stores that rejected lines name; null: a line names none that can be read. */
  rejectedStores: (string | null)[]
}

/** Joins lines to whole orders: an order's lines may stand anywhere in the file. */
export interface OrderAssembler {
  /** @param line physical line of the file */
  add(line: number, step: Extract<LineStep, { status: 'line' | 'rejected' }>): void
  /**
   * Hands the orders over, once; nothing is left afterwards.
   * @param metresPerUnit what one of a distance is, which only shows when all lines are read
   * @param repeatedHeaders physical lines on which the header came again
   */
  close(metresPerUnit: number, repeatedHeaders?: readonly number[]): CollectedOrders
}

/** What the assembler has to know of the file. */
export interface FileFacts {
  /** What the file calls a column. */
  headerOf?: (column: ColumnName) => string | undefined
  /** Of lines that name none. */
  store?: string | undefined
  channel?: string | undefined
}

interface WholeEntry {
  status: 'whole'
  order: Order
  /** Of each line: to report these too, should a later one be rejected. */
  lineNumbers: number[]
  /** Lines that contradict those before them; absent for nearly every order. */
  conflictLines?: number[]
  /** A bit for each order-level column that no line has said. */
  unsaid: number
  /** Lines that count nowhere; absent for nearly every order. */
  cancelled?: Set<OrderLine>
  /** Whether a line says that the order goes on, which one that says nothing does not. */
  isLive: boolean
  isPartly: boolean
}

type Entry = WholeEntry | { status: 'broken'; causeLine: number }

type Line = Extract<LineStep, { status: 'line' }>

const MILLI_PER_UNIT = 1000
const NO_LINES: readonly number[] = []

/** An assembler for the lines of one file. */
export function createOrderAssembler(facts: FileFacts = {}): OrderAssembler {
  const entries = new Map<string, Map<string, Entry>>()
  const maker = createOrderMaker()
  const ownerOf = createOwners(storeOf, facts.store)
  const rejectedDays = createRejectedDays()
  const examples: ConflictingValue[] = []
  const unreadable: CollectedOrders['unreadable'] = { cells: 0, zeroCells: 0, examples: [] }
  const rejected: RejectedLine[] = []
  const rejectedStores = new Set<string | null>()
  let storeOfId: Map<string, string | null> | undefined
  let linesRead = 0

  function report(store: string | null, rejection: RejectedLine): void {
    if (rejected.length < REJECTED_LINES_KEPT) rejected.push(rejection)
    if (rejectedStores.has(store)) return
    rejectedStores.add(store === null || rejectedStores.size >= REJECTED_STORES_KEPT ? null : copyText(store))
  }

  function reportColumn(
    store: string | null,
    column: ColumnName,
    rejection: Omit<RejectedLine, 'column'>,
  ): void {
    const header = facts.headerOf?.(column)
    report(store, header === undefined ? { ...rejection, column } : { ...rejection, column, header })
  }

  function reportForOrder(line: number, key: OrderKey, causeLine: number): void {
    const reason = orderRejected(causeLine)
    reportColumn(key.store, '订单ID', { line, value: copyText(key.orderId), reason })
  }

  function reportBlank(store: string | null, line: number, column: ColumnName): void {
    reportColumn(store, column, { line, value: '', reason: plainReason('requiredBlank') })
  }

  function reportUnowned(
    line: number,
    store: string | null,
    { blank, several }: Extract<Owner, { status: 'unknown' }>,
  ): void {
    if (several === undefined) reportBlank(store, line, blank ?? '订单ID')
    else
      reportColumn(store, '订单ID', { line, value: copyText(several), reason: plainReason('severalStores') })
  }

  /** The store that has an order of this id, null where several have: asked only where lines name none, and then often. */
  function storeOf(orderId: string): string | null | undefined {
    if (!storeOfId) {
      storeOfId = new Map()
      for (const [store, ofStore] of entries) for (const id of ofStore.keys()) noteStore(id, store)
    }
    return storeOfId.get(orderId)
  }

  function noteStore(orderId: string, store: string): void {
    const known = storeOfId?.get(orderId)
    storeOfId?.set(orderId, known === undefined || known === store ? store : null)
  }

  function find(key: OrderKey): Entry | undefined {
    return entries.get(key.store)?.get(key.orderId)
  }

  function put(key: OrderKey, entry: Entry): void {
    let ofStore = entries.get(key.store)
    if (!ofStore) {
      ofStore = new Map()
      entries.set(copyText(key.store), ofStore)
    }
    const orderId = entry.status === 'whole' ? entry.order.orderId : copyText(key.orderId)
    ofStore.set(orderId, entry)
    noteStore(orderId, key.store)
  }

  /** An order with a line missing would carry wrong figures: none of it is taken. */
  function breakOrder(key: OrderKey, causeLine: number, time: string): void {
    const entry = find(key)
    if (entry?.status === 'broken') return
    for (const line of entry?.lineNumbers ?? []) reportForOrder(line, key, causeLine)
    rejectedDays.add(key.store, entry?.order.orderedAt ?? time)
    put(key, { status: 'broken', causeLine })
  }

  function noteFlaws(line: number, flaws: readonly CellProblem[]): void {
    unreadable.cells += flaws.length
    unreadable.zeroCells += flaws.filter(({ column }) => column !== null && isNeverUnknown(column)).length
    for (const flaw of flaws.slice(0, EXAMPLES_KEPT - unreadable.examples.length)) {
      unreadable.examples.push({ line, ...flaw, value: copyText(flaw.value) })
    }
  }

  function begin(key: OrderKey, { head }: Line): WholeEntry {
    const order = maker.begin(key.orderId)
    const unsaid = maker.setAll(order, head)
    const entry: WholeEntry = {
      status: 'whole',
      order,
      lineNumbers: [],
      unsaid,
      isLive: false,
      isPartly: false,
    }
    put(key, entry)
    return entry
  }

  function addLine(line: number, key: OrderKey, step: Line): void {
    const known = find(key)
    if (known?.status === 'broken') {
      reportForOrder(line, key, known.causeLine)
      return
    }
    const entry = known ?? begin(key, step)
    if (known) {
      entry.unsaid = addHead(maker, entry.order, step.head, entry.unsaid, (conflict) => {
        noteConflict(entry, line)
        if (examples.length === EXAMPLES_KEPT) return
        examples.push({ line, store: copyText(key.store), orderId: entry.order.orderId, ...conflict })
      })
    }
    entry.order.lines.push(step.line)
    entry.lineNumbers.push(line)
    noteFate(entry, step)
    if (step.flaws.length > 0) noteFlaws(line, step.flaws)
  }

  function addRejected(line: number, step: Extract<LineStep, { status: 'rejected' }>): void {
    const owner = ownerOf(step)
    const broken = owner.status === 'known' ? owner.key : owner.breaks
    const store = step.store || broken?.store || null
    report(store, { line, ...step.problem, value: copyText(step.problem.value) })
    if (broken) breakOrder(broken, line, step.time)
  }

  /** Whatever must not stay blank and no line of the order says. */
  function breakUnsaid(store: string, entry: WholeEntry): void {
    const { order, lineNumbers } = entry
    const column = (order.orderedAt ?? '') === '' ? '下单时间' : '渠道'
    const [first = 0, ...others] = lineNumbers
    reportBlank(store, first, column)
    for (const line of others) reportForOrder(line, { store, orderId: order.orderId }, first)
    rejectedDays.add(store, order.orderedAt)
  }

  return {
    add(line, step) {
      linesRead++
      if (step.status === 'rejected') {
        addRejected(line, step)
        return
      }
      const owner = ownerOf(step)
      if (owner.status === 'known') {
        addLine(line, owner.key, step)
        return
      }
      reportUnowned(line, step.store || owner.breaks?.store || null, owner)
      if (owner.breaks) breakOrder(owner.breaks, line, step.time)
    },

    close(metresPerUnit, repeatedHeaders = NO_LINES) {
      const copies = findCopies(entries, rejected, repeatedHeaders)
      const secondFrom = copies?.secondFrom
      const stores = new Map<string, Order[]>()
      const cancelled = new Map<string, string[]>()
      const ended: EndedOrders = {
        linesAccepted: 0,
        linesCancelled: 0,
        conflicting: 0,
        partlyRefunded: { orders: 0, rows: noRows() },
        unknownPrices: noRows(),
      }

      /** The order as it is handed over; undefined where it is none. */
      function ending(store: string, entry: WholeEntry, cancelledIds: string[]): Order | undefined {
        const { order } = entry
        if (secondFrom !== undefined) keepFirst(entry, secondFrom)
        if (isCancelled(entry)) {
          cancelledIds.push(order.orderId)
          ended.linesCancelled += order.lines.length
          return undefined
        }
        order.channel ??= facts.channel ?? ''
        if (!order.orderedAt || !order.channel) {
          breakUnsaid(store, entry)
          return undefined
        }
        finish(entry, metresPerUnit, ended)
        rejectedDays.addWhole(store, order.orderedAt)
        return order
      }

      for (const [store, ofStore] of entries) {
        const cancelledIds: string[] = []
        const whole = [...ofStore.values()].filter((entry) => entry.status === 'whole')
        const orders = whole.flatMap((entry) => ending(store, entry, cancelledIds) ?? [])
        // Frees the line numbers of one store before the next is copied.
        entries.delete(store)
        if (orders.length > 0) stores.set(store, orders)
        if (cancelledIds.length > 0) cancelled.set(store, cancelledIds)
      }
      const { conflicting, ...counted } = ended
      const read = linesRead / (copies?.times ?? 1)
      const count = read - ended.linesAccepted - ended.linesCancelled
      return {
        stores,
        copies,
        cancelled,
        linesRead: read,
        ...counted,
        rejected: { count, lines: sortedLines(rejected, secondFrom) },
        conflicts: { orders: conflicting, examples: examples.filter((example) => isIn(stores, example)) },
        unreadable,
        rejectedDays: rejectedDays.list(),
        rejectedStores: [...rejectedStores],
      }
    },
  }
}

/** A fee or a discount: an order has none that is unknown. */
function isNeverUnknown(name: ColumnName): boolean {
  const column = COLUMNS[name]
  return 'kind' in column && column.kind === 'fee'
}

function findCopies(
  entries: ReadonlyMap<string, ReadonlyMap<string, Entry>>,
  rejected: readonly RejectedLine[],
  repeatedHeaders: readonly number[],
): Copies | undefined {
  const isCapped = rejected.length === REJECTED_LINES_KEPT
  const rejectedLines = rejected.map(({ line }) => line).sort((a, b) => a - b)
  return copiesOf(() => placedLines(entries), isCapped ? undefined : rejectedLines, repeatedHeaders)
}

/** One after the other, so that nothing is made of a file that is no repetition from its first order on. */
function* placedLines(entries: ReadonlyMap<string, ReadonlyMap<string, Entry>>): Generator<PlacedLines> {
  for (const ofStore of entries.values()) {
    for (const entry of ofStore.values()) {
      if (entry.status === 'broken') continue
      const { order, lineNumbers, conflictLines = NO_LINES, cancelled } = entry
      yield {
        lines: order.lines,
        lineNumbers,
        conflictLines,
        isCancelled: (line) => cancelled?.has(line) ?? false,
      }
    }
  }
}

/** What adds up while orders are handed over. */
type EndedOrders = Pick<
  CollectedOrders,
  'linesAccepted' | 'linesCancelled' | 'partlyRefunded' | 'unknownPrices'
> & { conflicting: number }

function noteConflict(entry: WholeEntry, line: number): void {
  entry.conflictLines ??= []
  if (entry.conflictLines.at(-1) !== line) entry.conflictLines.push(line)
}

function noteFate(entry: WholeEntry, { line, fate }: Line): void {
  if (fate === 'cancelled') {
    entry.cancelled ??= new Set()
    entry.cancelled.add(line)
  } else if (fate !== null) entry.isLive = true
  entry.isPartly ||= fate === 'partly'
}

function sortedLines(rejected: readonly RejectedLine[], secondFrom: number | undefined): RejectedLine[] {
  const once = secondFrom === undefined ? rejected : rejected.filter(({ line }) => line < secondFrom)
  return once.toSorted((a, b) => a.line - b.line)
}

function isIn(stores: ReadonlyMap<string, Order[]>, { store, orderId }: ConflictingValue): boolean {
  return stores.get(store)?.some((order) => order.orderId === orderId) ?? false
}

/** Whether nothing of an order is left: its lines say so that say anything. */
function isCancelled({ cancelled, isLive }: WholeEntry): boolean {
  return cancelled !== undefined && !isLive
}

/** Takes back the lines that the file has again because it was pasted behind itself. */
function keepFirst(entry: WholeEntry, secondFrom: number): void {
  const kept = entry.lineNumbers.findIndex((line) => line >= secondFrom)
  if (kept === -1) return
  entry.lineNumbers.length = kept
  entry.order.lines.length = kept
}

/** Leaves out the lines of a living order that were taken back whole. */
function dropCancelled(entry: WholeEntry): number {
  const { cancelled, order } = entry
  if (!cancelled) return 0
  const before = order.lines.length
  const stays = order.lines.map((line) => !cancelled.has(line))
  entry.lineNumbers = entry.lineNumbers.filter((_, i) => stays[i])
  order.lines = order.lines.filter((_, i) => stays[i])
  entry.isPartly = true
  return before - order.lines.length
}

/** Makes an order what it is to be, and counts it. */
function finish(entry: WholeEntry, metresPerUnit: number, ended: EndedOrders): void {
  const { order } = entry
  ended.linesCancelled += dropCancelled(entry)
  ended.linesAccepted += order.lines.length
  if (entry.conflictLines) ended.conflicting++
  if (entry.isPartly) {
    ended.partlyRefunded.orders++
    addRow(ended.partlyRefunded.rows, entry.lineNumbers[0] ?? 0)
  }
  for (const [i, { unitPriceMicro, quantityMilli }] of order.lines.entries()) {
    if (unitPriceMicro === null && quantityMilli !== 0) addRow(ended.unknownPrices, entry.lineNumbers[i] ?? 0)
  }
  // Up to whole metres: bands include their upper bound, and none is left by that.
  const milli = order.distanceMetres
  if (milli !== null) order.distanceMetres = Math.ceil((milli * metresPerUnit) / MILLI_PER_UNIT)
  const [firstLine] = entry.lineNumbers
  if (firstLine !== undefined) order.fileLine = firstLine
  // An array that was pushed to holds room for many more: a third of an order's memory.
  order.lines = order.lines.slice()
}

import type { Order } from '../diagnosis/order'
import { MARKETING_COLUMNS, ORDER_COLUMNS, type OrderValues } from '../diagnosis/orderFields'
import { copyText, createInterner } from './cellText'
import type { LineStep, OrderKey } from './lineReader'
import { findConflicts } from './orderConflicts'
import { type ConflictingValue, orderRejected, REJECTED_LINES_KEPT, type RejectedLine } from './report'

/** Everything that was read, once all lines are in. */
export interface CollectedOrders {
  stores: Map<string, Order[]>
  linesRead: number
  rejected: { count: number; lines: RejectedLine[] }
  conflicts: { orders: number; examples: ConflictingValue[] }
}

/** Joins lines to whole orders: an order's lines may stand anywhere in the file. */
export interface OrderAssembler {
  /** @param line physical line of the file */
  add(line: number, step: LineStep): void
  /** Hands the orders over, once; nothing is left afterwards. */
  close(): CollectedOrders
}

type Entry =
  /** `lineNumbers`: to report these lines too, should a later one be rejected. */
  | { status: 'whole'; order: Order; lineNumbers: number[]; conflicting: boolean }
  | { status: 'broken'; causeLine: number }

/** As many as a person looks at to see what is wrong. */
const CONFLICT_EXAMPLES = 20

/** An assembler for the lines of one file. */
export function createOrderAssembler(): OrderAssembler {
  const intern = createInterner()
  const entries = new Map<string, Map<string, Entry>>()
  const rejected: CollectedOrders['rejected'] = { count: 0, lines: [] }
  const examples: ConflictingValue[] = []
  let linesRead = 0

  function report(rejection: RejectedLine): void {
    rejected.count++
    if (rejected.lines.length < REJECTED_LINES_KEPT) rejected.lines.push(rejection)
  }

  function reportForOrder(line: number, key: OrderKey, causeLine: number): void {
    report({ line, column: '订单ID', value: copyText(key.orderId), reason: orderRejected(causeLine) })
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
    ofStore.set(entry.status === 'whole' ? entry.order.orderId : copyText(key.orderId), entry)
  }

  /** An order with a line missing would carry wrong figures: none of it is taken. */
  function breakOrder(key: OrderKey, causeLine: number): void {
    const entry = find(key)
    if (entry?.status === 'broken') return
    for (const line of entry?.lineNumbers ?? []) reportForOrder(line, key, causeLine)
    put(key, { status: 'broken', causeLine })
  }

  function addLine(line: number, step: Extract<LineStep, { status: 'line' }>): void {
    const entry = find(step.key)
    if (!entry) {
      put(step.key, {
        status: 'whole',
        order: newOrder(step, intern),
        lineNumbers: [line],
        conflicting: false,
      })
    } else if (entry.status === 'broken') {
      reportForOrder(line, step.key, entry.causeLine)
    } else {
      entry.order.lines.push(step.line)
      entry.lineNumbers.push(line)
      const found = findConflicts(entry.order, step.head)
      if (found.length === 0) return
      entry.conflicting = true
      for (const conflict of found.slice(0, CONFLICT_EXAMPLES - examples.length)) {
        examples.push({ line, store: copyText(step.key.store), orderId: entry.order.orderId, ...conflict })
      }
    }
  }

  return {
    add(line, step) {
      if (step.status === 'blank') return
      linesRead++
      if (step.status === 'line') {
        addLine(line, step)
        return
      }
      report({ line, ...step.problem, value: copyText(step.problem.value) })
      if (step.key) breakOrder(step.key, line)
    },
    close() {
      const conflictExamples = examples.filter((example) => find(example)?.status === 'whole')
      const stores = new Map<string, Order[]>()
      let conflicting = 0
      for (const [store, ofStore] of entries) {
        const whole = [...ofStore.values()].filter((entry) => entry.status === 'whole')
        // Frees the line numbers of one store before the next is copied.
        entries.delete(store)
        if (whole.length > 0) stores.set(store, whole.map(tightened))
        conflicting += whole.filter((entry) => entry.conflicting).length
      }
      rejected.lines.sort((a, b) => a.line - b.line)
      return { stores, linesRead, rejected, conflicts: { orders: conflicting, examples: conflictExamples } }
    },
  }
}

/** An array that was pushed to holds room for many more: a third of an order's memory. */
function tightened({ order }: { order: Order }): Order {
  order.lines = order.lines.slice()
  return order
}

/** What every order begins as: copies of one object share its hidden class. */
const BLANK_ORDER: Readonly<Record<keyof Order, unknown>> = {
  orderId: '',
  ...(Object.fromEntries(ORDER_COLUMNS.map(({ field }) => [field, null])) as Record<keyof OrderValues, null>),
  marketingMicro: MARKETING_COLUMNS.map(() => 0),
  lines: [],
}

/** @param intern for texts that come again with other orders */
function newOrder(
  { key, head, line }: Extract<LineStep, { status: 'line' }>,
  intern: (text: string) => string,
): Order {
  const order = { ...BLANK_ORDER }
  const marketingMicro = MARKETING_COLUMNS.map(() => 0)
  for (const [i, { field, marketingIndex, kind }] of ORDER_COLUMNS.entries()) {
    const value = head[i] ?? (kind === 'fee' ? 0 : null)
    if (marketingIndex !== null) marketingMicro[marketingIndex] = Number(value)
    else if (typeof value !== 'string') order[field] = value
    else order[field] = kind === 'time' ? copyText(value) : intern(value)
  }
  order.orderId = copyText(key.orderId)
  order.marketingMicro = marketingMicro
  order.lines = [line]
  return order as Order
}

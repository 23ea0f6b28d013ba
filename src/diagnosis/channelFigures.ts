import { summarize } from './daySummary'
import type { ScopeFigures } from './diagnose'
import { ordersOf, type WindowData } from './storeWindow'

/**
 * A store's days with the orders and sales of one channel only; its products stay those of all channels.
 * @param data with the orders of every day
 */
export function narrowToChannel(data: WindowData, channel: string): WindowData {
  return {
    ...data,
    days: data.days.map((day) => {
      const orders = ordersOf(day).filter((order) => order.channel === channel)
      const lossLines = day.lossLines.filter((line) => line.channel === channel)
      return { ...day, orders, summary: summarize(orders), lossLines }
    }),
  }
}

/**
 * The figures of a scope with those that look at orders taken from one channel.
 * @param all of all channels
 * @param narrowed of the same scope, from days narrowed to the channel
 */
export function withOrderFigures(all: ScopeFigures, narrowed: ScopeFigures): ScopeFigures {
  const { lossOrders, deliveryCost, belowCost } = narrowed.rules
  const changes = { ...all.changes }
  for (const name of ['lossOrders', 'deliveryCost', 'belowCost'] as const) {
    const change = narrowed.changes[name]
    if (change) changes[name] = change
  }
  return {
    ...all,
    kpi: narrowed.kpi,
    history: narrowed.history,
    sums: narrowed.sums,
    rules: { ...all.rules, lossOrders, deliveryCost, belowCost },
    changes,
    actions: narrowed.actions,
    actionCount: narrowed.actionCount,
  }
}

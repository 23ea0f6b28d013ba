import { summarize } from './daySummary'
import type { DayFigures, RuleOutcomes } from './diagnose'
import { RULE_NAMES, ruleNamed } from './rules/index'
import { ordersOf, type WindowData } from './storeWindow'
import { mergeTasks } from './tasks'

/**
 * A store's days with the orders and sales of one channel only; its products stay those of all channels.
 * @param data with the orders of every day
 */
export function narrowToChannel(data: WindowData, channel: string): WindowData {
  return {
    ...data,
    onlyChannel: channel,
    days: data.days.map(({ categoryProfits: _, ...day }) => {
      const orders = ordersOf(day).filter((order) => order.channel === channel)
      const lossLines = day.lossLines.filter((line) => line.channel === channel)
      return { ...day, orders, summary: summarize(orders), lossLines }
    }),
  }
}

/**
 * The figures of some stores with those of rules on orders taken from one channel.
 * @param all of all channels
 * @param narrowed of the same stores, from days narrowed to the channel
 */
export function withOrderFigures(all: DayFigures, narrowed: DayFigures): DayFigures {
  const byChannel = RULE_NAMES.filter((name) => ruleNamed(name).byChannel)
  const outcomes = byChannel.map((name) => [name, narrowed.rules[name]])
  const changes = byChannel.flatMap((name) => {
    const change = narrowed.changes[name]
    return change === undefined ? [] : [[name, change]]
  })
  const doubts = new Map(all.storeRows.map(({ store, doubt }) => [store, doubt]))
  return {
    ...all,
    kpi: narrowed.kpi,
    history: narrowed.history,
    week: narrowed.week,
    rules: { ...all.rules, ...Object.fromEntries(outcomes) } as RuleOutcomes,
    changes: { ...all.changes, ...Object.fromEntries(changes) },
    tasks: mergeTasks(
      narrowed.tasks,
      all.tasks.filter(({ rule }) => !byChannel.some((name) => name === rule)),
    ),
    smallFindings: narrowed.smallFindings,
    // Whether a day is all there, its orders of all channels tell.
    storeRows: narrowed.storeRows.map((row) => ({ ...row, doubt: doubts.get(row.store) ?? null })),
  }
}

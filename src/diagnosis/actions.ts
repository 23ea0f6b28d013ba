import { subjectKey } from './change'
import { compareText } from './channels'
import type { Fen } from './money'
import type { Examination, Rule, Subject } from './rule'
import type { StoreWindow } from './storeWindow'
import type { Task } from './task'

/** What one can act on. */
type ActionSubject = Exclude<Subject, { kind: 'band' }>

/** A finding worth acting on today, by what it costs a day. */
export interface Action {
  /** Name of the rule that found it. */
  rule: string
  store: string
  subject: ActionSubject
  /** The product's name; null for an order, and for a product until its name is looked up. */
  name: string | null
  channel: string | null
  /** Money at stake today. */
  amountFen: Fen
  /** Of the finding that costs most; null where the rule's words say all. */
  task: Task | null
  /** Other rules that found the same; their money is much the same money, and is not added. */
  also: string[]
}

/** More than any first screen shows. */
const MAX_ACTIONS = 10

/** The findings of one rule as actions: those of one product together. */
export function actionsOf<Finding, Figures extends object>(
  name: string,
  rule: Rule<Finding, Figures>,
  window: StoreWindow,
  examination: Examination<Finding>,
): Action[] {
  const { impactTodayFen } = rule
  if (!impactTodayFen || examination.status !== 'known') return []
  const actions = new Map<string, Action>()
  const worstFirst = examination.findings
    .map((finding) => ({ finding, amountFen: impactTodayFen(finding) }))
    .sort((a, b) => (b.amountFen ?? 0) - (a.amountFen ?? 0))
  for (const { finding, amountFen } of worstFirst) {
    const subject = rule.subject(finding)
    if (amountFen === null || amountFen <= 0 || subject.kind === 'band') continue
    const key = subjectText(subject)
    const known = actions.get(key)
    if (known) known.amountFen += amountFen
    else {
      const task = rule.task?.(finding, window) ?? null
      const label = labelOf(subject, window)
      actions.set(key, { rule: name, store: window.store, subject, amountFen, task, also: [], ...label })
    }
  }
  return [...actions.values()]
}

/** The actions of all rules on one store: a subject that several found stands once, for what it costs most. */
export function combineActions(actions: readonly Action[]): Action[] {
  const bySubject = Map.groupBy(actions.toSorted(byImpact), ({ subject }) => subjectText(subject))
  return [...bySubject.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, also: others.map(({ rule }) => rule) }] : [],
  )
}

/** The actions with the most money at stake, most first. */
export function topActions(actions: readonly Action[]): Action[] {
  return actions.toSorted(byImpact).slice(0, MAX_ACTIONS)
}

function labelOf(subject: ActionSubject, window: StoreWindow): Pick<Action, 'name' | 'channel'> {
  if (subject.kind === 'order') return { name: null, channel: subject.channel }
  return { name: window.productName(subject.productId) || null, channel: null }
}

function subjectText(subject: Subject): string {
  return `${subject.kind} ${subjectKey(subject)}`
}

function byImpact(a: Action, b: Action): number {
  return (
    b.amountFen - a.amountFen ||
    compareText(a.rule, b.rule) ||
    compareText(a.store, b.store) ||
    compareText(subjectText(a.subject), subjectText(b.subject))
  )
}

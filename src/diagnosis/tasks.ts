import type { Advice } from './advice'
import { compareText } from './channels'
import { divideRounded, type Fen } from './money'
import type { Examination, Rule, Subject } from './rule'
import type { StoreWindow } from './storeWindow'
import { MIN_TASK_FEN, TASK_FLOOR_PER_MILLE, WEEK_DAYS } from './thresholds'

/** What to do first: findings of one cause together, by what they cost a day (docs/rules.md#what-to-do-first). */

/** One cause worth acting on: a product's trouble, or the orders that a rule finds. */
export interface Task {
  /** Name of the rule that found it. */
  rule: string
  kind: 'product' | 'orders'
  /** The product's, null until it is looked up and where the export gives none; null for orders. */
  name: string | null
  /** Money at stake a day, over all of its stores. */
  amountFen: Fen
  /** Where it is worth acting, most at stake first. */
  places: TaskPlace[]
  /** Other rules that found the same; their money is much the same money, and is not added. */
  also: string[]
}

/** A task in one store. */
export interface TaskPlace {
  store: string
  /** null for orders. */
  productId: number | null
  /** 店内码 or 条码; null until it is looked up and where there is none. */
  code: string | null
  /** '' until it is looked up, and where it is blank. */
  category: string
  /** Orders that it is about; null for a product. */
  orders: number | null
  amountFen: Fen
  /** null where the rule's words say all. */
  advice: Advice | null
}

/** Findings that cost something a day, and too little to be a task. */
export interface SmallFindings {
  count: number
  amountFen: Fen
}

/** What of a store is at stake. */
export interface AtStake {
  tasks: Task[]
  small: SmallFindings
}

/** What one rule found of one subject. */
export interface Stake {
  rule: string
  subject: Exclude<Subject, { kind: 'band' }>
  amountFen: Fen
  /** What to do about it and others of the same cause. */
  advise: (others: readonly Stake[]) => Advice | null
  findings: readonly unknown[]
  also: string[]
}

/** The findings of one rule that cost something a day: those of one product, or of one order, together. */
export function stakesOf<Finding, Figures extends object>(
  name: string,
  rule: Rule<Finding, Figures>,
  window: StoreWindow,
  examination: Examination<Finding>,
): Stake[] {
  const { impactTodayFen } = rule
  if (!impactTodayFen || examination.status !== 'known') return []
  const worstFirst = examination.findings
    .map((finding) => ({ finding, amountFen: impactTodayFen(finding) ?? 0 }))
    .filter(({ amountFen }) => amountFen > 0)
    .sort((a, b) => b.amountFen - a.amountFen)
  const bySubject = Map.groupBy(worstFirst, ({ finding }) => subjectText(rule.subject(finding)))
  return [...bySubject.values()].flatMap((found) => {
    const subject = found[0] && rule.subject(found[0].finding)
    if (!subject || subject.kind === 'band') return []
    return [
      {
        rule: name,
        subject,
        amountFen: found.reduce((sum, { amountFen }) => sum + amountFen, 0),
        findings: found.map(({ finding }) => finding),
        advise: (stakes: readonly Stake[]) =>
          rule.advice?.(stakes.flatMap(({ findings }) => findings) as Finding[], window) ?? null,
        also: [],
      },
    ]
  })
}

/** The stakes of all rules on one store: a subject that several found stands once, for what it costs most. */
export function combineStakes(stakes: readonly Stake[]): Stake[] {
  const bySubject = Map.groupBy(stakes.toSorted(byAmount), ({ subject }) => subjectText(subject))
  return [...bySubject.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, also: others.map(({ rule }) => rule) }] : [],
  )
}

/**
 * A store's tasks, most at stake first: of its products one each, of its orders one a rule, for nobody acts on the orders of
 * yesterday one by one. What is below the store's floor is counted.
 * @param stakes combined
 */
export function tasksOf(stakes: readonly Stake[], window: StoreWindow): AtStake {
  const causes = Map.groupBy(stakes, ({ rule, subject }) =>
    subject.kind === 'order' ? `orders ${rule}` : subjectText(subject),
  )
  const floorFen = taskFloorFen(usualNetProfitFen(window))
  const tasks: Task[] = []
  const small = { count: 0, amountFen: 0 }
  for (const cause of causes.values()) {
    const amountFen = cause.reduce((sum, stake) => sum + stake.amountFen, 0)
    const [first] = cause
    if (first && amountFen >= floorFen) tasks.push(taskOf(first, cause, amountFen, window))
    else {
      small.count += 1
      small.amountFen += amountFen
    }
  }
  return { tasks: tasks.sort(byTask), small }
}

function taskOf(first: Stake, cause: readonly Stake[], amountFen: Fen, window: StoreWindow): Task {
  const { rule, subject } = first
  const isProduct = subject.kind === 'product'
  return {
    rule,
    kind: isProduct ? 'product' : 'orders',
    name: (isProduct && window.productName(subject.productId)) || null,
    amountFen,
    places: [
      {
        store: window.store,
        productId: isProduct ? subject.productId : null,
        code: null,
        category: '',
        orders: isProduct ? null : cause.length,
        amountFen,
        advice: first.advise(cause),
      },
    ],
    also: inOrder(cause.flatMap(({ also }) => also)),
  }
}

/** What a store usually earns a day: the mean net profit of the seven days before D that are over; null where there are none. */
export function usualNetProfitFen(window: StoreWindow): Fen | null {
  const profits: Fen[] = []
  for (let offset = 1; offset <= WEEK_DAYS; offset++) {
    const day = window.day(offset)
    if (day && window.isOver(offset)) profits.push(day.summary.kpi.netProfitFen)
  }
  if (profits.length === 0) return null
  return divideRounded(
    profits.reduce((sum, each) => sum + each, 0),
    profits.length,
  )
}

/** Money a day below which a finding is no task. */
function taskFloorFen(usualFen: Fen | null): Fen {
  return Math.max(MIN_TASK_FEN, divideRounded((usualFen ?? 0) * TASK_FLOOR_PER_MILLE, 1000))
}

/**
 * Two disjoint sets of stores' tasks together: one rule's products of one name are one task with its stores, and so are the
 * orders of one rule. Associative and commutative.
 */
export function mergeTasks(a: readonly Task[], b: readonly Task[]): Task[] {
  const causes = Map.groupBy([...a, ...b], causeText)
  return [...causes.values()]
    .flatMap((same) => {
      const [first] = same
      if (!first) return []
      const places = same.flatMap((task) => task.places).sort(byPlace)
      return [
        {
          ...first,
          amountFen: same.reduce((sum, { amountFen }) => sum + amountFen, 0),
          places,
          also: inOrder(same.flatMap(({ also }) => also)),
        },
      ]
    })
    .sort(byTask)
}

export function mergeSmall(a: SmallFindings, b: SmallFindings): SmallFindings {
  return { count: a.count + b.count, amountFen: a.amountFen + b.amountFen }
}

/** What makes tasks of several stores one: products without a name are all different. */
function causeText({ rule, kind, name, places: [place] }: Task): string {
  const subject = kind === 'product' && name === null ? [place?.store, place?.productId] : [name]
  return JSON.stringify([rule, kind, ...subject])
}

function subjectText(subject: Subject): string {
  switch (subject.kind) {
    case 'order':
      return `order ${subject.orderId}`
    case 'product':
      return `product ${subject.productId}`
    case 'band':
      return `band ${subject.fromYuan}`
  }
}

/** Each name once, in code-point order. */
function inOrder(rules: readonly string[]): string[] {
  return [...new Set(rules)].sort(compareText)
}

function byAmount(a: Stake, b: Stake): number {
  return (
    b.amountFen - a.amountFen ||
    compareText(a.rule, b.rule) ||
    compareText(subjectText(a.subject), subjectText(b.subject))
  )
}

function byPlace(a: TaskPlace, b: TaskPlace): number {
  return b.amountFen - a.amountFen || compareText(a.store, b.store) || (a.productId ?? 0) - (b.productId ?? 0)
}

function byTask(a: Task, b: Task): number {
  const [first, second] = [a.places[0], b.places[0]]
  return (
    b.amountFen - a.amountFen ||
    compareText(a.rule, b.rule) ||
    compareText(a.name ?? '', b.name ?? '') ||
    (first && second ? byPlace(first, second) : 0)
  )
}

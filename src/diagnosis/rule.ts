import type { Advice } from './advice'
import type { CardSummary } from './cardSummary'
import type { Coverage } from './coverage'
import type { Fen } from './money'
import type { OrderDay } from './orderDay'
import type { ProductHistory } from './productHistory'
import type { RuleList } from './ruleList'
import type { StoreWindow, WindowDay } from './storeWindow'
import type { Lang, ListWords, RuleWords } from './words'

/** What a finding is about, within its store. */
export type Subject =
  | { kind: 'order'; orderId: string; channel: string }
  | { kind: 'product'; productId: number }
  /** Orders worth so much, from this value on to the next. */
  | { kind: 'band'; fromYuan: number }

/**
 * What a list is made of: which rows it finds in a store's window, the figures that they sum to, and what the list shows
 * of both.
 */
export interface Listed<Finding, Figures extends object> {
  /** Days of history that it needs and the store lacks; undefined where it can know. */
  missingHistoryDays(window: StoreWindow): number | undefined
  /** Why a store of enough history cannot know; absent: it always can. */
  unknownReason?(window: StoreWindow): UnknownReason | undefined
  find(window: StoreWindow): Finding[]
  /** What a finding is about: the same thing found again the day after is the same subject. */
  subject(finding: Finding): Subject
  /** Of what finds orders, which are new every day: whether it finds one. */
  findsOrder?(order: OrderDay): boolean
  /** How many findings one day alone has, where they are new every day. */
  dailyCount?(day: WindowDay): number
  /** Whether what it found the day before tells nothing: a product that falls due on one day alone, a week of orders. */
  notCompared?: true
  /** Whether the day can be compared with the one before; absent: always. */
  canCompare?(window: StoreWindow): boolean
  /** Whether it looks at orders and their sales, which have a channel; stock and history of products have none. */
  byChannel?: true
  /** The figures of one store. */
  figures(findings: readonly Finding[], window: StoreWindow): Figures
  /** The figures of two sets of stores together. Associative: sets of any size merge in any grouping. */
  merge(a: Figures, b: Figures): Figures
  view: ListedView<Finding, Figures>
}

/** What is shown of a list, as typed values and words. */
export interface ListedView<Finding, Figures extends object> {
  /** A line drawing on a 24 × 24 grid, as an SVG path. */
  iconPath: string
  /** Whether finding nothing is neither good nor bad. */
  neutralWhenEmpty?: true
  list: RuleList<Finding, Figures>
  words: Readonly<Record<Lang, ListWords>>
}

/**
 * A rule of the diagnosis. The card shows the figures, as the JSON does, and the list behind the card shows the findings:
 * one definition for both. Of a rule that finds orders, every day keeps how many it found.
 */
export interface Rule<Finding, Figures extends object> extends Listed<Finding, Figures> {
  /** Money that a finding costs a day; absent where a rule has none, null where it is unknown or another finding's. */
  impactTodayFen?(finding: Finding): Fen | null
  /**
   * What to do, with its number; absent where the rule's words say all.
   * @param findings of one product or of several orders, the worst first
   */
  advice?(findings: readonly Finding[], window: StoreWindow): Advice | null
  /**
   * What D shows of a product that was found the day before and is no longer. Absent where the rule looks at windows,
   * which tell by themselves: then it has recovered.
   * @param history undefined for a product without a line in the window
   */
  fateOf?(history: ProductHistory | undefined): Fate
  /** Whether it ranks a product against all others of the day. */
  ranksProducts?: true
  view: RuleView<Finding, Figures>
}

/** What became of a product that is found no more. `worse`: another rule has it now. */
export type Fate = 'recovered' | 'notSeen' | 'worse'

/** Why a rule cannot know, whatever the history. */
export type UnknownReason =
  /** The stock is one snapshot for several days. */
  'frozenStock'

/** What is shown of a rule, as typed values and words: nothing here draws. */
export interface RuleView<Finding, Figures extends object> extends ListedView<Finding, Figures> {
  /** Why lines of the day may not be used; of what else is left out, how much. */
  leftOut: readonly LeftOut[]
  ordersLeftOut?(figures: Figures): number
  card(figures: Figures, lang: Lang): CardSummary
  /** How high the card's body usually is on a phone, for the skeleton. */
  usualHeightPx: number
  words: Readonly<Record<Lang, RuleWords>>
}

/** A reason for which lines of the day are left out. */
export type LeftOut = Exclude<keyof Coverage, 'lines' | 'withoutPrice' | 'ordersWithoutFee'>

/** Any rule, seen as one that only its own kind of findings and figures go through. */
export type AnyRule = Rule<unknown, object>

/** What any list is made of, seen likewise. */
export type AnyListed = Listed<unknown, object>

/** Stores that a sum leaves out, where there are any. */
interface LeftOutStores {
  storesWithoutData?: number
  storesFrozen?: number
}

/** What a rule answers for a set of stores: figures, or that it cannot know. Never 0 for unknown. */
export type Outcome<Figures extends object> =
  | ({ status: 'ok' } & LeftOutStores & Figures)
  | ({ status: 'insufficientData'; needDays: number; haveDays: number } & LeftOutStores)
  | ({ status: 'unknown'; reason: UnknownReason } & LeftOutStores)

/** The figures that a rule gives. */
export type FiguresOf<R extends { figures(...inputs: never[]): object }> = ReturnType<R['figures']>

/** `missingHistoryDays` of a rule that needs some days of history. */
export function historyNeeded(days: number): (window: StoreWindow) => number | undefined {
  return (window) => (window.depthDays < days ? days : undefined)
}

/** `missingHistoryDays` of a rule that a single day suffices. */
export function noHistoryNeeded(): undefined {
  return undefined
}

/** `missingHistoryDays` of a rule that compares with the day before, which must have orders. */
export function dayBeforeNeeded(window: StoreWindow): number | undefined {
  return window.day(1) ? undefined : 2
}

/** What was found in a store's window, or why nobody can know. */
export type Examination<Finding> =
  | { status: 'known'; findings: Finding[] }
  | { status: 'insufficientData'; needDays: number }
  | { status: 'unknown'; reason: UnknownReason }

/** Lets a rule, or what else is listed, look at a store's window. */
export function examine<Finding>(rule: Listed<Finding, object>, window: StoreWindow): Examination<Finding> {
  const needDays = rule.missingHistoryDays(window)
  if (needDays !== undefined) return { status: 'insufficientData', needDays }
  const reason = rule.unknownReason?.(window)
  return reason ? { status: 'unknown', reason } : { status: 'known', findings: rule.find(window) }
}

/** The outcome of a rule for one store. */
export function outcomeOf<Finding, Figures extends object>(
  rule: Rule<Finding, Figures>,
  window: StoreWindow,
  examination: Examination<Finding> = examine(rule, window),
): Outcome<Figures> {
  switch (examination.status) {
    case 'insufficientData':
      return { ...examination, haveDays: window.depthDays }
    case 'unknown':
      return examination
    case 'known':
      return { status: 'ok', ...rule.figures(examination.findings, window) }
  }
}

/** Two sets of stores' outcomes together: stores that cannot know are left out of the sum and counted. */
export function mergeOutcomes<Finding, Figures extends object>(
  rule: Rule<Finding, Figures>,
  a: Outcome<Figures>,
  b: Outcome<Figures>,
): Outcome<Figures> {
  const leftOut = leftOutTogether(a, b)
  if (a.status === 'ok' && b.status === 'ok') return { status: 'ok', ...rule.merge(a, b), ...leftOut }
  if (a.status === 'insufficientData' && b.status === 'insufficientData') {
    return { ...a, haveDays: Math.max(a.haveDays, b.haveDays), ...leftOut }
  }
  // What some stores know goes before what none does, and stock that does not move before history that is short.
  const told =
    [a, b].find(({ status }) => status === 'ok') ?? [a, b].find(({ status }) => status === 'unknown')
  return { ...(told ?? a), ...leftOut }
}

function leftOutTogether(a: Outcome<object>, b: Outcome<object>): LeftOutStores {
  const storesWithoutData = countLeftOut(a, 'insufficientData') + countLeftOut(b, 'insufficientData')
  const storesFrozen = countLeftOut(a, 'unknown') + countLeftOut(b, 'unknown')
  return {
    ...(storesWithoutData ? { storesWithoutData } : {}),
    ...(storesFrozen ? { storesFrozen } : {}),
  }
}

/** Stores left out for a reason: a store by itself does not count itself. */
function countLeftOut(
  { status, storesWithoutData, storesFrozen }: Outcome<object>,
  reason: 'insufficientData' | 'unknown',
): number {
  const counted = reason === 'insufficientData' ? storesWithoutData : storesFrozen
  const isOneStore = storesWithoutData === undefined && storesFrozen === undefined
  return counted ?? (isOneStore && status === reason ? 1 : 0)
}

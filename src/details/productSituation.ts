import type { Advice } from '../diagnosis/advice'
import { balanceOf } from '../diagnosis/balances'
import { type BusinessDate, fromDayNumber } from '../diagnosis/businessDate'
import type { Fen } from '../diagnosis/money'
import { examine } from '../diagnosis/rule'
import { RULE_NAMES, type RULES, type RuleName, ruleNamed } from '../diagnosis/rules/index'
import type { StoreWindow } from '../diagnosis/storeWindow'
import { combineStakes, stakesOf } from '../diagnosis/tasks'
import { TWO_WEEKS_DAYS } from '../diagnosis/weeks'

/** What a product's day comes to in one sentence: what happened, since when, what to do. All of it is what the rules found. */

/** The rules that look at products. */
export type ProductRule = Exclude<RuleName, 'lossOrders' | 'deliveryCost' | 'orderValueBands'>

type FindingOf<Name extends RuleName> = ReturnType<(typeof RULES)[Name]['find']>[number]

/** What one rule found of the product: only sales below cost may be several. */
export type Found = {
  [Name in ProductRule]: { rule: Name; findings: [FindingOf<Name>, ...FindingOf<Name>[]] }
}[ProductRule]

/** Days in a row with evidence, D included. */
export interface Streak {
  days: number
  /** Whether it may be longer: of the day before nothing is known. */
  atLeast: boolean
}

/** What the day does not allow to judge. */
export type Blindness =
  /** The stock is one snapshot for several days. */
  | { kind: 'frozenStock' }
  /** No line of the product tells its stock on D. */
  | { kind: 'stockUnknown' }
  /** Too few days to compare two weeks. */
  | { kind: 'shortHistory'; days: number; needDays: number }

export type Situation =
  /** The store has no order on D. */
  | { status: 'closed' }
  | { status: 'quiet'; lastSaleDate: BusinessDate | null; blind: Blindness[] }
  | {
      status: 'found'
      /** What costs most today; without money, the first in the order of the main page. */
      lead: Found
      /** Money at stake a day and what to do; null where the rules rank no such finding. */
      stake: { amountFen: Fen; advice: Advice | null } | null
      /** null where nobody knows since when, or the finding itself says it. */
      streak: Streak | null
      also: ProductRule[]
    }

/** As far back as the page shows days. */
const MAX_STREAK_DAYS = 30

export const PRODUCT_RULES = RULE_NAMES.filter(
  (name): name is ProductRule => !ruleNamed(name).findsOrder && name !== 'orderValueBands',
)

/** What a rule found of a product in a store's window; undefined where it cannot know. */
function findingsOf(name: RuleName, productId: number, window: StoreWindow): unknown[] | undefined {
  const rule = ruleNamed(name)
  if (!window.day(0)) return undefined
  const examination = examine(rule, window)
  if (examination.status !== 'known') return undefined
  return examination.findings.filter((finding) => {
    const subject = rule.subject(finding)
    return subject.kind === 'product' && subject.productId === productId
  })
}

/** Whether a rule found a product in a store's window. */
export function isFound(name: RuleName, productId: number, window: StoreWindow): boolean {
  return (findingsOf(name, productId, window)?.length ?? 0) > 0
}

/**
 * @param own the window of the product's own lines
 * @param ofDay the day with all products, for the rules that rank them
 */
export function situationOf(productId: number, own: StoreWindow, ofDay: StoreWindow): Situation {
  if (!own.day(0)) return { status: 'closed' }
  const windowOf = (name: RuleName) => (ruleNamed(name).ranksProducts ? ofDay : own)
  const found = PRODUCT_RULES.flatMap((rule) => {
    const findings = findingsOf(rule, productId, windowOf(rule)) ?? []
    return findings.length > 0 ? [{ rule, findings } as unknown as Found] : []
  })
  const [stake] = combineStakes(
    found.flatMap(({ rule, findings }) =>
      stakesOf(rule, ruleNamed(rule), windowOf(rule), { status: 'known', findings: [...findings] }),
    ),
  )
  // Most money first, as among what to do; what has none keeps the order of the main page.
  const byMoney: (string | undefined)[] = [stake?.rule, ...(stake?.also ?? [])]
  const placeOf = ({ rule }: Found) => (byMoney.includes(rule) ? byMoney.indexOf(rule) : byMoney.length)
  const [lead, ...others] = found.toSorted((a, b) => placeOf(a) - placeOf(b))
  if (!lead) return quietOf(productId, own)
  return {
    status: 'found',
    lead,
    stake: stake ? { amountFen: stake.amountFen, advice: stake.advise([stake]) } : null,
    streak: streakOf(lead, productId, own),
    also: others.map(({ rule }) => rule),
  }
}

function quietOf(productId: number, window: StoreWindow): Situation {
  const stockMilli = window.history(productId)?.value(0, 'stockMilli') ?? null
  const blind: Blindness[] = []
  if (stockMilli === null) blind.push({ kind: 'stockUnknown' })
  else if (window.stockSnapshot(0) === 'frozen') blind.push({ kind: 'frozenStock' })
  if (window.depthDays < TWO_WEEKS_DAYS) {
    blind.push({ kind: 'shortHistory', days: window.depthDays, needDays: TWO_WEEKS_DAYS })
  }
  const lastSaleDay = balanceOf(window.balances(), productId)?.lastSaleDay ?? null
  return { status: 'quiet', lastSaleDate: lastSaleDay === null ? null : fromDayNumber(lastSaleDay), blind }
}

function streakOf(lead: Found, productId: number, window: StoreWindow): Streak | null {
  if (lead.rule === 'stockouts') return stockoutStreak(lead.findings[0].daysOut, productId, window)
  const rule = ruleNamed(lead.rule)
  return rule.notCompared || rule.ranksProducts || lead.rule === 'hotProducts'
    ? null
    : streakOfRule(lead.rule, productId, window)
}

/** The days that the rule counts, cut where the stock is one snapshot with that of a day before. */
function stockoutStreak(daysOut: number | null, productId: number, window: StoreWindow): Streak | null {
  if (daysOut === null) return null
  for (let offset = 0; offset < daysOut; offset++) {
    if (window.stockSnapshot(offset) === 'frozen') return { days: offset, atLeast: true }
  }
  const stockBeforeMilli = window.history(productId)?.value(daysOut, 'stockMilli') ?? 0
  return { days: daysOut, atLeast: stockBeforeMilli <= 0 }
}

/** Walks back from D while the rule finds the product; where a day shows nothing of it, nobody knows how it goes on. */
function streakOfRule(name: ProductRule, productId: number, window: StoreWindow): Streak {
  const { fateOf } = ruleNamed(name)
  let before = window.previous()
  for (let days = 1; days < MAX_STREAK_DAYS; days++) {
    const findings = before.isOver(0) ? findingsOf(name, productId, before) : undefined
    if (!findings) return { days, atLeast: true }
    if (findings.length === 0) {
      return { days, atLeast: fateOf?.(before.history(productId)) === 'notSeen' }
    }
    before = before.previous()
  }
  return { days: MAX_STREAK_DAYS, atLeast: true }
}

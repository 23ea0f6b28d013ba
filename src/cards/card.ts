import { CACHE_SCHEMA } from '../cache/keys'
import { ROLLUP_VERSION } from '../data/rollupRecord'
import type { BusinessDate } from '../diagnosis/businessDate'
import { compareText } from '../diagnosis/channels'
import { type DayFigures, diagnoseStore, mergeFigures } from '../diagnosis/diagnose'
import type { AbsentStore } from '../diagnosis/diagnosis'
import { KPI_SUMS } from '../diagnosis/kpi/sums'
import { RULE_NAMES, type RuleName, ruleNamed } from '../diagnosis/rules/index'
import type { StoreWindow } from '../diagnosis/storeWindow'
import { isRecord, parseJson } from '../json'

/**
 * The version of the cards that a refresh makes: another one's are all made anew. It counts the rules, so that a card
 * lacks none that came since.
 */
export const CARDS_VERSION = CACHE_SCHEMA * 1000 + RULE_NAMES.length

/** The answer for some stores on a business date, as it is stored: complete but for where it was found. */
export interface Card {
  schema: number
  /** The version of the stored days that it was computed from. */
  rollupVersion: number
  businessDate: BusinessDate
  /** The data that it was computed from: a store's version, or that of all data for all stores. */
  dataVersion: number
  /** ISO 8601, UTC. */
  computedAt: string
  /** null where no store has an order on the date. */
  figures: DayFigures | null
  absent: AbsentStore[]
  /** Stores whose figures could not be computed: the figures do not hold them. */
  failed: string[]
}

interface StoreState {
  name: string
  lastDate: BusinessDate
  dataVersion: number
}

/** A store's card. */
export function storeCard(window: StoreWindow, store: StoreState, computedAt: string): Card {
  const figures = diagnoseStore(window)
  if (!figures) return absentCard(store, window.businessDate, computedAt)
  return { ...emptyCard(window.businessDate, computedAt), dataVersion: store.dataVersion, figures }
}

/** The card of a store without an order on the date. */
export function absentCard(store: StoreState, businessDate: BusinessDate, computedAt: string): Card {
  return {
    ...emptyCard(businessDate, computedAt),
    dataVersion: store.dataVersion,
    absent: [{ store: store.name, lastDate: store.lastDate }],
  }
}

/** The card of no store: what merging begins with. */
export function emptyCard(businessDate: BusinessDate, computedAt: string): Card {
  return {
    schema: CACHE_SCHEMA,
    rollupVersion: ROLLUP_VERSION,
    businessDate,
    dataVersion: 0,
    computedAt,
    figures: null,
    absent: [],
    failed: [],
  }
}

/** Of a card that was put together from cards of several versions. */
const OLDER_ROLLUPS = 0

/** Two disjoint sets of stores' cards of one date together: as new as the newer one's data, as old as the older computation. */
export function mergeCards(a: Card, b: Card): Card {
  return {
    schema: CACHE_SCHEMA,
    rollupVersion: a.rollupVersion === b.rollupVersion ? a.rollupVersion : OLDER_ROLLUPS,
    businessDate: a.businessDate,
    dataVersion: Math.max(a.dataVersion, b.dataVersion),
    computedAt: a.computedAt < b.computedAt ? a.computedAt : b.computedAt,
    figures: a.figures && b.figures ? mergeFigures(a.figures, b.figures) : (a.figures ?? b.figures),
    absent: [...a.absent, ...b.absent].sort((x, y) => compareText(x.store, y.store)),
    failed: [...a.failed, ...b.failed].sort(compareText),
  }
}

/**
 * Several cards as one; undefined of none. Merging takes as long as both sides are large: in pairs, no card is merged more often than
 * it must.
 */
export function mergeAll(cards: readonly Card[]): Card | undefined {
  let sums = cards
  while (sums.length > 1) {
    sums = sums.flatMap((card, i) => {
      const next = sums[i + 1]
      if (i % 2 === 1) return []
      return [next ? mergeCards(card, next) : card]
    })
  }
  return sums[0]
}

/** Whether a card was computed from stored days of the current version. */
export function isOfCurrentRollups({ rollupVersion }: Card): boolean {
  return rollupVersion === ROLLUP_VERSION
}

const texts = new WeakMap<Card, string>()

/** A card as it is stored, in the database and in the cache alike: made once, for it takes as long as some rules do. */
export function cardText(card: Card): string {
  const known = texts.get(card)
  if (known !== undefined) return known
  const text = JSON.stringify(card)
  texts.set(card, text)
  return text
}

/** A stored card, or undefined for a text that is none of this schema: a miss, never an error. */
export function parseCard(text: string | undefined): Card | undefined {
  const value = parseJson(text)
  return isCard(value) ? value : undefined
}

function isCard(value: unknown): value is Card {
  return (
    isRecord(value) &&
    value.schema === CACHE_SCHEMA &&
    typeof value.rollupVersion === 'number' &&
    typeof value.businessDate === 'string' &&
    typeof value.dataVersion === 'number' &&
    typeof value.computedAt === 'string' &&
    !Number.isNaN(Date.parse(value.computedAt)) &&
    (value.figures === null || isFigures(value.figures)) &&
    Array.isArray(value.absent) &&
    Array.isArray(value.failed)
  )
}

function isFigures(value: unknown): value is DayFigures {
  if (!isRecord(value) || !Array.isArray(value.stores) || !isRecord(value.kpi) || !isRecord(value.rules))
    return false
  const { kpi, rules, week, stockSnapshot, notOver, doubtful, tasks, storeRows } = value
  return (
    isRecord(week) &&
    isRecord(stockSnapshot) &&
    Array.isArray(notOver) &&
    Array.isArray(doubtful) &&
    Array.isArray(tasks) &&
    Array.isArray(storeRows) &&
    isRecord(value.smallFindings) &&
    KPI_SUMS.every((name) => Number.isSafeInteger(kpi[name])) &&
    RULE_NAMES.every((name) => isOutcome(name, rules[name]))
  )
}

/** Whether it is an answer of the rule: one whose figures it cannot show would pass for one without findings. */
function isOutcome(name: RuleName, outcome: unknown): boolean {
  if (!isRecord(outcome)) return false
  if (outcome.status === 'insufficientData') return Number.isSafeInteger(outcome.needDays)
  if (outcome.status === 'unknown') return outcome.reason === 'frozenStock'
  try {
    return outcome.status === 'ok' && Number.isSafeInteger(ruleNamed(name).view.card(outcome, 'zh').count)
  } catch {
    return false
  }
}

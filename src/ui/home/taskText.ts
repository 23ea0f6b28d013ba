import type { Advice } from '../../diagnosis/advice'
import type { Reason } from '../../diagnosis/cell'
import type { Fen } from '../../diagnosis/money'
import { toPieces } from '../../diagnosis/quantity'
import { isRuleName, type RuleName, sectionOf } from '../../diagnosis/rules/index'
import { LEVERS, type Lever, mergeLevers } from '../../diagnosis/rules/lossOrders/levers'
import { words as lossOrderWords } from '../../diagnosis/rules/lossOrders/words'
import type { Task, TaskPlace } from '../../diagnosis/tasks'
import { reasonText } from '../i18n/cellText'
import { count, money, pieces, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { reasonTodo, tellingReasons } from '../i18n/reasonTodo'
import { ruleWords } from '../i18n/ruleWords'

/** A task in words: the thing, what to do with its number, and the reasons. */

/** A task of a rule that there is. */
export type KnownTask = Task & { rule: RuleName }

/** The tasks of rules that there are: a cached card may name others. */
export function knownTasks(tasks: readonly Task[]): KnownTask[] {
  return tasks.filter((task): task is KnownTask => isRuleName(task.rule))
}

interface TaskText {
  /** What to do, with its number. */
  todo: string
  reasons: string[]
}

/** @param rule that found it @param places one, or all that a task has */
export function taskText(rule: RuleName, places: readonly TaskPlace[], locale: Locale): TaskText {
  const { home } = locale.words
  const [first] = places
  const amountFen = places.reduce((sum, place) => sum + place.amountFen, 0)
  const fallback = ruleWords(rule, locale).todo
  const advised = adviceText(rule, places, first?.advice ?? null, locale)
  const money = moneyText(rule, amountFen, home)
  return { todo: advised.todo ?? fallback, reasons: [...advised.reasons, money] }
}

/** What a task's money is: lost on the day, or missed every day. */
function moneyText(rule: RuleName, amountFen: Fen, home: Locale['words']['home']): string {
  const amount = money(amountFen)
  if (rule === 'lowStock') return home.willMiss(amount)
  if (rule === 'stockouts' || sectionOf(rule) === 'watch') return home.missed(amount)
  return home.lost(amount)
}

/** What to do, where it has a number or a reason, and why. */
interface AdviceText {
  todo?: string | undefined
  reasons: string[]
}

function adviceText(
  rule: RuleName,
  places: readonly TaskPlace[],
  advice: Advice | null,
  locale: Locale,
): AdviceText {
  switch (advice?.kind) {
    case 'restock':
    case 'restockSoon':
      return restockText(places, advice, locale)
    case 'reprice':
      return repriceText(places, advice, locale)
    case 'spare':
      return spareText(places, locale)
    case 'reasons':
      return changeText(rule, places, advice, locale)
    case undefined:
      return { reasons: [] }
  }
}

type AdviceOf<Kind extends Advice['kind']> = Extract<Advice, { kind: Kind }>

function restockText(
  places: readonly TaskPlace[],
  advice: AdviceOf<'restock' | 'restockSoon'>,
  locale: Locale,
): AdviceText {
  const { advice: said } = locale.words.home
  const all = count(places.reduce((sum, place) => sum + piecesOf(place), 0))
  if (places.length > 1) return { todo: said.restockAll(all), reasons: [] }
  return { todo: said.restock(all), reasons: [stockText(advice, locale)] }
}

/** The cause is said where all places have the same. */
function repriceText(places: readonly TaskPlace[], advice: AdviceOf<'reprice'>, locale: Locale): AdviceText {
  const { advice: said } = locale.words.home
  const causes = new Set(places.map((place) => place.advice?.kind === 'reprice' && place.advice.cause))
  const { todo, reasons } = priceText(places, locale)
  return {
    todo,
    reasons: [
      ...reasons,
      ...(causes.size === 1 ? [said.causes[advice.cause]] : []),
      ...(places.length === 1 && advice.since !== null
        ? [said.since(shortDate(advice.since, locale.lang))]
        : []),
    ],
  }
}

/** The two levers that would have saved most orders: they overlap, and are not added. */
function spareText(places: readonly TaskPlace[], { words, lang }: Locale): AdviceText {
  const levers = places
    .flatMap((place) => (place.advice?.kind === 'spare' ? [place.advice.levers] : []))
    .reduce(mergeLevers)
  const text = (lever: Lever) =>
    words.home.advice.lever(lossOrderWords[lang].levers[lever], count(levers[lever]))
  const [best, next] = LEVERS.filter((lever) => levers[lever] > 0).sort((a, b) => levers[b] - levers[a])
  if (!best) return { todo: lossOrderWords[lang].levers.none, reasons: [] }
  return { todo: text(best), reasons: next ? [text(next)] : [] }
}

/** What to do is said where it is the same in all places. */
function changeText(
  rule: RuleName,
  places: readonly TaskPlace[],
  advice: AdviceOf<'reasons'>,
  locale: Locale,
): AdviceText {
  const todos = new Set(places.map((place) => reasonTodo(rule, reasonsOf(place), locale)))
  const reasons = places.length === 1 ? tellingReasons(rule, advice.reasons).slice(0, 2) : []
  return {
    todo: todos.size === 1 ? [...todos][0] : undefined,
    reasons: reasons.map((reason) => reasonText(reason, locale.words)),
  }
}

function reasonsOf({ advice }: TaskPlace): Reason[] {
  return advice?.kind === 'reasons' ? advice.reasons : []
}

function piecesOf({ advice }: TaskPlace): number {
  return advice?.kind === 'restock' || advice?.kind === 'restockSoon' ? advice.pieces : 0
}

function stockText(advice: Extract<Advice, { kind: 'restock' | 'restockSoon' }>, { words }: Locale): string {
  const { advice: said } = words.home
  if (advice.kind === 'restockSoon') return said.left(pieces(toPieces(advice.stockMilli)))
  if (advice.isSnapshot) return said.snapshot
  return advice.daysOut !== null && advice.daysOut > 1 ? said.outFor(advice.daysOut) : said.out
}

/** Below this price, nobody sells: it is an event. */
const NEARLY_FREE_FEN = 10

/** The price that would not lose, and what is paid now; of several stores, from the lowest to the highest. */
function priceText(places: readonly TaskPlace[], { words }: Locale): { todo: string; reasons: string[] } {
  const { advice: said } = words.home
  const advices = places.flatMap(({ advice }) => (advice?.kind === 'reprice' ? [advice] : []))
  const least = advices.flatMap(({ atLeastFen }) => atLeastFen ?? [])
  const paid = advices.map(({ nowFen }) => nowFen)
  const [low, high] = [Math.min(...least), Math.max(...least)]
  const [from, to] = [Math.min(...paid), Math.max(...paid)]
  const now = said.now(money(from), money(to))
  if (to < NEARLY_FREE_FEN) {
    const price = least.length === 0 ? [] : [said.atLeastOnly(money(high))]
    return { todo: said.nearlyFree, reasons: price }
  }
  if (least.length === 0) return { todo: said.belowCost(money(from)), reasons: [] }
  if (low !== high) return { todo: said.atLeastUpTo(money(low), money(high)), reasons: [now] }
  if (from !== to) return { todo: said.atLeastOnly(money(low)), reasons: [now] }
  return { todo: said.atLeast(money(low), money(from)), reasons: [] }
}

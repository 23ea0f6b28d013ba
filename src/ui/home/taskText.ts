import type { Advice } from '../../diagnosis/advice'
import type { Fen } from '../../diagnosis/money'
import { toPieces } from '../../diagnosis/quantity'
import { isRuleName, type RuleName, sectionOf } from '../../diagnosis/rules/index'
import { LEVERS, mergeLevers } from '../../diagnosis/rules/lossOrders/levers'
import { words as lossOrderWords } from '../../diagnosis/rules/lossOrders/words'
import type { Task, TaskPlace } from '../../diagnosis/tasks'
import { reasonText } from '../i18n/cellText'
import { count, money, pieces, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
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
  const advised = adviceText(places, first?.advice ?? null, locale)
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

function adviceText(
  places: readonly TaskPlace[],
  advice: Advice | null,
  locale: Locale,
): { todo?: string; reasons: string[] } {
  const { words, lang } = locale
  const { advice: said } = words.home
  const isOne = places.length === 1
  switch (advice?.kind) {
    case 'restock':
    case 'restockSoon': {
      const all = places.reduce((sum, place) => sum + piecesOf(place), 0)
      const todo = isOne ? said.restock(count(all)) : said.restockAll(count(all))
      return { todo, reasons: isOne ? [stockText(advice, locale)] : [] }
    }
    case 'reprice': {
      const reasons = [said.causes[advice.cause]]
      if (isOne && advice.since !== null) reasons.push(said.since(shortDate(advice.since, lang)))
      return { todo: priceText(places, advice, locale), reasons }
    }
    case 'spare': {
      const levers = places
        .flatMap((place) => (place.advice?.kind === 'spare' ? [place.advice.levers] : []))
        .reduce(mergeLevers)
      const [best, ...others] = LEVERS.filter((lever) => levers[lever] > 0).sort(
        (a, b) => levers[b] - levers[a],
      )
      const text = (lever: keyof typeof levers) =>
        said.lever(lossOrderWords[lang].levers[lever], count(levers[lever]))
      if (!best) return { todo: lossOrderWords[lang].levers.none, reasons: [] }
      return { todo: text(best), reasons: others.slice(0, 1).map(text) }
    }
    case 'reasons': {
      const [first] = advice.reasons.filter(({ code }) => said.byReason[code] !== undefined)
      const todo = first && said.byReason[first.code]
      const reasons = advice.reasons.slice(0, 2).map((reason) => reasonText(reason, words))
      return { ...(todo === undefined ? {} : { todo }), reasons: isOne ? reasons : [] }
    }
    case undefined:
      return { reasons: [] }
  }
}

function piecesOf({ advice }: TaskPlace): number {
  return advice?.kind === 'restock' || advice?.kind === 'restockSoon' ? advice.pieces : 0
}

function stockText(advice: Extract<Advice, { kind: 'restock' | 'restockSoon' }>, { words }: Locale): string {
  const { advice: said } = words.home
  if (advice.kind === 'restockSoon') return said.left(pieces(toPieces(advice.stockMilli)))
  return advice.daysOut !== null && advice.daysOut > 1 ? said.outFor(advice.daysOut) : said.out
}

/** The price that would not lose; of several stores, from the lowest to the highest. */
function priceText(
  places: readonly TaskPlace[],
  { atLeastFen, nowFen }: Extract<Advice, { kind: 'reprice' }>,
  { words }: Locale,
): string {
  const { advice: said } = words.home
  const known = places.flatMap(({ advice }) =>
    advice?.kind === 'reprice' && advice.atLeastFen !== null ? [advice.atLeastFen] : [],
  )
  const [low, high] = [Math.min(...known), Math.max(...known)]
  if (known.length > 1 && low !== high) return said.atLeastUpTo(money(low), money(high))
  return atLeastFen === null ? said.belowCost(money(nowFen)) : said.atLeast(money(atLeastFen), money(nowFen))
}

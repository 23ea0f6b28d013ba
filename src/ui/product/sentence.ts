import type { Blindness, Found, Situation, Streak } from '../../details/productSituation'
import type { Advice } from '../../diagnosis/advice'
import { addDays, type BusinessDate } from '../../diagnosis/businessDate'
import { toFen } from '../../diagnosis/money'
import { toPieces } from '../../diagnosis/quantity'
import type { Restock } from '../../diagnosis/restock'
import { coverTenths } from '../../diagnosis/rules/lowStock/cover'
import type { Stockout } from '../../diagnosis/rules/stockouts/rule'
import { count, money, pieces, rate, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { reasonTodo } from '../i18n/reasonTodo'
import { ruleWords } from '../i18n/ruleWords'

/** What happened to a product, since when, and what to do: one sentence in two parts. */
interface Sentence {
  what: string
  /** null where there is nothing to do. */
  todo: string | null
}

/** @param restock the number of a product that runs low; of one that is out, its advice has the same */
export function sentenceOf(
  situation: Situation,
  restock: Restock,
  businessDate: BusinessDate,
  locale: Locale,
): Sentence {
  const { words, lang } = locale
  const { say } = words.product
  const dayOf = (date: BusinessDate) => shortDate(date, lang)
  switch (situation.status) {
    case 'closed':
      return { what: say.closed(dayOf(businessDate)) + say.end, todo: null }
    case 'quiet': {
      const { lastSaleDate, blind } = situation
      const lastSale = lastSaleDate === null ? say.neverSold : say.lastSale(dayOf(lastSaleDate))
      const clauses = [say.quiet(dayOf(businessDate)), lastSale, ...blind.map((of) => blindText(of, locale))]
      return { what: clauses.join(say.clauses) + say.end, todo: null }
    }
    case 'found': {
      const { lead, stake, streak, also } = situation
      const names = also.map((rule) => ruleWords(rule, locale).name).join(words.listSeparator)
      const amountFen = stake?.amountFen ?? null
      const clauses = clausesOf(lead, { businessDate, amountFen, streak }, locale)
      return {
        what: clauses.join(say.clauses) + (names && say.also(names)) + say.beforeTodo,
        todo: todoOf(lead, stake?.advice ?? null, restock, locale) + say.end,
      }
    }
  }
}

function blindText(blind: Blindness, { words }: Locale): string {
  const { blind: say } = words.product.say
  return blind.kind === 'shortHistory' ? say.shortHistory(blind.days, blind.needDays) : say[blind.kind]()
}

interface Around {
  businessDate: BusinessDate
  amountFen: number | null
  streak: Streak | null
}

function clausesOf(lead: Found, { businessDate, amountFen, streak }: Around, locale: Locale): string[] {
  const { words, lang } = locale
  const { say } = words.product
  const day = shortDate(businessDate, lang)
  const missed = amountFen === null ? [] : [say.missedDaily(money(amountFen))]
  const sinceWhen = inARow(streak, locale)
  switch (lead.rule) {
    case 'stockouts':
      return [
        streak ? outSince(streak, businessDate, locale) : outUnknownSince(lead.findings[0], locale),
        ...missed,
      ]
    case 'lowStock': {
      const [finding] = lead.findings
      const left = say.left(pieces(toPieces(finding.stockMilli)))
      return [left, say.lasts(coverTenths(finding)), ...sinceWhen]
    }
    case 'belowCost': {
      const lossFen = lead.findings.reduce((sum, finding) => sum + finding.lossFen, 0)
      return [say.belowCost(day, lead.findings.length, money(lossFen)), ...sinceWhen]
    }
    case 'salesDrop': {
      const [{ priorDailyTenths, recentDailyTenths }] = lead.findings
      return [
        say.salesFell(count(priorDailyTenths / 10), count(recentDailyTenths / 10)),
        ...missed,
        ...sinceWhen,
      ]
    }
    case 'marginDrop': {
      const [{ prior, recent }] = lead.findings
      return [say.marginFell(rate(prior.rateTenths), rate(recent.rateTenths)), ...missed, ...sinceWhen]
    }
    case 'slowMoving': {
      const [{ daysSinceLastSale, stockMilli, amountFen: costFen }] = lead.findings
      const stock = pieces(toPieces(stockMilli))
      return [
        say.unsoldFor(daysSinceLastSale, shortDate(addDays(businessDate, -daysSinceLastSale), lang)),
        costFen === null ? say.tiedUpUnknown(stock) : say.tiedUp(stock, money(costFen)),
      ]
    }
    case 'newProducts': {
      const [{ quantityMilli, lastSaleDate }] = lead.findings
      const sold = pieces(toPieces(quantityMilli))
      return [
        lastSaleDate === null
          ? say.firstSale(day, sold)
          : say.firstInAWeek(day, sold, shortDate(lastSaleDate, lang)),
      ]
    }
    case 'hotProducts': {
      const [{ quantityMilli, previousQuantityMilli, streakDays }] = lead.findings
      const sold = pieces(toPieces(quantityMilli))
      return [
        previousQuantityMilli > 0
          ? say.hot(day, sold, pieces(toPieces(previousQuantityMilli)))
          : say.hotFromNone(day, sold),
        ...(streakDays > 1 ? [say.growing(streakDays)] : []),
      ]
    }
    case 'topProfit': {
      const [{ profitMicro, marginTenths }] = lead.findings
      return [say.topProfit(day, money(toFen(profitMicro)), rate(marginTenths))]
    }
  }
}

/** Days in a row; nothing of a single one, which the sentence names. */
function inARow(streak: Streak | null, { words }: Locale): string[] {
  const { say } = words.product
  if (!streak || streak.days < 2) return []
  return [streak.atLeast ? say.atLeastInARow(streak.days) : say.inARow(streak.days)]
}

function outSince(streak: Streak, businessDate: BusinessDate, { words, lang }: Locale): string {
  const { say } = words.product
  const since = shortDate(addDays(businessDate, 1 - streak.days), lang)
  if (streak.atLeast) return say.outForAtLeast(streak.days, since)
  return streak.days === 1 ? say.outOn(since) : say.outFor(streak.days, since)
}

/** A stockout of which nobody knows when it began: its own stock is a snapshot, or that of the days before. */
function outUnknownSince({ since }: Pick<Stockout, 'since'>, { words }: Locale): string {
  const { say } = words.product
  return since === null ? say.outInExport : say.outSinceUnknown
}

function todoOf(lead: Found, advice: Advice | null, restock: Restock, locale: Locale): string {
  const { say } = locale.words.product
  if (advice?.kind === 'reprice') {
    const now = money(advice.nowFen)
    return advice.atLeastFen === null ? say.atLeastUnknown(now) : say.atLeast(money(advice.atLeastFen), now)
  }
  if (advice?.kind === 'reasons') {
    const todo = reasonTodo(lead.rule, advice.reasons, locale)
    if (todo !== undefined) return todo
  }
  const isShort = lead.rule === 'stockouts' || lead.rule === 'lowStock'
  if (isShort && restock.status === 'order') return say.restock(count(restock.pieces))
  return ruleWords(lead.rule, locale).todo
}

import type { Diagnosis } from '../../diagnosis/diagnosis'
import { changeTenths } from '../../diagnosis/money'
import type { Week } from '../../diagnosis/week'
import { growth, money } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { dayWord } from './dayWord'
import { moneyTasks, TASKS_SHOWN } from './taskList'
import type { HomeView } from './view'

interface HeadlineProps {
  diagnosis: Diagnosis
  span: HomeView['span']
  nowIso: string
  locale: Locale
}

/** The morning in one sentence: what the day earned, against the same weekday, and what to do first. */
export function Headline({ diagnosis, span, nowIso, locale }: HeadlineProps) {
  const { kpi, businessDate } = diagnosis
  const { home } = locale.words
  if (!kpi) return null
  const day = dayWord(businessDate, nowIso, locale) ?? home.thatDay
  const first = moneyTasks(diagnosis).slice(0, TASKS_SHOWN)
  const amountFen = first.reduce((sum, task) => sum + task.amountFen, 0)
  return (
    <p class="headline">
      {span === 'week' && diagnosis.week ? (
        <WeekText week={diagnosis.week} locale={locale} />
      ) : (
        <>
          <b>{home.headline.netProfit(day, money(kpi.netProfitFen))}</b>
          {weekdayText(diagnosis, locale)}
        </>
      )}
      {first.length > 0 ? home.headline.first(first.length, money(amountFen)) : home.headline.nothing}
    </p>
  )
}

/** The week against the one before, of the stores that have both. */
function WeekText({ week, locale }: { week: Week; locale: Locale }) {
  const { home } = locale.words
  const { current, comparable = current, prior, netProfitChange } = week
  const tenths =
    prior && netProfitChange !== null ? changeTenths(comparable.netProfitFen, prior.netProfitFen) : null
  const change = tenths === null ? undefined : growth(tenths / 10)
  return (
    <>
      <b>{home.headline.weekNetProfit(money(current.netProfitFen))}</b>
      {change !== undefined &&
        home.headline.weekAgainst(netProfitChange === 'flat' ? home.flat(change) : change)}
    </>
  )
}

/**
 * Against the same weekday a week before, of the stores that have orders on both: what came or went with a store is no change. A part of
 * a day is compared with nothing.
 */
function weekdayText({ storeRows, partial }: Diagnosis, { words }: Locale): string {
  const { headline } = words.home
  if (partial) return ''
  const rows = storeRows ?? []
  const both = rows.flatMap(({ kpi, weekdayBefore }) =>
    weekdayBefore ? [{ now: kpi.netProfitFen, before: weekdayBefore.netProfitFen }] : [],
  )
  if (both.length === 0) return headline.noWeekday
  const nowFen = both.reduce((sum, { now }) => sum + now, 0)
  const beforeFen = both.reduce((sum, { before }) => sum + before, 0)
  const stores = both.length < rows.length ? both.length : null
  const tenths = changeTenths(nowFen, beforeFen)
  return tenths === null
    ? headline.againstAmount(money(beforeFen), stores)
    : headline.against(growth(tenths / 10), stores)
}

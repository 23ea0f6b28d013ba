import { addDays, type BusinessDate, isBusinessDate } from '../../diagnosis/businessDate'
import type { Lang } from '../../diagnosis/words'
import { shortDate } from './format'

/** Days in a row that are told by the first and the last of them; two are named. */
const RUN_DAYS = 3

/**
 * Days in as few words as name them all: `11月20日–22日`, `25日`; `20–22 Nov`, `25 Nov`.
 * @param dates oldest first
 * @param most how many ranges; the latest are named
 */
export function dayRanges(dates: readonly BusinessDate[], lang: Lang, most = dates.length): string[] {
  return textsOf(runsOf(dates.filter(isBusinessDate)), lang, most)
}

/** The same of all days from one to another; none where one of them is no date. */
export function dayRange(first: BusinessDate, last: BusinessDate, lang: Lang): string[] {
  return isBusinessDate(first) && isBusinessDate(last) ? textsOf([{ first, last }], lang, RUN_DAYS) : []
}

function textsOf(runs: readonly Run[], lang: Lang, most: number): string[] {
  const texts: string[] = []
  let before: BusinessDate | undefined
  const named = runs.flatMap(withoutShortRun)
  for (const { first, last } of named.slice(Math.max(0, named.length - most))) {
    texts.push(lang === 'zh' ? rangeInChinese(first, last, before) : rangeInEnglish(first, last))
    before = last
  }
  return texts
}

interface Run {
  first: BusinessDate
  last: BusinessDate
}

function runsOf(dates: readonly BusinessDate[]): Run[] {
  const runs: Run[] = []
  for (const date of dates) {
    const run = runs.at(-1)
    if (run && addDays(run.last, 1) === date) run.last = date
    else runs.push({ first: date, last: date })
  }
  return runs
}

function withoutShortRun(run: Run): Run[] {
  if (run.first === run.last || addDays(run.first, RUN_DAYS - 1) <= run.last) return [run]
  return [
    { first: run.first, last: run.first },
    { first: run.last, last: run.last },
  ]
}

/** A month is said once, until it is another. */
function rangeInChinese(first: BusinessDate, last: BusinessDate, before: BusinessDate | undefined): string {
  const from = dayAfter(first, before)
  return first === last ? from : `${from}–${dayAfter(last, first)}`
}

function dayAfter(date: BusinessDate, before: BusinessDate | undefined): string {
  const text = shortDate(date, 'zh')
  return sameMonth(date, before) ? text.replace(/^\d+月/, '') : text
}

function rangeInEnglish(first: BusinessDate, last: BusinessDate): string {
  if (first === last) return shortDate(first, 'en')
  if (!sameMonth(first, last)) return `${shortDate(first, 'en')} – ${shortDate(last, 'en')}`
  return `${Number(first.slice(8))}–${shortDate(last, 'en')}`
}

function sameMonth(date: BusinessDate, other: BusinessDate | undefined): boolean {
  return date.slice(0, 7) === other?.slice(0, 7)
}

import type { BusinessDate } from '../../diagnosis/businessDate'
import { daysBehind } from '../i18n/format'
import type { Locale } from '../i18n/locale'

/** `昨天`; undefined for a day that has no word of its own. */
export function dayWord(date: BusinessDate, nowIso: string, { words }: Locale): string | undefined {
  return words.home.dayWords[daysBehind(date, nowIso) ?? -1]
}

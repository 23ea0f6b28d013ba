import type { Diagnosis } from '../../diagnosis/diagnosis'
import { Icon } from '../components/icons'
import { dayRange } from '../i18n/dayRanges'
import type { Locale } from '../i18n/locale'

interface StockNoteProps {
  diagnosis: Pick<Diagnosis, 'businessDate' | 'stores' | 'stockSnapshot' | 'frozenStockSince'>
  locale: Locale
}

/** That stock does not move, so that nobody knows since when something is out: said once, for all rules that rest on it. */
export function StockNote({ diagnosis, locale }: StockNoteProps) {
  const { businessDate, stores, stockSnapshot, frozenStockSince } = diagnosis
  if (!stockSnapshot?.frozen) return null
  const { frozenStock, listSeparator } = locale.words
  const days = dayRange(frozenStockSince ?? '', businessDate, locale.lang).join(listSeparator)
  return (
    <p class="notice">
      <Icon name="clock" />
      <span>{frozenStock.note(stores.length > 1 ? stockSnapshot.frozen : null, days || null)}</span>
    </p>
  )
}

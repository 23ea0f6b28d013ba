import type { Locale } from '../i18n/locale'
import type { MeView } from './view'

/** What every part of the reader's own page is drawn from. */
export interface MeProps {
  view: Extract<MeView, { status: 'ready' }>
  locale: Locale
}

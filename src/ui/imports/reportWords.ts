import type { ImportWarning, RejectReason } from '../../import/report'
import type { Locale } from '../i18n/locale'

export function warningText({ code }: ImportWarning, _locale: Locale): string {
  return code
}

export function rejectionText({ text }: RejectReason, _locale: Locale): string {
  return text
}

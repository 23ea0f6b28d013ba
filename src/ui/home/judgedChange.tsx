import type { NetProfitChange } from '../../diagnosis/week'
import { Icon } from '../components/icons'
import type { Locale } from '../i18n/locale'

interface JudgedChangeProps {
  verdict: NetProfitChange
  /** By how much. */
  text: string
  locale: Locale
}

/** A change of the week's net profit: an arrow only where it is more than chance. */
export function JudgedChange({ verdict, text, locale }: JudgedChangeProps) {
  if (verdict === 'flat') return <>{locale.words.home.flat(text)}</>
  return (
    <span class={`delta ${verdict === 'up' ? 'good' : 'bad'}`}>
      <Icon name={verdict} />
      {text}
    </span>
  )
}

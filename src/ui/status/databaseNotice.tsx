import type { DatabaseFill } from '../../status/status'
import { Icon } from '../components/icons'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'

interface DatabaseNoticeProps {
  database: DatabaseFill
  /** Whether there is no other: then it needs no name. */
  isOnly: boolean
  locale: Locale
}

/** What is to be done about a database that fills up, or that cannot be reached. */
export function DatabaseNotice({ database, isOnly, locale }: DatabaseNoticeProps) {
  const { system } = locale.words
  if (database.status !== 'answers') {
    const notice = system.unreachedNotices[database.status]
    return <Notice isAlarm text={notice(database.database, count(database.stores))} />
  }
  const { fullness } = database
  if (fullness === 'roomy') return null
  const text = system[fullness]
  return (
    <Notice isAlarm={fullness === 'full'} text={isOnly ? text : system.ofDatabase(database.database, text)} />
  )
}

function Notice({ isAlarm, text }: { isAlarm: boolean; text: string }) {
  return (
    <p class={isAlarm ? 'notice alarm' : 'notice'} role="alert">
      <Icon name="alert" />
      <span>{text}</span>
    </p>
  )
}

import type { AbsentStore, Diagnosis } from '../../diagnosis/diagnosis'
import { Icon } from '../components/icons'
import { StoreNames } from '../components/storeNames'
import { age, count, instant, longDate, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { coverageHref, pageHref, statusHref } from '../links'
import { lackedDates, lackedDays } from './lackedDays'
import type { ShellView } from './view'

/** What is wrong with the day or its data, where something is; and for the foot of the page, how old the answer is. */

/** Absent stores named at first sight; more of them are behind a click. */
const ABSENT_SHOWN = 3

interface StatusLineProps {
  diagnosis: Diagnosis
  /** Why the latest refresh broke off, for who can mend it. */
  trouble?: string | undefined
  /** Whether the database fills up, for who can mend it. */
  isFilling?: true | undefined
  nowIso: string
  shell: ShellView
  locale: Locale
}

export function StatusLine({ diagnosis, trouble, isFilling, nowIso, shell, locale }: StatusLineProps) {
  const { absent, failed, source } = diagnosis
  return (
    <>
      {trouble !== undefined && (
        <p class="notice">
          <Icon name="alert" />
          <span>
            {locale.words.status.trouble} <bdi>{trouble}</bdi>{' '}
            <a href={statusHref(locale.lang)}>{locale.words.status.toStatus}</a>
          </span>
        </p>
      )}
      {isFilling && (
        <p class="notice">
          <Icon name="alert" />
          <span>
            {locale.words.status.filling} <a href={statusHref(locale.lang)}>{locale.words.status.toStatus}</a>
          </span>
        </p>
      )}
      <DayState diagnosis={diagnosis} locale={locale} />
      {absent.length > 0 && <Absent stores={absent} nowIso={nowIso} shell={shell} locale={locale} />}
      {source === 'stale' && <StaleNotice diagnosis={diagnosis} shell={shell} locale={locale} />}
      {failed.length > 0 && (
        <p class="notice">
          <Icon name="alert" />
          <span>
            {locale.words.status.failed(failed.length)}
            <StoreNames stores={failed.map((store) => ({ store }))} locale={locale} />
          </span>
        </p>
      )}
    </>
  )
}

/** Whether the figures are of a whole day, and of all its orders. */
function DayState({ diagnosis, locale }: Pick<StatusLineProps, 'diagnosis' | 'locale'>) {
  const { businessDate, kpi, stores, partial } = diagnosis
  const { words, lang } = locale
  const notOver = diagnosis.notOver ?? []
  const doubtful = diagnosis.doubtful ?? []
  const ofSome = notOver.length > 0 && notOver.length < stores.length
  if (!kpi) return null
  return (
    <>
      {partial && (
        <p class="notice">
          <Icon name="alert" />
          <span>
            {ofSome
              ? words.status.notOverStores(notOver.length)
              : words.status.notOver(shortDate(businessDate, lang))}
            {ofSome && <StoreNames stores={notOver.map((store) => ({ store }))} locale={locale} />}
          </span>
        </p>
      )}
      {doubtful.length > 0 && (
        <p class="notice">
          <Icon name="alert" />
          <span>
            {words.status.doubtful(shortDate(businessDate, lang))}
            <StoreNames
              stores={doubtful.map(({ store, orders, why }) => ({
                store,
                note: words.status.note(
                  'usualOrders' in why
                    ? words.status.fewOrders(count(orders), count(why.usualOrders))
                    : words.status.manyRejected(count(why.rejectedOrders)),
                ),
              }))}
              locale={locale}
            />{' '}
            <a href={coverageHref(lang)}>{words.status.toCoverage}</a>
          </span>
        </p>
      )}
    </>
  )
}

/** That the data ends before yesterday. A day asked for may be as old as it likes. */
export function Late({ diagnosis, nowIso, shell, locale }: StatusLineProps) {
  const { words, lang } = locale
  const { businessDate, kpi } = diagnosis
  const lacked = lackedDays(businessDate, nowIso)
  if (shell.date !== null || !kpi || lacked === 0) return null
  return (
    <p class="late">
      {words.status.dataUpTo} <time dateTime={businessDate}>{longDate(businessDate, lang)}</time>{' '}
      <a class="late" href={coverageHref(lang)}>
        {words.system.daysMissing(lacked)}
      </a>
    </p>
  )
}

/** How old the answer is and where it came from. */
export function Freshness({ diagnosis, nowIso, locale }: Omit<StatusLineProps, 'shell'>) {
  const { words, lang } = locale
  const { computedAt, checkedAt, source } = diagnosis
  return (
    <p class="freshness">
      <time dateTime={computedAt}>
        {words.status.computed(instant(computedAt, nowIso, lang), age(computedAt, nowIso, lang))}
      </time>
      <span class={`chip source-${source}`}>
        <i class="dot" />
        {words.status.source[source]}
        {source === 'cache' && ` · ${words.status.checked(age(checkedAt, nowIso, lang))}`}
      </span>
    </p>
  )
}

/** Why an answer past its freshness limit is shown. */
function StaleNotice({ diagnosis, shell, locale }: Omit<StatusLineProps, 'nowIso'>) {
  const { nav, status } = locale.words
  return (
    <p class="notice">
      <Icon name="alert" />
      <span>
        {diagnosis.staleReason ? status.stale[diagnosis.staleReason] : status.staleUnknown}{' '}
        <a class="reload" href={pageHref(shell, locale.lang)}>
          {nav.reload}
        </a>
      </span>
    </p>
  )
}

interface AbsentProps {
  stores: readonly AbsentStore[]
  nowIso: string
  shell: ShellView
  locale: Locale
}

/** Stores without orders on the day. Of the latest one, which days they lack by now; of another, when they had any last. */
function Absent({ stores, nowIso, shell, locale }: AbsentProps) {
  const { words, lang } = locale
  const { status } = words
  const noted = stores.map(({ store, lastDate }) => {
    const lacked = shell.date === null ? lackedDates(lastDate, nowIso, locale) : null
    return { store, note: lacked === null ? status.lastDay(shortDate(lastDate, lang)) : status.note(lacked) }
  })
  const more = noted.slice(ABSENT_SHOWN)
  return (
    <div class="absent">
      <p>
        {status.absent(stores.length)}
        <StoreNames stores={noted.slice(0, ABSENT_SHOWN)} locale={locale} />{' '}
        <a href={coverageHref(lang)}>{status.toCoverage}</a>
      </p>
      {more.length > 0 && (
        <details>
          <summary>{status.more(more.length)}</summary>
          <p>
            <StoreNames stores={more} locale={locale} />
          </p>
        </details>
      )}
    </div>
  )
}

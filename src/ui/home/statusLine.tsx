import type { AbsentStore, Diagnosis } from '../../diagnosis/diagnosis'
import { Icon } from '../components/icons'
import { StoreNames } from '../components/storeNames'
import { age, daysBehind, instant, longDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { pageHref } from '../links'
import type { ShellView } from './view'

/** How far the data goes, how old the answer is and where it came from; and which stores are not in it. */

/** Absent stores named at first sight; more of them are behind a click. */
const ABSENT_SHOWN = 3

interface StatusLineProps {
  diagnosis: Diagnosis
  nowIso: string
  shell: ShellView
  locale: Locale
}

export function StatusLine({ diagnosis, nowIso, shell, locale }: StatusLineProps) {
  const { absent, failed, source } = diagnosis
  return (
    <>
      <Freshness diagnosis={diagnosis} nowIso={nowIso} shell={shell} locale={locale} />
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
      {absent.length > 0 && <Absent stores={absent} locale={locale} />}
    </>
  )
}

function Freshness({ diagnosis, nowIso, shell, locale }: StatusLineProps) {
  const { lang } = locale
  const { status } = locale.words
  const { businessDate, computedAt, checkedAt, source } = diagnosis
  const behind = daysBehind(businessDate, nowIso)
  // On the morning after a business day its data is as fresh as can be. A day asked for may be as old as it likes.
  const late = shell.date === null && behind !== null && behind > 1
  return (
    <p class="freshness">
      {diagnosis.kpi && (
        <span class={late ? 'late' : undefined}>
          {status.dataUpTo} <time dateTime={businessDate}>{longDate(businessDate, lang)}</time>
          {late && <b>{status.daysBehind(behind)}</b>}
        </span>
      )}
      <time dateTime={computedAt}>
        {status.computed(instant(computedAt, nowIso, lang), age(computedAt, nowIso, lang))}
      </time>
      <span class={`chip source-${source}`}>
        <i class="dot" />
        {status.source[source]}
        {source === 'cache' && ` · ${status.checked(age(checkedAt, nowIso, lang))}`}
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

function Absent({ stores, locale }: { stores: readonly AbsentStore[]; locale: Locale }) {
  const { status } = locale.words
  const more = stores.slice(ABSENT_SHOWN)
  return (
    <div class="absent">
      <p>
        {status.absent(stores.length)}
        <StoreNames stores={stores.slice(0, ABSENT_SHOWN)} locale={locale} />
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

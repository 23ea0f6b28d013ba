import type { ComponentChildren } from 'preact'
import type { Diagnosis } from '../diagnosis/diagnosis'
import { dateAfter, longDate } from './format'
import { Icon } from './icons'
import { pageHref } from './links'
import type { Locale } from './locale'
import { Name } from './parts'
import { StatusLine } from './statusLine'
import type { ShellView, StoreChoice } from './view'

/** What the page is about: its stores and day, how fresh it is, and the form that changes them. */

interface PageHeadProps {
  shell: ShellView
  locale: Locale
  directory: readonly StoreChoice[]
  /** Absent where there is no diagnosis to show. */
  diagnosis?: Diagnosis
  nowIso?: string
}

export function PageHead({ shell, locale, directory, diagnosis, nowIso }: PageHeadProps) {
  const inScope = diagnosis && diagnosis.stores.length + diagnosis.absent.length + diagnosis.failed.length
  return (
    <PageHeadFrame
      scope={<ScopeName stores={shell.stores} counted={inScope ?? directory.length} locale={locale} />}
      day={
        diagnosis && <Day shell={shell} locale={locale} directory={directory} date={diagnosis.businessDate} />
      }
      form={<ScopeForm shell={shell} locale={locale} directory={directory} />}
      status={
        diagnosis &&
        nowIso !== undefined && (
          <StatusLine diagnosis={diagnosis} nowIso={nowIso} shell={shell} locale={locale} />
        )
      }
    />
  )
}

interface PageHeadFrameProps {
  scope: ComponentChildren
  day?: ComponentChildren
  form: ComponentChildren
  status?: ComponentChildren
}

/** The boxes of the head, for the card and its skeleton. */
export function PageHeadFrame({ scope, day, form, status }: PageHeadFrameProps) {
  return (
    <div class="page-head">
      <p class="scope">{scope}</p>
      <p class="day">{day}</p>
      {form}
      <div class="status">{status}</div>
    </div>
  )
}

/**
 * The stores asked for, in few words.
 * @param counted how many stores the scope has, where that is known
 */
export function ScopeName({
  stores,
  counted,
  locale,
}: {
  stores: readonly string[]
  counted?: number
  locale: Locale
}) {
  const { scope } = locale.words
  const [first] = stores
  if (first === undefined) return <>{counted === undefined ? scope.all : scope.allOf(counted)}</>
  return (
    <>
      <Name text={first} fallback={scope.unnamed} />
      {stores.length > 1 && scope.andOthers(stores.length)}
    </>
  )
}

interface DayProps {
  shell: ShellView
  locale: Locale
  directory: readonly StoreChoice[]
  date: string
}

/** The business day, with a step to the day before and to the day after. */
function Day({ shell, locale, directory, date }: DayProps) {
  const { nav } = locale.words
  const previous = dateAfter(date, -1)
  const next = dateAfter(date, 1)
  const hasNext = directory.some((choice) => choice.lastDate > date)
  return (
    <>
      <time dateTime={date}>{longDate(date, locale.lang)}</time>
      {previous !== null && (
        <a
          class="step"
          href={pageHref({ stores: shell.stores, date: previous }, locale.lang)}
          aria-label={nav.previousDay}
        >
          <Icon name="left" />
        </a>
      )}
      {next !== null && hasNext && (
        <a
          class="step"
          href={pageHref({ stores: shell.stores, date: next }, locale.lang)}
          aria-label={nav.nextDay}
        >
          <Icon name="right" />
        </a>
      )}
      {shell.date !== null && (
        <a class="latest" href={pageHref({ stores: shell.stores, date: null }, locale.lang)}>
          {nav.latest}
        </a>
      )}
    </>
  )
}

interface ScopeFormProps {
  shell: ShellView
  locale: Locale
  directory: readonly StoreChoice[]
}

/**
 * A plain GET form. The day stays empty unless one was asked for: a bookmark made from it must open the latest day
 * every morning.
 */
function ScopeForm({ shell, locale, directory }: ScopeFormProps) {
  const { form, scope } = locale.words
  const [only = ''] = shell.stores
  return (
    <form class="scope-form" method="get" action="/" aria-label={form.label}>
      <input type="hidden" name="lang" value={locale.lang} />
      {shell.stores.length > 1 ? (
        // A select holds one store: several that were asked for by address stay as they are until the user changes them.
        <span class="chosen">
          {shell.stores.map((store) => (
            <input key={store} type="hidden" name="store" value={store} />
          ))}
          {scope.chosen(shell.stores.length)}
          <a href={pageHref({ stores: [], date: shell.date }, locale.lang)}>{form.change}</a>
        </span>
      ) : (
        <label>
          <span class="unseen">{form.store}</span>
          <select name="store">
            <option value="">{scope.all}</option>
            {directory.map(({ store }) => (
              <option key={store} value={store} selected={store === only} dir="auto">
                {store.trim() || scope.unnamed}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        <span class="unseen">{form.date}</span>
        <input type="date" name="date" value={shell.date ?? ''} title={form.date} />
      </label>
      <button type="submit">{form.submit}</button>
    </form>
  )
}

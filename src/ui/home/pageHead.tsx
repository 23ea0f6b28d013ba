import type { ComponentChildren } from 'preact'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import { RULE_NAMES, ruleNamed } from '../../diagnosis/rules/index'
import { Icon } from '../components/icons'
import { Name } from '../components/parts'
import { daysOf } from '../components/storeDays'
import { ScopeName, storesNamed } from '../components/storeNames'
import { dateAfter, longDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'
import { pageHref } from '../links'
import type { StoreChoice } from '../problem'
import { ScopeForm } from './scopeForm'
import { StatusLine } from './statusLine'
import type { ShellView } from './view'

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
      scope={
        <ScopeName
          stores={storesNamed(shell.stores, directory)}
          counted={inScope ?? directory.length}
          locale={locale}
        />
      }
      day={
        diagnosis && <Day shell={shell} locale={locale} directory={directory} date={diagnosis.businessDate} />
      }
      form={
        <ScopeForm shell={shell} locale={locale} directory={directory} channels={diagnosis?.channels ?? []} />
      }
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

interface ChannelNoteProps {
  /** The channel asked for, or the one that the figures are of. */
  channel: string
  /** `narrowed`: some figures are of it; `empty`: they are, and it has no orders; `all`: they could not be narrowed. */
  state?: 'narrowed' | 'empty' | 'all'
  shell: ShellView
  locale: Locale
}

const byChannel = RULE_NAMES.filter((rule) => ruleNamed(rule).byChannel)

/** That some of the figures are of one channel only: which, and the way back to all. */
export function ChannelNote({ channel, state = 'narrowed', shell, locale }: ChannelNoteProps) {
  const { channels, onlyChannel } = locale.words
  const { chip, what } = onlyChannel.states[state]
  return (
    <p class="only-channel">
      <b>
        {chip} <Name text={channel} fallback={channels.unknown} />
      </b>
      {' · '}
      {what(byChannel.map((rule) => ruleWords(rule, locale).name))}{' '}
      <a href={pageHref({ ...shell, channel: null }, locale.lang)}>{onlyChannel.all}</a>
    </p>
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
  const { first, last } = daysOf(directory, shell.stores)
  const previous = first === undefined || first < date ? dateAfter(date, -1) : null
  const next = last !== undefined && last > date ? dateAfter(date, 1) : null
  return (
    <>
      <time dateTime={date}>{longDate(date, locale.lang)}</time>
      {previous !== null && (
        <a
          class="step"
          href={pageHref({ ...shell, date: previous }, locale.lang)}
          aria-label={nav.previousDay}
        >
          <Icon name="left" />
        </a>
      )}
      {next !== null && (
        <a class="step" href={pageHref({ ...shell, date: next }, locale.lang)} aria-label={nav.nextDay}>
          <Icon name="right" />
        </a>
      )}
      {shell.date !== null && (
        <a class="latest" href={pageHref({ ...shell, date: null }, locale.lang)}>
          {nav.latest}
        </a>
      )}
    </>
  )
}

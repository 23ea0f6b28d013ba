import type { ComponentChildren } from 'preact'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import { RULE_NAMES, ruleNamed } from '../../diagnosis/rules/index'
import { Icon } from '../components/icons'
import { Name } from '../components/parts'
import { daysOf } from '../components/storeDays'
import { ScopeName, storesNamed } from '../components/storeNames'
import { dateAfter, longDate, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'
import { pageHref } from '../links'
import type { StoreDirectory } from '../problem'
import { dayWord } from './dayWord'
import { ScopeForm } from './scopeForm'
import { StatusLine } from './statusLine'
import type { ShellView } from './view'

/** What the page is about: its stores and day, how fresh it is, and the form that changes them. */

interface PageHeadProps {
  shell: ShellView
  locale: Locale
  directory: StoreDirectory
  /** Absent where there is no diagnosis to show. */
  diagnosis?: Diagnosis
  nowIso?: string
  /** Why the latest refresh broke off, for who can mend it. */
  trouble?: string | undefined
  /** Whether the database fills up. */
  isFilling?: true | undefined
}

export function PageHead({ shell, locale, directory, diagnosis, nowIso, trouble, isFilling }: PageHeadProps) {
  const inScope = diagnosis && diagnosis.stores.length + diagnosis.absent.length + diagnosis.failed.length
  return (
    <PageHeadFrame
      locale={locale}
      scope={
        <ScopeName
          stores={storesNamed(shell.stores, directory)}
          counted={inScope ?? directory.length}
          locale={locale}
        />
      }
      day={
        diagnosis &&
        nowIso !== undefined && <Day date={diagnosis.businessDate} nowIso={nowIso} locale={locale} />
      }
      steps={
        diagnosis && (
          <Steps shell={shell} locale={locale} directory={directory} date={diagnosis.businessDate} />
        )
      }
      form={
        <ScopeForm
          shell={shell}
          locale={locale}
          directory={directory}
          channels={diagnosis?.channels ?? []}
          shownDate={diagnosis?.businessDate}
        />
      }
      status={
        diagnosis &&
        nowIso !== undefined && (
          <StatusLine
            diagnosis={diagnosis}
            trouble={trouble}
            isFilling={isFilling}
            nowIso={nowIso}
            shell={shell}
            locale={locale}
          />
        )
      }
    />
  )
}

interface PageHeadFrameProps {
  locale: Locale
  scope: ComponentChildren
  day?: ComponentChildren
  steps?: ComponentChildren
  form: ComponentChildren
  status?: ComponentChildren
}

/** The boxes of the head, for the card and its skeleton: one line, and what is wrong below it. */
export function PageHeadFrame({ locale, scope, day, steps, form, status }: PageHeadFrameProps) {
  const { change, changeWhat } = locale.words.home
  return (
    <div class="page-head">
      <h1>
        <span class="scope">{scope}</span> <span class="day">{day}</span>
      </h1>
      <p class="steps">{steps}</p>
      <details class="scope-menu">
        <summary>
          {change}
          <span class="unseen">{changeWhat}</span>
        </summary>
        {form}
      </details>
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

/** The business day, in words where it is one of the last. */
function Day({ date, nowIso, locale }: { date: string; nowIso: string; locale: Locale }) {
  const word = dayWord(date, nowIso, locale)
  return (
    <>
      <time dateTime={date}>
        {word === undefined ? longDate(date, locale.lang) : shortDate(date, locale.lang)}
      </time>
      {word !== undefined && <small> {word}</small>}
    </>
  )
}

interface StepsProps {
  shell: ShellView
  locale: Locale
  directory: StoreDirectory
  date: string
}

/** A step to the day before and to the day after, and back to the latest. */
function Steps({ shell, locale, directory, date }: StepsProps) {
  const { nav } = locale.words
  const { first, last } = daysOf(directory, shell.stores)
  const previous = first === undefined || first < date ? dateAfter(date, -1) : null
  const next = last !== undefined && last > date ? dateAfter(date, 1) : null
  const href = (to: string | null) => pageHref({ ...shell, storesPage: 1, date: to }, locale.lang)
  return (
    <>
      {previous !== null && (
        <a class="step" href={href(previous)} aria-label={nav.previousDay}>
          <Icon name="left" />
        </a>
      )}
      {next !== null && (
        <a class="step" href={href(next)} aria-label={nav.nextDay}>
          <Icon name="right" />
        </a>
      )}
      {shell.date !== null && (
        <a class="latest" href={href(null)} aria-label={nav.latest}>
          {locale.words.home.latest}
        </a>
      )}
    </>
  )
}

import type { ComponentChildren } from 'preact'
import type { CardSummary } from '../../diagnosis/cardSummary'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import type { Outcome, UnknownReason } from '../../diagnosis/rule'
import { type RuleName, ruleNamed } from '../../diagnosis/rules/index'
import { Hint } from '../components/hint'
import { Icon } from '../components/icons'
import { Name, Quantity } from '../components/parts'
import type { Locale } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'
import { ruleHref } from '../links'
import type { Scope } from '../target'
import { Aside, DetailView, type TopContext } from './cardDetails'
import { ChangeChips } from './changeChips'
import { WhyRule } from './why'

/** The card of a rule: one frame for all, and the three answers that it can hold. */

/** `act`: there is something to do; `good`: nothing is wrong; `quiet`: nothing there, neither good nor bad. */
type Tone = 'act' | 'good' | 'quiet'

/** What a rule answers for the scope of the page. */
export interface Answer {
  name: RuleName
  result:
    | { known: true; tone: Tone; figures: object; summary: CardSummary }
    /** Too little history. */
    | { known: false; needDays: number; haveDays: number }
    /** The stock is one snapshot for several days. */
    | { known: false; reason: UnknownReason }
    /** The one channel that the rule looks at has no orders: finding nothing does not mean that all is well. */
    | { known: false; noOrders: true }
  /** Stores of the scope that are not in the figures. */
  storesWithoutData: number
  /** Of them, those whose stock does not move. */
  storesFrozen: number
}

/** A rule's outcome, as its card shows it. */
export function answerOf(name: RuleName, outcome: Outcome<object>, { lang }: Locale): Answer {
  if (outcome.status === 'ok') {
    const { card, neutralWhenEmpty } = ruleNamed(name).view
    const summary = card(outcome, lang)
    const tone = summary.count > 0 ? 'act' : neutralWhenEmpty ? 'quiet' : 'good'
    return {
      name,
      result: { known: true, tone, figures: outcome, summary },
      storesWithoutData: outcome.storesWithoutData ?? 0,
      storesFrozen: outcome.storesFrozen ?? 0,
    }
  }
  // That no store can know is what the answer says already.
  const leftOut = { storesWithoutData: 0, storesFrozen: 0 }
  if (outcome.status === 'unknown')
    return { name, result: { known: false, reason: outcome.reason }, ...leftOut }
  const { needDays, haveDays } = outcome
  return { name, result: { known: false, needDays, haveDays }, ...leftOut }
}

/** What every card of a page is of. */
export interface CardContext {
  diagnosis: Pick<Diagnosis, 'kpi' | 'changes' | 'coverage' | 'onlyChannel'>
  /** What the list behind a card is asked for. */
  listScope: Scope
  /** How the products of a top list are shown. */
  top: TopContext
  locale: Locale
}

interface RuleCardProps {
  answer: Answer
  context: CardContext
  /** Whether its amount is the largest of its section. */
  biggest?: boolean
}

/** One rule's answer. */
export function RuleCard({ answer, context, biggest }: RuleCardProps) {
  const { name, result, storesWithoutData, storesFrozen } = answer
  const { diagnosis, listScope, top, locale } = context
  const { byChannel } = ruleNamed(name)
  const tone = result.known ? result.tone : 'insufficient'
  // What the list adds up to must be what the card says.
  const listed = byChannel ? listScope : { ...listScope, channel: null }
  const href = result.known ? ruleHref(name, listed, locale.lang) : undefined
  return (
    <RuleFrame
      name={name}
      locale={locale}
      tone={tone}
      biggest={biggest}
      href={href}
      onlyChannel={byChannel ? diagnosis.onlyChannel : undefined}
    >
      <div class="body">
        {result.known ? (
          <SummaryBody name={name} result={result} top={top} locale={locale}>
            <ChangeChips
              rule={name}
              change={diagnosis.changes?.[name]}
              found={result.summary.count}
              locale={locale}
            />
          </SummaryBody>
        ) : 'noOrders' in result ? (
          <div class="verdict">
            <Icon name="clock" />
            <b>{locale.words.onlyChannel.noOrders}</b>
          </div>
        ) : 'reason' in result ? (
          <div class="verdict">
            <Icon name="clock" />
            <b>{locale.words.frozenStock.verdict}</b>
          </div>
        ) : (
          <Insufficient needDays={result.needDays} haveDays={result.haveDays} locale={locale} />
        )}
        {storesWithoutData > 0 && <p class="note">{locale.words.status.withoutData(storesWithoutData)}</p>}
        {storesFrozen > 0 && <p class="note">{locale.words.status.frozen(storesFrozen)}</p>}
      </div>
      {tone === 'act' && <Hint name={name} locale={locale} />}
      <WhyRule
        rule={name}
        figures={result.known ? result.figures : null}
        diagnosis={diagnosis}
        listHref={tone === 'act' ? href : undefined}
        locale={locale}
      />
    </RuleFrame>
  )
}

interface RuleFrameProps {
  name: RuleName
  locale: Locale
  tone: Tone | 'insufficient' | 'loading'
  biggest?: boolean | undefined
  /** The list behind the card. */
  href?: string | undefined
  /** The only channel that the figures are of. */
  onlyChannel?: string | undefined
  children: ComponentChildren
}

/** The box of a rule. The skeleton's boxes are the card's own: both are as high as their rule's style says. */
export function RuleFrame({ name, locale, tone, biggest, href, onlyChannel, children }: RuleFrameProps) {
  const { biggest: biggestWord, channels, onlyChannel: only } = locale.words
  const words = ruleWords(name, locale)
  return (
    <article class={`rule rule-${name} ${tone}`}>
      <header>
        <span class="emblem">
          <Icon name={name} />
        </span>
        <h3>
          {href ? (
            <a href={href}>
              {words.name}
              <Icon name="right" />
            </a>
          ) : (
            words.name
          )}
        </h3>
        {biggest && <span class="chip biggest">{biggestWord}</span>}
        <p>
          {words.what}
          {onlyChannel !== undefined && (
            <span class="only">
              {only.states.narrowed.chip} <Name text={onlyChannel} fallback={channels.unknown} />
            </span>
          )}
        </p>
      </header>
      {children}
    </article>
  )
}

interface SummaryBodyProps {
  name: RuleName
  result: Extract<Answer['result'], { known: true }>
  top: TopContext
  locale: Locale
  /** What stands below the main number. */
  children: ComponentChildren
}

function SummaryBody({ name, result: { tone, summary }, top, locale, children }: SummaryBodyProps) {
  const { none, unit } = ruleWords(name, locale)
  if (tone !== 'act') {
    return (
      <>
        <p class="verdict">
          {tone === 'good' && <Icon name="check" />}
          <b>{none}</b>
          {tone === 'good' && <span class="sub">{locale.words.nothingToDo}</span>}
        </p>
        {children}
      </>
    )
  }
  return (
    <>
      <div class="figure">
        <p class="main">
          <Quantity value={summary.count} unit={unit} />
        </p>
        {summary.aside && <Aside fact={summary.aside} />}
      </div>
      {children}
      {summary.details.map((detail, i) => (
        // A card's parts never change places.
        <DetailView key={`${i + 1}`} detail={detail} top={top} locale={locale} />
      ))}
    </>
  )
}

/** How much history there is of what the rule needs. A rule may also lack a certain day, however long its history. */
function Insufficient({
  needDays,
  haveDays,
  locale,
}: {
  needDays: number
  haveDays: number
  locale: Locale
}) {
  const { insufficient } = locale.words
  const missingDays = haveDays < needDays
  return (
    <div class="verdict">
      <Icon name="clock" />
      <b>{missingDays ? insufficient.days(needDays, haveDays) : insufficient.title}</b>
      {missingDays && <progress max={needDays} value={haveDays} aria-label={insufficient.title} />}
      <span class="sub">{missingDays ? insufficient.wait(needDays - haveDays) : insufficient.gap}</span>
    </div>
  )
}

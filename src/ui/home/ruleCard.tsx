import type { ComponentChildren } from 'preact'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import type { Outcome } from '../../diagnosis/rule'
import type { RuleName } from '../../diagnosis/rules/index'
import { seesChannelOnly } from '../channelRules'
import { Hint } from '../components/hint'
import { Icon } from '../components/icons'
import { Name } from '../components/parts'
import type { Locale } from '../i18n/locale'
import { ruleHref } from '../links'
import type { Scope } from '../target'
import { ChangeChips } from './changeChips'
import { WhyRule } from './why'

/** The card of a rule: one frame for all, and the three answers that it can hold. */

/** What a rule's figures show on its card. */
export interface Face {
  /** `act`: there is something to do; `good`: nothing is wrong; `quiet`: nothing there, neither good nor bad. */
  mood: 'act' | 'good' | 'quiet'
  /** The main number, and the amount or total beside it. Seen where the mood is `act`. */
  main: ComponentChildren
  aside?: { label: string; value: ComponentChildren }
  details: ComponentChildren
}

/** What a rule says for the scope of the page. */
export interface Answer {
  name: RuleName
  says:
    | { known: true; face: Face }
    /** Too little history. */
    | { known: false; needDays: number; haveDays: number }
    /** The one channel that the rule looks at has no orders: finding nothing does not mean that all is well. */
    | { known: false; noOrders: true }
  /** How many it found; undefined for a rule that counts in levels, and where it cannot know. */
  found?: number | undefined
  /** Stores of the scope that are not in the figures. */
  storesWithoutData: number
}

/** Reads a rule's outcome through its face. */
export function answerOf<Figures extends object>(
  name: RuleName,
  outcome: Outcome<Figures>,
  face: (figures: Figures, locale: Locale) => Face,
  locale: Locale,
): Answer {
  if (outcome.status === 'ok') {
    return {
      name,
      says: { known: true, face: face(outcome, locale) },
      found: 'count' in outcome && typeof outcome.count === 'number' ? outcome.count : undefined,
      storesWithoutData: outcome.storesWithoutData ?? 0,
    }
  }
  // That every store lacks the history is what the answer says already.
  const { needDays, haveDays } = outcome
  return { name, says: { known: false, needDays, haveDays }, storesWithoutData: 0 }
}

/** What every card of a page is of. */
export interface CardContext {
  diagnosis: Pick<Diagnosis, 'kpi' | 'changes' | 'coverage' | 'sums' | 'onlyChannel'>
  /** What the list behind a card is asked for. */
  listScope: Scope
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
  const { name, says, found, storesWithoutData } = answer
  const { diagnosis, listScope, locale } = context
  const narrowed = seesChannelOnly(name)
  const mood = says.known ? says.face.mood : 'insufficient'
  // What the list adds up to must be what the card says.
  const listed = narrowed ? listScope : { ...listScope, channel: null }
  const href = says.known ? ruleHref(name, listed, locale.lang) : undefined
  return (
    <RuleFrame
      name={name}
      locale={locale}
      mood={mood}
      biggest={biggest}
      href={href}
      onlyChannel={narrowed ? diagnosis.onlyChannel : undefined}
    >
      <div class="body">
        {says.known ? (
          <FaceBody name={name} locale={locale} face={says.face}>
            <ChangeChips rule={name} change={diagnosis.changes?.[name]} found={found} locale={locale} />
          </FaceBody>
        ) : 'noOrders' in says ? (
          <div class="verdict">
            <Icon name="clock" />
            <b>{locale.words.onlyChannel.noOrders}</b>
          </div>
        ) : (
          <Insufficient needDays={says.needDays} haveDays={says.haveDays} locale={locale} />
        )}
        {storesWithoutData > 0 && <p class="note">{locale.words.status.withoutData(storesWithoutData)}</p>}
      </div>
      {mood === 'act' && <Hint name={name} locale={locale} />}
      <WhyRule
        rule={name}
        diagnosis={diagnosis}
        listHref={mood === 'act' ? href : undefined}
        locale={locale}
      />
    </RuleFrame>
  )
}

interface RuleFrameProps {
  name: RuleName
  locale: Locale
  mood: Face['mood'] | 'insufficient' | 'loading'
  biggest?: boolean | undefined
  /** The list behind the card. */
  href?: string | undefined
  /** The only channel that the figures are of. */
  onlyChannel?: string | undefined
  children: ComponentChildren
}

/** The box of a rule. The skeleton's boxes are the card's own: both are as high as their rule's style says. */
export function RuleFrame({ name, locale, mood, biggest, href, onlyChannel, children }: RuleFrameProps) {
  const { biggest: biggestWord, channels, onlyChannel: only, rules } = locale.words
  const words = rules[name]
  return (
    <article class={`rule rule-${name} ${mood}`}>
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

interface FaceBodyProps {
  name: RuleName
  locale: Locale
  face: Face
  /** What stands below the main number. */
  children: ComponentChildren
}

function FaceBody({ name, locale, face, children }: FaceBodyProps) {
  if (face.mood !== 'act') {
    return (
      <>
        <p class="verdict">
          {face.mood === 'good' && <Icon name="check" />}
          <b>{locale.words.rules[name].none}</b>
          {face.mood === 'good' && <span class="sub">{locale.words.nothingToDo}</span>}
        </p>
        {children}
      </>
    )
  }
  return (
    <>
      <div class="figure">
        <p class="main">{face.main}</p>
        {face.aside && (
          <dl>
            <dt>{face.aside.label}</dt>
            <dd>{face.aside.value}</dd>
          </dl>
        )}
      </div>
      {children}
      {face.details}
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
  const lacksDays = haveDays < needDays
  return (
    <div class="verdict">
      <Icon name="clock" />
      <b>{lacksDays ? insufficient.days(needDays, haveDays) : insufficient.title}</b>
      {lacksDays && <progress max={needDays} value={haveDays} aria-label={insufficient.title} />}
      <span class="sub">{lacksDays ? insufficient.wait(needDays - haveDays) : insufficient.gap}</span>
    </div>
  )
}

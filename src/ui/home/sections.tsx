import type { ComponentChildren } from 'preact'
import type { RuleOutcomes } from '../../diagnosis/diagnose'
import {
  type RuleName,
  ruleNamed,
  rulesOf,
  SECTION_NAMES,
  type SectionName,
} from '../../diagnosis/rules/index'
import type { Locale } from '../i18n/locale'
import { type Answer, answerOf, type CardContext, RuleCard } from './ruleCard'

interface SectionsProps {
  rules: RuleOutcomes
  context: CardContext
}

/** The sections and what stands in each, in the order of the page. */
export function Sections({ rules, context }: SectionsProps) {
  return (
    <>
      {SECTION_NAMES.map((section) => (
        <Section
          key={section}
          name={section}
          context={context}
          biggest={section === 'urgent' ? biggestLoss(rules) : undefined}
        >
          {rulesOf(section).map((rule) => answerOf(rule, rules[rule], context.locale))}
        </Section>
      ))}
    </>
  )
}

/** The urgent rule that costs the most: their amounts are yuan of one day, so they compare. */
function biggestLoss(rules: RuleOutcomes): RuleName | undefined {
  let biggest: { name: RuleName; amountFen: number } | undefined
  for (const name of rulesOf('urgent')) {
    const outcome = rules[name]
    const amountFen = 'amountFen' in outcome ? outcome.amountFen : 0
    if (amountFen > (biggest?.amountFen ?? 0)) biggest = { name, amountFen }
  }
  return biggest?.name
}

const NO_ORDERS = { known: false, noOrders: true } as const

interface SectionProps {
  name: SectionName
  context: CardContext
  biggest?: RuleName | undefined
  children: readonly Answer[]
}

function Section({ name, context, biggest, children: answers }: SectionProps) {
  const { locale, diagnosis } = context
  const silent = diagnosis.onlyChannel !== undefined && diagnosis.kpi?.allOrders === 0
  const shown = answers.map((answer) =>
    silent && ruleNamed(answer.name).byChannel ? { ...answer, result: NO_ORDERS } : answer,
  )
  return (
    <SectionFrame
      name={name}
      locale={locale}
      id={name}
      summary={<Summary name={name} answers={shown} locale={locale} />}
    >
      {shown.map((answer) => (
        <RuleCard key={answer.name} answer={answer} context={context} biggest={answer.name === biggest} />
      ))}
    </SectionFrame>
  )
}

/** How much there is to do in a section: `3 项待处理 · 1 项数据不足`. */
function Summary({
  name,
  answers,
  locale: { words },
}: {
  name: SectionName
  answers: readonly Answer[]
  locale: Locale
}) {
  const acting = answers.filter(({ result }) => result.known && result.tone === 'act').length
  const unknown = answers.filter(({ result }) => !result.known && 'reason' in result).length
  const lacking = answers.filter(({ result }) => !result.known).length - unknown
  if (acting + unknown + lacking === 0)
    return <span class={name === 'highlights' ? undefined : 'calm'}>{words.sections[name].calm}</span>
  const parts: string[] = []
  if (acting) parts.push(words.sections[name].acting(acting))
  if (lacking) parts.push(words.insufficientSummary(lacking))
  if (unknown) parts.push(words.unknownSummary(unknown))
  return <>{parts.join(' · ')}</>
}

interface SectionFrameProps {
  name: SectionName
  locale: Locale
  /** What the links at the top jump to; the skeleton has none. */
  id?: string | undefined
  summary: ComponentChildren
  children: ComponentChildren
}

/** The box of a section, for the card and its skeleton. */
export function SectionFrame({ name, locale, id, summary, children }: SectionFrameProps) {
  const words = locale.words.sections[name]
  return (
    <section class={`section ${name}`} id={id}>
      <header>
        <h2>
          <i class="dot" />
          {words.name}
          <small>{words.when}</small>
        </h2>
        <p>{summary}</p>
      </header>
      <div class="cards">{children}</div>
    </section>
  )
}

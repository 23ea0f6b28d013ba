import type { ComponentChildren } from 'preact'
import type { RuleOutcomes } from '../../diagnosis/diagnose'
import type { SectionName } from '../../diagnosis/rules/index'
import { seesChannelOnly } from '../channelRules'
import type { Locale } from '../i18n/locale'
import { type Answer, answerOf, type CardContext, RuleCard } from './ruleCard'
import { hotProductsFace, type TopContext, topProfitFace } from './rules/highlights'
import { belowCostFace, deliveryCostFace, lossOrdersFace, stockoutsFace } from './rules/urgent'
import { marginDropFace, newProductsFace, salesDropFace, slowMovingFace } from './rules/watch'

interface SectionsProps {
  rules: RuleOutcomes
  /** How the products of a top list are shown. */
  top: TopContext
  context: CardContext
}

/** The three sections and what stands in each, in the order of the page. */
export function Sections({ rules, top, context }: SectionsProps) {
  const { locale } = context
  return (
    <>
      <Section name="urgent" context={context} biggest={biggestLoss(rules)}>
        {[
          answerOf('lossOrders', rules.lossOrders, lossOrdersFace, locale),
          answerOf('deliveryCost', rules.deliveryCost, deliveryCostFace, locale),
          answerOf('stockouts', rules.stockouts, stockoutsFace, locale),
          answerOf('belowCost', rules.belowCost, belowCostFace, locale),
        ]}
      </Section>
      <Section name="watch" context={context}>
        {[
          answerOf('salesDrop', rules.salesDrop, salesDropFace, locale),
          answerOf('marginDrop', rules.marginDrop, marginDropFace, locale),
          answerOf('slowMoving', rules.slowMoving, slowMovingFace, locale),
          answerOf('newProducts', rules.newProducts, newProductsFace, locale),
        ]}
      </Section>
      <Section name="highlights" context={context}>
        {[
          answerOf('hotProducts', rules.hotProducts, hotProductsFace(top), locale),
          answerOf('topProfit', rules.topProfit, topProfitFace(top), locale),
        ]}
      </Section>
    </>
  )
}

/** The urgent rule that costs the most. All four amounts are yuan of one day, so they compare. */
function biggestLoss(rules: RuleOutcomes): Answer['name'] | undefined {
  const names = ['lossOrders', 'deliveryCost', 'stockouts', 'belowCost'] as const
  let biggest: { name: Answer['name']; amountFen: number } | undefined
  for (const name of names) {
    const outcome = rules[name]
    if (outcome.status === 'ok' && outcome.count > 0 && outcome.amountFen > (biggest?.amountFen ?? 0)) {
      biggest = { name, amountFen: outcome.amountFen }
    }
  }
  return biggest?.name
}

const NO_ORDERS = { known: false, noOrders: true } as const

interface SectionProps {
  name: SectionName
  context: CardContext
  biggest?: Answer['name'] | undefined
  children: readonly Answer[]
}

function Section({ name, context, biggest, children: answers }: SectionProps) {
  const { locale, diagnosis } = context
  const silent = diagnosis.onlyChannel !== undefined && diagnosis.kpi?.allOrders === 0
  const heard = answers.map((answer) =>
    silent && seesChannelOnly(answer.name) ? { ...answer, says: NO_ORDERS } : answer,
  )
  return (
    <SectionFrame
      name={name}
      locale={locale}
      id={name}
      summary={<Summary name={name} answers={heard} locale={locale} />}
    >
      {heard.map((answer) => (
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
  const acting = answers.filter(({ says }) => says.known && says.face.mood === 'act').length
  const unknown = answers.filter(({ says }) => !says.known).length
  if (acting + unknown === 0)
    return <span class={name === 'highlights' ? undefined : 'calm'}>{words.sections[name].calm}</span>
  const parts: string[] = []
  if (acting) parts.push(words.sections[name].acting(acting))
  if (unknown) parts.push(words.insufficientSummary(unknown))
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

import type { Fen } from '../../diagnosis/money'
import { type Step, waterfallOf } from '../chart/waterfall'
import { money } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { isOffByRounding, type SumStep } from './profit'

interface SumTableProps<Name extends string> {
  caption: string
  steps: readonly SumStep<Name>[]
  names: Record<Name, string>
  result: { name: string; amountFen: Fen }
  /** Whether what is added is a cost, and so no gain. */
  ofCosts?: boolean
  locale: Locale
}

type Tone = 'gain' | 'cost'

/** A sum, step by step: a table that is its own waterfall chart. */
export function SumTable<Name extends string>(props: SumTableProps<Name>) {
  const { caption, steps, names, result, ofCosts = false, locale } = props
  const { order } = locale.words
  const chart = waterfallOf(
    steps.map(({ amountFen }) => amountFen),
    result.amountFen,
  )
  const toneOf = (fen: Fen): Tone => (fen < 0 === ofCosts ? 'gain' : 'cost')
  return (
    <>
      <table class={ofCosts ? 'waterfall of-costs' : 'waterfall'}>
        <caption class="unseen">{caption}</caption>
        <thead class="unseen">
          <tr>
            <th scope="col">{order.step}</th>
            <th scope="col">{order.amount}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, amountFen }, i) => (
            <tr key={step}>
              <th scope="row">{names[step]}</th>
              <td class="num">{i === 0 ? money(amountFen) : signed(amountFen)}</td>
              <BarCell
                step={chart.steps[i]}
                zero={chart.zero}
                tone={toneOf(amountFen)}
                at={i === 0 ? 'first' : 'between'}
              />
            </tr>
          ))}
          <tr class="result">
            <th scope="row">= {result.name}</th>
            <td class={`num ${toneOf(result.amountFen)}`}>{money(result.amountFen)}</td>
            <BarCell step={chart.result} zero={chart.zero} tone={toneOf(result.amountFen)} at="result" />
          </tr>
        </tbody>
      </table>
      {isOffByRounding(steps, result.amountFen) && <p class="note">{order.rounded}</p>}
    </>
  )
}

function signed(fen: Fen): string {
  return fen > 0 ? `+${money(fen)}` : money(fen)
}

interface BarCellProps {
  step: Step | undefined
  zero: number
  tone: Tone
  at: keyof typeof LINKS
}

/** Lines from a bar to where the one above ended and the one below begins. */
const LINKS = {
  first: ({ to }: Step) => `M${to} 22V28`,
  between: ({ from, to }: Step) => (from === to ? `M${to} 0V28` : `M${from} 0V6M${to} 22V28`),
  result: ({ to }: Step) => `M${to} 0V6`,
}

/** The step as a bar; what it shows stands in words before it. */
function BarCell({ step, zero, tone, at }: BarCellProps) {
  if (!step) return null
  const { from, to } = step
  return (
    <td class="bar" aria-hidden="true">
      <svg viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
        <path class="zero" d={`M${zero} 0V28`} />
        <path class="link" d={LINKS[at](step)} />
        <rect class={tone} x={Math.min(from, to)} width={Math.abs(to - from)} y="6" height="16" />
      </svg>
    </td>
  )
}

import type { ComponentChildren } from 'preact'
import type { Share } from '../../diagnosis/cardSummary'
import type { Fen } from '../../diagnosis/money'
import { count, moneyParts, pieces, UNKNOWN } from '../i18n/format'

/** Small pieces that every part of the page is made of. */

/** A character that is seen: a name of spaces and joiners alone is none. */
const VISIBLE = /[^\p{C}\p{Z}]/u

/** A name as plain text, or what stands for one that nobody can see. */
export function nameOr<Fallback>(text: string, fallback: Fallback): string | Fallback {
  return VISIBLE.test(text) ? text.trim() : fallback
}

/** A product's or store's name: anybody's text, so it keeps its direction and its overflow to itself. */
export function Name({ text, fallback }: { text: string; fallback: string }) {
  return VISIBLE.test(text) ? (
    <bdi class="name" lang="zh-CN" title={text}>
      {text}
    </bdi>
  ) : (
    <span class="name">{fallback}</span>
  )
}

/** Characters of `¥999,999`, beyond which an amount is too wide for the smallest boxes at full size. */
const LONG_YUAN = 8

/** An amount with its fen set smaller. */
export function Money({ fen }: { fen: Fen }) {
  const parts = moneyParts(fen)
  if (!parts) return <span class="money">{UNKNOWN}</span>
  const classes = ['money', parts.negative && 'negative', parts.yuan.length > LONG_YUAN && 'long']
  return (
    <span class={classes.filter(Boolean).join(' ')}>
      {parts.negative && '−'}
      {parts.yuan}
      <span class="cents">{parts.cents}</span>
    </span>
  )
}

/** A number with its unit, as in `98 个商品`. */
export function Quantity({ value, unit }: { value: number; unit: (value: number) => string }) {
  const name = unit(value)
  return (
    <span class="quantity">
      {pieces(value)}
      {name && <span class="unit"> {name}</span>}
    </span>
  )
}

/** Rows of a label and a value. */
export function Facts({ children }: { children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>
}

export function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** What the slices' colours mean: kinds without an order, levels from mild to bad, or bad against mild. */
type Ramp = 'kinds' | 'levels' | 'severity'

/** How a count is made up: a bar of shares, and what its colours mean in numbers. At most four slices. */
export function Breakdown({ label, slices, ramp }: { label: string; slices: readonly Share[]; ramp: Ramp }) {
  const known = slices.filter((slice) => Number.isFinite(slice.count) && slice.count >= 0)
  return (
    <div class={`breakdown ${ramp}`}>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        {barsOf(known).map(({ x, width }, i) => (
          <rect key={x} class={`s${i}`} x={x.toFixed(2)} width={width.toFixed(2)} height="1" />
        ))}
      </svg>
      <ul aria-label={label}>
        {known.map((slice, i) => (
          <li key={slice.name}>
            <i class={`swatch s${i}`} />
            <bdi class="name" title={slice.name}>
              {slice.name}
            </bdi>{' '}
            <b>{count(slice.count)}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Where each slice's bar lies, in hundredths of the whole. */
function barsOf(slices: readonly Share[]): { x: number; width: number }[] {
  const total = slices.reduce((sum, slice) => sum + slice.count, 0)
  if (total === 0) return []
  let x = 0
  return slices.map((slice) => {
    const bar = { x, width: (slice.count / total) * 100 }
    x += bar.width
    return bar
  })
}

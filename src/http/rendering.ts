import type { CardOutcome } from '../cards/cardOutcome'

/**
 * What answers were rendered to: visits that share an answer share its rendering, which lives as long as
 * the answer itself.
 */
const renderings = new WeakMap<CardOutcome, Map<string, unknown>>()

/** Renderings of one answer, by language and spelling of the request; more than visitors use. */
const MAX_VARIANTS = 20

/** @param variant all that the rendering depends on beside the answer, but for the moment; the same for renderings of one type alone */
export function renderOnce<Rendering>(
  answer: CardOutcome,
  variant: string,
  render: () => Rendering,
): Rendering {
  const variants = renderings.get(answer) ?? new Map<string, unknown>()
  renderings.set(answer, variants)
  const known = variants.get(variant)
  if (known !== undefined) return known as Rendering
  if (variants.size >= MAX_VARIANTS) variants.clear()
  const rendering = render()
  variants.set(variant, rendering)
  return rendering
}

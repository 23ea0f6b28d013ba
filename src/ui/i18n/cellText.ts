import type { Cell, Reason, ReasonCode } from '../../diagnosis/cell'
import type { Lang } from '../../diagnosis/words'
import { count, growth, points, rate } from './format'
import { WORDS, type Words } from './words'

/** A value of a list that is said in words. */
type WordedCell = Extract<Cell, { kind: 'text' | 'label' | 'reasons' }>

/** A worded value as plain text, for a file. */
export function cellText(cell: WordedCell, lang: Lang): string {
  const words = WORDS[lang]
  switch (cell.kind) {
    case 'text':
      return cell.text
    case 'label':
      return words.labels[cell.label]
    case 'reasons':
      return cell.reasons.map((reason) => reasonText(reason, words)).join(words.reasonSeparator)
  }
}

/** A reason in words with its number: `涨价 +5.2%`, `断货 2 天`. */
export function reasonText({ code, value }: Reason, words: Words): string {
  return words.reasons[code](value === undefined ? '' : REASON_VALUES[code](value, words.units)).trim()
}

type ReasonValue = (value: number, units: Words['units']) => string

const percentChange: ReasonValue = (value) => growth(value / 10)
const pointsChange: ReasonValue = (value, units) => units.points(points(value))
const dayCount: ReasonValue = (value, units) => units.days(count(value))

/** How the number of a reason is written: its unit is the code's. */
const REASON_VALUES: Record<ReasonCode, ReasonValue> = {
  priceUp: (value) => rate(value),
  priceDown: (value) => rate(value),
  costUp: percentChange,
  deeperDiscount: pointsChange,
  lessDiscount: pointsChange,
  outOfStock: dayCount,
  daysWithoutSale: dayCount,
  far: (value, units) => units.km(count(value / 1000)),
  heavy: (value, units) => units.kg(count(value / 1000)),
  bulky: () => '',
  night: (value, units) => units.hour(count(value)),
  distanceUnknown: () => '',
}

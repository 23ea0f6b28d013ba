import type { ComponentChildren } from 'preact'
import type { ProductDayDetail } from '../../details/productDetail'
import type { Lang } from '../../diagnosis/words'
import { isNamed, isWeekend } from '../chart/calendar'
import { type Point, rounded } from '../chart/scale'
import { shortDate } from '../i18n/format'

/** What the charts of a product's days have in common: one scale of days, so that they can be read one below another. */

type Days = readonly ProductDayDetail[]

interface PlotProps {
  days: Days
  /** What stands left of the drawing. */
  scale: ComponentChildren
  /** Read aloud in place of the drawing. */
  label: string
  class?: string
  /** Names of lines, each at a mark of its own. */
  names?: readonly LineName[] | undefined
  /** Drawn on a ground as many wide as there are days, and 100 high. */
  children: ComponentChildren
}

/** A line's name beside one of its marks. */
export interface LineName extends Point {
  text: string
  /** Whether it stands above the mark; else below. */
  above: boolean
}

/** A drawing over the days, weekends shaded. */
export function Plot({ days, scale, label, class: name, names, children }: PlotProps) {
  return (
    <div class={name ? `plot ${name}` : 'plot'}>
      <div class="scale">{scale}</div>
      <svg viewBox={`0 0 ${days.length} 100`} preserveAspectRatio="none" role="img">
        <title>{label}</title>
        {days.map(
          ({ date }, i) =>
            isWeekend(date) && <rect key={date} class="weekend" x={i} width="1" height="100" />,
        )}
        {children}
      </svg>
      {names && (
        // Without a ground of its own: what is stretched to the drawing's width cannot hold text.
        <svg class="line-names" aria-hidden="true">
          {names.map(({ text, x, y, above }) => (
            <text
              key={text}
              x={`${rounded((x / days.length) * 100)}%`}
              y={`${y}%`}
              dy={above ? '-7' : '16'}
              text-anchor={x * 2 > days.length ? 'end' : 'start'}
            >
              {text}
            </text>
          ))}
        </svg>
      )}
    </div>
  )
}

/** What a pointer that rests on a day is told. */
export function DayHints({ days, hint }: { days: Days; hint: (day: ProductDayDetail) => string }) {
  return (
    <>
      {days.map((day, i) => (
        <rect key={day.date} class="hit" x={i} width="1" height="100">
          <title>{hint(day)}</title>
        </rect>
      ))}
    </>
  )
}

/** The names of some days, below the charts. */
export function DayNames({ days, lang }: { days: Days; lang: Lang }) {
  return (
    <div class="plot day-names" aria-hidden="true">
      <div class="scale" />
      <div>
        {days.map(({ date }, i) => (
          <span key={date}>{isNamed(i, days.length) && <i>{shortDate(date, lang)}</i>}</span>
        ))}
      </div>
    </div>
  )
}

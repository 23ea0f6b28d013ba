import type { ChannelCounts } from '../../../diagnosis/channels'
import type { Trend } from '../../../diagnosis/trend'
import { Icon, type IconName } from '../../components/icons'
import { Breakdown, nameOr } from '../../components/parts'
import { count } from '../../i18n/format'
import type { Locale } from '../../i18n/locale'

/** What several rules break their count down by. */

const CHANNELS_SHOWN = 3

/** The three largest channels, and the rest as one. */
export function Channels({ channels, locale }: { channels: ChannelCounts; locale: Locale }) {
  const { label, other, unknown } = locale.words.channels
  const slices = channels
    .slice(0, CHANNELS_SHOWN)
    .map(([name, n]) => ({ name: nameOr(name, unknown), count: n }))
  const rest = channels.slice(CHANNELS_SHOWN)
  if (rest.length) slices.push({ name: other, count: rest.reduce((sum, [, n]) => sum + n, 0) })
  return <Breakdown label={label} slices={slices} ramp="kinds" />
}

/** Counts by band, under the bands' names. */
export function Bands({
  label,
  bands,
  counts,
}: {
  label: string
  bands: readonly string[]
  counts: readonly number[]
}) {
  const slices = bands.flatMap((name, i) => {
    const n = counts[i]
    return n === undefined ? [] : [{ name, count: n }]
  })
  return <Breakdown label={label} slices={slices} ramp="levels" />
}

const TREND_ICONS: Record<Trend['direction'], IconName | undefined> = {
  worse: 'up',
  better: 'down',
  flat: 'level',
  new: 'up',
  none: undefined,
}

/** The count against the days before. */
export function TrendLine({ trend, locale }: { trend: Trend; locale: Locale }) {
  const { trend: words } = locale.words
  const icon = TREND_ICONS[trend.direction]
  return (
    <dl class="facts">
      <div>
        <dt>{trend.previousAverage === null ? words.noLabel : words.label(count(trend.previousAverage))}</dt>
        <dd>
          <span class={`chip trend-${trend.direction}`}>
            {icon && <Icon name={icon} />}
            {words.direction[trend.direction]}
          </span>
        </dd>
      </div>
    </dl>
  )
}

import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../../src/diagnosis/diagnosis'
import type { KpiDay } from '../../../src/diagnosis/kpi/history'
import { type KpiName, kpiNamed } from '../../../src/diagnosis/kpi/measures'
import type { Kpi } from '../../../src/diagnosis/kpi/sums'
import { compare, pastOf } from '../../../src/ui/home/kpiComparison'
import { renderCard } from '../../../src/ui/home/page'
import type { ShellView } from '../../../src/ui/home/view'
import { attributes, each, type Part, select, texts, visibleText } from '../../html'
import { linesOf } from '../drawing'
import { DIAGNOSIS, HISTORY, NOTHING, ready, SHELL } from '../fixtures'

/** One figure of the strip, by its name. */
function tile(name: KpiName, diagnosis: Partial<Diagnosis> = {}, shell: Partial<ShellView> = {}): Part {
  const { lang, ...scope } = { ...SHELL, ...shell }
  const figures = select(renderCard(ready(diagnosis), { lang, ...scope }), '.kpis > div')
  const title = kpiNamed(name).words[lang].name
  const [figure, ...others] = each(figures).filter((at) => texts(at, 'dt').includes(title))
  if (!figure || others.length > 0) throw new Error(`not one figure of the name ${title}`)
  return figure
}

const TODAY: Kpi = {
  orders: 100,
  allOrders: 100,
  revenueFen: 10000,
  grossProfitFen: 4000,
  netProfitFen: 1000,
  gmvFen: 20000,
  marketingFen: 2000,
  serviceFeeFen: 0,
  deliveryFeeFen: 0,
  rebateFen: 0,
}
const day = (date: string, kpi: Partial<Kpi> = {}): KpiDay => ({ date, ...TODAY, ...kpi })

describe('what the figures do not know', () => {
  const coverage = {
    ...DIAGNOSIS.coverage,
    withoutPrice: 12,
    ordersWithoutFee: 1_035,
  } as Diagnosis['coverage']
  const strip = (diagnosis: Partial<Diagnosis>, lang: 'zh' | 'en' = 'zh') =>
    visibleText(select(renderCard(ready(diagnosis), { ...SHELL, lang }), '.kpi-strip'))

  it('is said below them, in both languages', () => {
    expect(strip({ coverage })).toContain('12 行没有实收价格')
    expect(strip({ coverage })).toContain('1,035 单没有平台服务费')
    expect(strip({ coverage }, 'en')).toContain('12 lines have no price')
  })

  it('is not said where all is known, nor of one channel, for which it is not counted', () => {
    expect(strip({})).not.toContain('没有实收价格')
    expect(strip({ coverage, onlyChannel: '饿了么' })).not.toContain('没有平台服务费')
  })
})

describe('a figure against the days before', () => {
  it('is a percentage more or less than the day before and than the mean of the week', () => {
    // 303 against 247, and against 1484 in seven days.
    expect(visibleText(tile('orders'))).toContain('较前一天 升 22.7% 较前 7 天均值 升 42.9%')
    expect(visibleText(tile('revenue'))).toContain('较前一天 升 22.6% 较前 7 天均值 升 51.1%')
    expect(visibleText(tile('orders', {}, { lang: 'en' }))).toContain(
      'vs day before up 22.7% vs 7-day avg up 42.9%',
    )
  })

  it('differs in points where it is a rate, and the mean of a rate is that of the sums', () => {
    // 14.6 % against 14.4 %, and against 54.779 of 370.867 in seven days.
    expect(visibleText(tile('netMargin'))).toContain('较前一天 升 0.2 点 较前 7 天均值 降 0.2 点')
    expect(visibleText(tile('marketingRate', {}, { lang: 'en' }))).toContain('down 0.3 pts')
  })

  it('is good or bad only where more is clearly better, and says the direction in words', () => {
    const verdicts = (name: KpiName, history: KpiDay[]) =>
      each(select(tile(name, { history }), '.delta')).map((delta) =>
        ['good', 'bad', 'neutral'].filter((verdict) => delta.hasClass(verdict)).join(),
      )
    const worse = HISTORY.map((past) => ({ ...past, netProfitFen: 900_000, orders: 1, marketingFen: 1 }))
    expect(verdicts('orders', HISTORY)).toEqual(['good', 'good'])
    expect(verdicts('netMargin', HISTORY)).toEqual(['good', 'bad'])
    expect(verdicts('netProfit', worse)).toEqual(['bad', 'bad'])
    expect(verdicts('perOrder', worse)).toEqual(['neutral', 'neutral'])
    expect(verdicts('marketingRate', worse)).toEqual(['neutral', 'neutral'])
    expect(visibleText(tile('netProfit', { history: worse }))).toContain('降')
  })

  it('says of how many days the mean is', () => {
    const history = HISTORY.filter(({ date }) => !['2026-01-12', '2026-01-15', '2026-01-17'].includes(date))
    const text = visibleText(tile('orders', { history }))
    expect(text).toContain('较前一天 — 较前 7 天均值（4 天有数据） 升')
    expect(visibleText(tile('orders', { history }, { lang: 'en' }))).toContain('vs 7-day avg (4 d) up')
  })

  it('is compared with nothing where there is nothing, and that is not zero', () => {
    for (const history of [null, [], [day('2026-01-10')], HISTORY.slice(-1)]) {
      const text = visibleText(tile('orders', { history }))
      expect(text).toContain('较前一天 —')
      expect(text).not.toContain('升')
    }
  })

  it('is not compared on a day without orders', () => {
    const html = renderCard(ready({ ...NOTHING, history: HISTORY }), SHELL)
    expect(select(html, '.delta').length).toBe(0)
  })
})

describe('a comparison', () => {
  it('is level where the difference rounds to nothing', () => {
    const before = { ...TODAY, revenueFen: 10001 }
    expect(compare('revenue', TODAY, [before])).toMatchObject({ direction: 'flat', verdict: 'neutral' })
    expect(compare('netMargin', TODAY, [before])).toMatchObject({ direction: 'flat' })
  })

  it('is an amount where the figure was not above 0, of which there is no percentage', () => {
    const losses = [
      { ...TODAY, netProfitFen: -300 },
      { ...TODAY, netProfitFen: -100 },
    ]
    expect(compare('netProfit', TODAY, losses)).toEqual({
      direction: 'up',
      amount: { unit: 'money', fen: 1200 },
      verdict: 'good',
    })
    expect(compare('orders', TODAY, [{ ...TODAY, orders: 0 }])).toMatchObject({
      amount: { unit: 'count', value: 100 },
    })
  })

  it('is never rounded before it is compared', () => {
    // 100 against a mean of 100.5: half a percent less.
    const days = [
      { ...TODAY, orders: 100 },
      { ...TODAY, orders: 101 },
    ]
    expect(compare('orders', TODAY, days)).toMatchObject({
      direction: 'down',
      amount: { unit: 'percent', tenths: 5 },
    })
  })

  it('is unknown where one side is', () => {
    expect(compare('perOrder', { ...TODAY, orders: 0 }, [TODAY])).toBeNull()
    expect(compare('netMargin', TODAY, [{ ...TODAY, revenueFen: 0 }])).toBeNull()
    expect(compare('orders', TODAY, [])).toBeNull()
    expect(compare('revenue', TODAY, [{ ...TODAY, revenueFen: Number.MAX_SAFE_INTEGER }, TODAY])).toBeNull()
  })
})

describe('the days before', () => {
  it('are the seven before the day, and fourteen with it, with a hole for each that is missing', () => {
    const past = pastOf(
      [day('2026-01-17'), day('2026-01-11'), day('2026-01-10'), day('2026-01-18')],
      '2026-01-18',
    )
    expect(past.dayBefore.map(({ date }) => date)).toEqual(['2026-01-17'])
    expect(past.week.map(({ date }) => date)).toEqual(['2026-01-11', '2026-01-17'])
    expect(past.fortnight.map((at) => at?.date.slice(-2) ?? '')).toEqual([
      '',
      '',
      '',
      '',
      '',
      '10',
      '11',
      '',
      '',
      '',
      '',
      '',
      '17',
      '18',
    ])
  })

  it('are none of a date that is none', () => {
    expect(pastOf(HISTORY, 'soon')).toMatchObject({ dayBefore: [], week: [] })
  })
})

describe('the line of the last two weeks', () => {
  /** The lines of a drawing: of each the days that it goes through, from 0, and how high it is on each. */
  function linesIn(figure: Part) {
    const svg = select(figure, 'svg.spark')
    const [, , width = 0] = (svg.attr('viewBox') ?? '').split(' ').map(Number)
    return linesOf(select(svg, 'path:not(.end, .zero)').attr('d')).map((points) => ({
      days: points.map(({ x }) => (x / width) * 13),
      heights: points.map(({ y }) => -y),
    }))
  }

  it('says its range in words, under its title too', () => {
    const label = '订单数，近 14 天中有数据的 14 天：最低 173，最高 303，最近 303'
    expect(attributes(tile('orders'), '[role="img"]', 'aria-label')).toEqual([label])
    expect(texts(tile('orders'), '[role="img"] > title')).toEqual([label])
    expect(visibleText(tile('netMargin', {}, { lang: 'en' }))).toContain(
      'Net margin, 14 of the last 14 days with data: lowest 13.7%, highest 17.8%, latest 14.6%',
    )
    expect(visibleText(tile('revenue'))).toContain('最低 ¥4,328.71，最高 ¥8,007.41')
  })

  it('is one line through all days, from the lowest to the highest', () => {
    const lines = linesIn(tile('orders'))
    expect(lines.map(({ days }) => days)).toEqual([Array.from({ length: 14 }, (_, i) => i)])
    const heights = lines.flatMap((line) => line.heights)
    expect(heights.indexOf(Math.min(...heights))).toBe(8) // 13 January
    expect(heights.indexOf(Math.max(...heights))).toBe(13) // The day itself
  })

  it('stands on 0, with a loss below it, so that a small change looks small', () => {
    const zeroOf = (figure: Part) =>
      -Number(/^M0 ([\d.]+)H/.exec(select(figure, 'path.zero').attr('d') ?? '')?.[1])
    const orders = tile('orders')
    const above = linesIn(orders).flatMap(({ heights }) => heights.map((height) => height - zeroOf(orders)))
    // 173 orders against 303.
    expect(Math.min(...above) / Math.max(...above)).toBeCloseTo(173 / 303, 2)
    const history = HISTORY.map((past, at) => (at === 3 ? { ...past, netProfitFen: -50_000 } : past))
    const profit = tile('netProfit', { history })
    const below = linesIn(profit).flatMap(({ heights }) => heights.map((height) => height < zeroOf(profit)))
    expect(below.map((is, at) => (is ? at : -1)).filter((at) => at >= 0)).toEqual([3])
  })

  it('has a gap where a day is missing, and a dot for a day alone', () => {
    const keep = ['2026-01-05', '2026-01-06', '2026-01-09', '2026-01-17', '2026-01-18']
    const history = HISTORY.filter(({ date }) => keep.includes(date))
    expect(linesIn(tile('orders', { history })).map(({ days }) => days)).toEqual([[0, 1], [4], [12, 13]])
  })

  it('is level where all days are equal', () => {
    const history = [day('2026-01-17'), day('2026-01-18')]
    const [line, ...others] = linesIn(tile('orders', { history }))
    expect(line?.days).toEqual([12, 13])
    expect(new Set(line?.heights).size).toBe(1)
    expect(others).toEqual([])
  })

  it('leaves a gap where a rate has nothing to divide by', () => {
    const history = HISTORY.map((past) => (past.date === '2026-01-10' ? { ...past, revenueFen: 0 } : past))
    const figure = tile('netMargin', { history })
    expect(linesIn(figure).map(({ days }) => [days.at(0), days.at(-1)])).toEqual([
      [0, 4],
      [6, 13],
    ])
    expect(visibleText(figure)).toContain('近 14 天中有数据的 13 天')
  })

  it('is not drawn through fewer than two days', () => {
    for (const history of [null, [], [day('2026-01-18')]]) {
      expect(select(tile('orders', { history }), 'svg.spark').length).toBe(0)
    }
    expect(select(renderCard(ready(), SHELL), 'svg.spark').length).toBe(6)
    expect(DIAGNOSIS.history).toHaveLength(14)
  })
})

import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../../src/diagnosis/diagnosis'
import { renderCard } from '../../../src/ui/home/page'
import type { ShellView } from '../../../src/ui/home/view'
import { addressOf, link, select, texts, visibleText } from '../../html'
import { DIAGNOSIS, NOTHING, ready, SHELL } from '../fixtures'

const card = (diagnosis: Partial<Diagnosis> = {}, shell: Partial<ShellView> = {}, nowIso?: string) =>
  renderCard(ready(diagnosis, nowIso === undefined ? {} : { nowIso }), { ...SHELL, ...shell })

const headline = (diagnosis: Partial<Diagnosis> = {}, shell: Partial<ShellView> = {}, nowIso?: string) =>
  texts(card(diagnosis, shell, nowIso), '.headline').join()

/** The store beside another net profit on the same weekday a week before; null where it had no such day. */
const weekday = (...netProfitsFen: (number | null)[]) =>
  netProfitsFen.flatMap((netProfitFen) =>
    (DIAGNOSIS.storeRows ?? []).map((row) => ({
      ...row,
      weekdayBefore: netProfitFen === null ? null : { ...row.kpi, netProfitFen },
    })),
  )

const WEEK = { orders: 10, revenueFen: 500_000, netProfitFen: 100_000 }

describe('the first line', () => {
  it.each([
    ['2026-01-18T04:00:00.000Z', '今天', 'today'],
    ['2026-01-19T00:08:00.000Z', '昨天', 'yesterday'],
    ['2026-01-20T00:08:00.000Z', '前天', 'the day before yesterday'],
  ])('names the store and the day, at %s in words: %s', (nowIso, zh, en) => {
    expect(texts(card({}, { stores: ['示例门店21'] }, nowIso), 'h1')).toEqual([`示例门店21 1月18日 ${zh}`])
    expect(texts(card({}, { lang: 'en' }, nowIso), 'h1 .day')[0]).toContain(en)
  })

  it('names a day that has no word by its year and weekday', () => {
    expect(texts(card({}, {}, '2026-01-21T00:08:00.000Z'), 'h1 .day')).toEqual(['2026年1月18日 周日'])
    expect(texts(card({}, {}, '2026-01-17T00:08:00.000Z'), 'h1 .day')).toEqual(['2026年1月18日 周日'])
  })

  it('is the only heading of its kind', () => {
    expect(select(card(), 'h1').length).toBe(1)
  })
})

describe('the first sentence', () => {
  it('says what the day earned, against the same weekday, and what to do first', () => {
    expect(headline()).toBe('昨天净利 ¥1,173.00 ，比上周同日 +37.6%；先做这 3 件，约 ¥41.49')
    expect(headline({}, { lang: 'en' })).toBe(
      'Net profit yesterday: ¥1,173.00 , +37.6% on the same weekday last week. Do these 3 first: about ¥41.49',
    )
  })

  it('names a day that has no word as that day', () => {
    expect(headline({}, {}, '2026-02-18T00:08:00.000Z')).toContain('当日净利 ¥1,173.00')
    expect(headline({}, { lang: 'en' }, '2026-02-18T00:08:00.000Z')).toContain('Net profit that day: ')
  })

  it('says where there is no data to compare with', () => {
    expect(headline({ storeRows: weekday(null) })).toContain('，上周同日没有数据；')
    expect(headline({ storeRows: weekday(null) }, { lang: 'en' })).toContain('no data for the same weekday')
  })

  it.each([0, -500])('gives no percentage of a weekday that earned %i', (netProfitFen) => {
    const text = headline({ storeRows: weekday(netProfitFen) })
    expect(text).toContain(`，上周同日 ${netProfitFen === 0 ? '¥0.00' : '−¥5.00'}；`)
    expect(text).not.toContain('%')
  })

  it('compares only the stores that have orders on both days, and says of how many that is', () => {
    const storeRows = weekday(58_650, null)
    expect(headline({ storeRows })).toContain('，比上周同日 +100.0%（同 1 家店）')
    expect(headline({ storeRows }, { lang: 'en' })).toContain(
      '+100.0% on the same weekday last week (same store)',
    )
  })

  it('is of the week where the week is asked for', () => {
    const week = { current: WEEK, prior: { ...WEEK, netProfitFen: 50_000 }, netProfitChange: 'up' } as const
    expect(headline({ week }, { span: 'week' })).toContain('近 7 天净利 ¥1,000.00 ，比前 7 天 +100.0%')
    const flat = { ...week, netProfitChange: 'flat' } as const
    expect(headline({ week: flat }, { span: 'week' })).toContain('比前 7 天 波动范围内 +100.0%')
  })

  it('compares a part of a day with nothing', () => {
    expect(headline({ partial: true })).toBe('昨天净利 ¥1,173.00 ；先做这 3 件，约 ¥41.49')
  })

  it('says so where nothing is to be done, and speaks of one thing as one', () => {
    expect(headline({ tasks: [] })).toContain('；没有正在亏的钱')
    const [first] = DIAGNOSIS.tasks ?? []
    const one = headline({ tasks: first ? [first] : [] }, { lang: 'en' })
    expect(one).toContain('. Do this first: about ¥16.78')
  })

  it('does not speak of the week’s tasks, which are not of this morning', () => {
    const week = (DIAGNOSIS.tasks ?? []).filter(({ rule }) => rule === 'salesDrop')
    expect(headline({ tasks: week })).toContain('；没有正在亏的钱')
  })

  it('is not there of a day without orders', () => {
    expect(headline(NOTHING)).toBe('')
  })
})

describe('what is wrong', () => {
  const status = (diagnosis: Partial<Diagnosis> = {}, shell: Partial<ShellView> = {}, nowIso?: string) =>
    texts(card(diagnosis, shell, nowIso), '.page-head .status').join()

  it('is said where something is, and nothing is said where all is well', () => {
    expect(status()).toBe('')
    expect(status({ partial: true })).not.toBe('')
    expect(status({ failed: ['坏店'] })).toContain('坏店')
    expect(status({ source: 'stale', staleReason: 'changed' })).toContain('又导入了订单')
    expect(status({ absent: [{ store: '甲', lastDate: '2026-01-16' }] })).toContain('甲')
    expect(status({ doubtful: [{ store: '乙', orders: 1, why: { usualOrders: 90 } }] })).toContain('乙')
    expect(texts(card({}, {}, '2026-01-22T00:08:00.000Z'), '.late').join()).toContain('缺 3 天')
    expect(select(card(), '.late').length).toBe(0)
  })

  it('leaves how old the answer is to the foot of the page', () => {
    expect(visibleText(select(card(), 'footer .freshness'))).toContain('计算于 06:05')
    expect(select(card(), '.page-head .freshness').length).toBe(0)
  })
})

describe('day and week', () => {
  it('are a link apart that keeps stores, day, channel and language', () => {
    const shell: Partial<ShellView> = {
      ...{
        stores: ['甲', '乙'],
        date: '2026-01-18',
        channel: '饿了么',
        lang: 'en',
        storesBy: 'stake',
        storesPage: 3,
      },
    }
    const asked = [...addressOf(link(card({}, shell), 'Week')).searchParams].map((pair) => pair.join('='))
    expect(asked).toEqual([
      'store=甲',
      'store=乙',
      'date=2026-01-18',
      'channel=饿了么',
      'span=week',
      'lang=en',
    ])
    expect(addressOf(link(card({}, { ...shell, span: 'week' }), 'Day')).searchParams.has('span')).toBe(false)
  })

  it('say which one is shown', () => {
    const current = (span: ShellView['span']) =>
      texts(card({}, { span }), '.span-switch [aria-current="true"]')
    expect([current('day'), current('week')]).toEqual([['日'], ['周']])
  })
})

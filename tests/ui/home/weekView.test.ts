import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../../src/diagnosis/diagnosis'
import type { Week } from '../../../src/diagnosis/week'
import { renderCard } from '../../../src/ui/home/page'
import { cellUnder, type Part, rowName, rowsOf, select, table, texts, visibleText } from '../../html'
import { DIAGNOSIS, ready, SHELL, STORE_ROW } from '../fixtures'

const WEEK = DIAGNOSIS.week as Week

/** What is to be read, without the space around a cell. */
const textOf = (part: Part) => visibleText(part).trim()

function view(week: Partial<Week> = {}, diagnosis: Partial<Diagnosis> = {}): Part {
  const html = renderCard(ready({ week: { ...WEEK, ...week }, ...diagnosis }), { ...SHELL, span: 'week' })
  return select(html, '.week-view')
}

function cell(of: Part, measure: string, heading: string): Part {
  const row = rowsOf(table(of, '这一周')).find((each) => rowName(each) === measure)
  if (!row) throw new Error(`no row ${measure}`)
  return cellUnder(row, heading)
}

const CONTRIBUTIONS: Week['contributions'] = {
  categories: [
    { category: '', grossProfitMicro: -300_000_000 },
    { category: '饮料', grossProfitMicro: -100_000_000 },
  ],
  ...{ serviceFeeMicro: 94_660_000, deliveryFeeMicro: 0, rebateMicro: 0 },
}

describe('the week', () => {
  it('stands in place of the day’s figures, which it has beside it', () => {
    const html = renderCard(ready(), { ...SHELL, span: 'week' })
    expect(select(html, '.figures .kpis').length).toBe(0)
    expect(select(renderCard(ready(), SHELL), '.week-view').length).toBe(0)
    expect(textOf(view())).toContain('1月12日–1月18日')
    const cells = ['近 7 天', '前 7 天', '当天', '上周同日'].map((heading) =>
      textOf(cell(view(), '净利润', heading)),
    )
    expect(cells.map((text) => text.replaceAll(' ', ''))).toEqual([
      '¥5,798.53',
      '¥6,103.87',
      '¥1,173.00',
      '¥852.26',
    ])
  })

  it('has an arrow only where the net profit moved by more than chance', () => {
    const flat = cell(view(), '净利润', '变化')
    expect([textOf(flat), select(flat, 'svg').length]).toEqual(['波动范围内 −5.0%', 0])
    const down = cell(view({ netProfitChange: 'down' }), '净利润', '变化')
    expect([textOf(down), select(down, '.delta.bad svg').length]).toEqual(['−5.0%', 1])
    // What nobody has judged has no arrow.
    expect(select(cell(view({ netProfitChange: 'down' }), '订单数', '变化'), 'svg').length).toBe(0)
  })

  it('says an amount where the week before earned nothing, and whether it may be chance', () => {
    const prior = { ...WEEK.current, netProfitFen: -100 }
    const flat = cell(view({ prior, current: { ...prior, netProfitFen: 500 } }), '净利润', '变化')
    expect(textOf(flat)).toBe('波动范围内 ¥6.00')
    const up = cell(
      view({ prior, current: { ...prior, netProfitFen: 500 }, netProfitChange: 'up' }),
      '净利润',
      '变化',
    )
    expect([textOf(up), select(up, '.delta.good svg').length]).toEqual(['¥6.00', 1])
  })

  it('says that it cannot be compared without orders on all 14 days, and splits nothing', () => {
    const young = view({ prior: null, netProfitChange: null })
    expect(textOf(young)).toContain('不足 14 天都有订单')
    expect(textOf(cell(young, '净利润', '变化'))).not.toMatch(/%|¥/)
    expect(select(young, '.contributions').length).toBe(0)
  })

  it('compares the stores that have two weeks, and counts the others', () => {
    const comparable = { orders: 1, revenueFen: 100, netProfitFen: 610_387 }
    const some = view({ comparable, storesWithoutData: 2 })
    expect(textOf(some)).toContain('另有 2 家店不足 14 天，没有算进对比；全部门店近 7 天净利 ¥5,798.53')
    expect(textOf(cell(some, '净利润', '近 7 天')).replaceAll(' ', '')).toBe('¥6,103.87')
  })
})

describe('what made the change', () => {
  const parts = (of: Part, caption: string) =>
    texts(table(of, caption), 'tbody tr, tfoot tr').map((text) => text.replace(/ (?=\.)/g, ''))

  it('is by category and fees, the largest first, with the sum that it comes to', () => {
    expect(parts(view({ contributions: CONTRIBUTIONS }), '按品类和费用')).toEqual([
      '（没有品类） −¥300.00',
      '饮料 −¥100.00',
      '平台服务费 ¥94.66',
      '合计 −¥305.34',
    ])
  })

  it('is by store where there are several', () => {
    const [a, b] = [
      {
        ...STORE_ROW,
        store: '甲',
        week: { ...STORE_ROW.week, current: { ...WEEK.current, netProfitFen: 610_400 } },
      },
      {
        ...STORE_ROW,
        store: '乙',
        week: { ...STORE_ROW.week, prior: { ...WEEK.current, netProfitFen: 610_400 } },
      },
    ]
    const young = { ...STORE_ROW, store: '新店', week: { ...STORE_ROW.week, netProfitChange: null } }
    expect(parts(view({}, { storeRows: [a, b, young] }), '按门店')).toEqual([
      '乙 −¥305.47',
      '甲 ¥0.13',
      '合计 −¥305.34',
    ])
    expect(texts(view({}, { storeRows: [a] }), 'caption')).not.toContain('按门店')
  })

  it('puts what is small together', () => {
    const categories = Array.from({ length: 12 }, (_, i) => ({
      ...{ category: `类${i}`, grossProfitMicro: (i + 1) * -1_000_000 },
    }))
    const contributions = { categories, serviceFeeMicro: 0, deliveryFeeMicro: 0, rebateMicro: 0 }
    const changed = { ...WEEK.current, netProfitFen: WEEK.current.netProfitFen + 7800 }
    const rows = parts(view({ contributions, prior: changed }), '按品类和费用')
    expect(rows).toHaveLength(10)
    expect(rows.slice(-2)).toEqual(['其余 4 项 −¥10.00', '合计 −¥78.00'])
  })

  it('is not split by category of one channel, which is said', () => {
    const one = view({}, { onlyChannel: '饿了么' })
    expect(textOf(one)).toContain('只看一个渠道时，不按品类拆。')
    expect(texts(one, 'caption')).not.toContain('按品类和费用')
  })
})

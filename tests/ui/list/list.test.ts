import { describe, expect, it } from 'vitest'
import { LIST_NAMES, LISTS, type ListName } from '../../../src/diagnosis/lists/index'
import type { RuleName } from '../../../src/diagnosis/rules/index'
import { columnIds, columnOf } from '../../../src/lists/columns'
import { renderListBody, renderListShell } from '../../../src/ui/list/listPage'
import type { RuleListRows } from '../../../src/ui/list/view'
import type { ListTarget } from '../../../src/ui/target'
import {
  attributes,
  expectWellFormed,
  hrefs,
  link,
  rowName,
  rowsOf,
  select,
  stepDates,
  texts,
  visibleText,
} from '../../html'
import { CELLS, DATE, DIRECTORY, listOf, listTarget, rowOf, STORE, shellOf } from '../pageFixtures'

function bodyOf(list: RuleListRows, target: ListTarget = listTarget(list.rule), lang: 'zh' | 'en' = 'zh') {
  return renderListBody({ status: 'ready', list, directory: DIRECTORY }, shellOf(target, lang))
}

/** Each heading of the rows, and each cell of a row under its label. */
function tableOf(html: string) {
  const table = select(html, 'table.sortable')
  const labels = attributes(table, 'td', 'data-label')
  const values = texts(table, 'td')
  return {
    headings: texts(table, 'th[scope="col"]'),
    cells: new Map(labels.map((label, i) => [label, values[i]])),
    rows: rowsOf(table),
  }
}

describe('a list', () => {
  const cases = LIST_NAMES.flatMap((rule) => (['zh', 'en'] as const).map((lang) => [rule, lang] as const))

  it.each(cases)('names each of its columns, and shows a value in each: %s in %s', (rule, lang) => {
    const html = bodyOf(listOf(rule), listTarget(rule), lang)
    expectWellFormed(renderListShell(shellOf(listTarget(rule), lang)) + html)
    const { headings, cells } = tableOf(html)
    const titles = ['date', ...columnIds(rule)].map((id) => columnOf(rule, id).words[lang].title)
    expect(headings.sort()).toEqual(titles.map((title) => title.replaceAll('\u00a0', ' ')).sort())
    expect(cells.size).toBe(titles.length - 1)
    for (const [label, text] of cells) expect(text, label).not.toMatch(/^$|—|NaN|undefined/)
  })

  it.each(LIST_NAMES)('says what it is and what to do: %s', (rule) => {
    const text = visibleText(bodyOf(listOf(rule)))
    const words = LISTS[rule].view.words.zh
    for (const part of [words.name, words.what, words.action, words.hint]) expect(text).toContain(part)
  })

  it.each<[RuleName, string]>([
    ['lossOrders', '亏损金额 ¥113 .74'],
    ['deliveryCost', '超 6 元部分 ¥113 .74'],
    ['stockouts', '每日毛利风险 ¥113 .74'],
    ['belowCost', '亏损金额 ¥113 .74'],
    ['marginDrop', '近 7 天少赚毛利 ¥113 .74'],
    ['slowMoving', '占用成本 ¥113 .74'],
    ['newProducts', '销售额 ¥113 .74'],
    ['topProfit', '毛利合计 ¥113 .74'],
  ])('labels its sum as the card does: %s', (rule, sum) => {
    expect(visibleText(bodyOf(listOf(rule)))).toContain(sum)
  })

  it.each<RuleName>(['salesDrop', 'hotProducts'])('has no sum where the rule has no money: %s', (rule) => {
    const html = bodyOf(listOf(rule, { total: { count: 1, amountFen: null } }))
    expect(texts(html, '.sum').join()).toContain('共 1')
    expect(texts(html, '.sum').join()).not.toContain('¥')
  })

  it('counts as the card counts, and the rows too where they are more', () => {
    const rows = [rowOf(), rowOf(), rowOf()]
    expect(visibleText(bodyOf(listOf('belowCost', { rows, total: { count: 2, amountFen: 1 } })))).toContain(
      '共 3 行 · 2 个商品 ·',
    )
    const same = visibleText(bodyOf(listOf('lossOrders', { rows })))
    expect(same).toContain('共 3 单 ·')
    expect(same).not.toContain('3 行 ·')
  })

  it('says that its rows are a choice where they are', () => {
    expect(visibleText(bodyOf(listOf('lossOrders'), listTarget('lossOrders', { search: '可乐' })))).toContain(
      '筛出 1 单',
    )
  })

  it('names its days, and how several of them add up', () => {
    const text = visibleText(bodyOf(listOf('stockouts', { days: 7 }), listTarget('stockouts', { days: 7 })))
    expect(text).toContain('1月12日 – 2026年1月18日 周日')
    expect(text).toContain('7 天逐日诊断')
    expect(text).toContain('共 1 次 · 各天毛利风险合计')
    expect(visibleText(bodyOf(listOf('stockouts')))).not.toContain('逐日诊断')
  })

  it('names the stores that had no orders on its days', () => {
    const text = visibleText(bodyOf(listOf('salesDrop', { storesWithoutOrders: ['甲'] })))
    expect(text).toContain('1 家门店这些天没有订单：')
    expect(text).toContain('甲')
  })

  it('names the stores whose history is too short', () => {
    const storesWithoutData = ['甲', '乙', '丙', '丁', '戊']
    const text = visibleText(bodyOf(listOf('salesDrop', { storesWithoutData })))
    expect(text).toContain('5 家门店的历史天数不够，还不能判断：')
    for (const store of storesWithoutData) expect(text).toContain(store)
  })

  it('says in one line which stores it has nothing of, and what to do where their stock is a snapshot', () => {
    const left = { storesWithoutData: ['甲'], storesFrozen: ['乙', '丙'], storesWithoutOrders: ['丁'] }
    const html = bodyOf(listOf('lowStock', left))
    expect(texts(html, '.left-out > summary')).toEqual([
      '不在此列：1 家数据不足 · 2 家库存是快照 · 1 家没有订单',
    ])
    expect(visibleText(html)).toContain('每天导出前一天的订单，就能判断：')
    expect(select(bodyOf(listOf('lowStock')), '.left-out').length).toBe(0)
  })

  it('names the stores that cannot be read, and says neither that all is well nor that there is nothing', () => {
    const html = (lang: 'zh' | 'en') => {
      const list = listOf('lowStock', { rows: [], storesOutOfReach: ['甲', '乙'] })
      return visibleText(
        renderListBody(
          { status: 'ready', list, directory: [] },
          { ...shellOf(listTarget('lowStock')), lang },
        ),
      )
    }
    expect(html('zh')).toMatch(/有门店现在读不到.*甲.*乙.*这里没有列出它们/s)
    expect(html('en')).toMatch(/cannot be read right now.*no sum counts them/s)
    expect(html('zh')).not.toContain('无需处理')
  })

  it('shows what is in loss-making orders beside them, and leads to it', () => {
    const orderProducts = [
      {
        store: STORE,
        productKey: 'b:1',
        productId: 12,
        name: '冰红茶',
        orders: 4,
        quantityMilli: 5000,
        revenueFen: 449,
        grossProfitFen: -939,
      },
      {
        store: STORE,
        productKey: 'b:2',
        productId: null,
        name: '花生',
        orders: 1,
        quantityMilli: 1000,
        revenueFen: 100,
        grossProfitFen: null,
      },
    ]
    const html = bodyOf(listOf('lossOrders', { orderProducts }))
    expectWellFormed(renderListShell(shellOf(listTarget('lossOrders'))) + html)
    expect(hrefs(select(html, '.sum'))).toEqual(['#order-products'])
    const block = select(html, '#order-products')
    expect(hrefs(block)).toEqual([`/product?store=${encodeURIComponent(STORE)}&id=12&date=${DATE}&lang=zh`])
    expect(attributes(block, '.unknown', 'title')).toEqual(['未知'])
    const text = visibleText(block)
    for (const part of ['这些订单里的商品', '冰红茶', '4', '5', '¥4 .49', '−¥9 .39'])
      expect(text).toContain(part)
    expect(select(bodyOf(listOf('lossOrders')), '#order-products, [href="#order-products"]').length).toBe(0)
  })
})

describe('findings of one product in one row', () => {
  const findings = [rowOf(), rowOf()]
  const html = () => bodyOf(listOf('belowCost', { rows: [{ ...rowOf(), findings }] }))

  it('stand behind a click, each with its order and what it alone says', () => {
    expect(texts(html(), '.findings-of > summary')).toEqual(['看 2 笔'])
    const each = texts(html(), '.findings-of li')
    expect(each).toHaveLength(2)
    for (const part of ['渠道', '实收单价', '销量', '亏损金额']) expect(each[0]).toContain(part)
    expect(hrefs(select(html(), '.findings-of')).every((href) => href.startsWith('/order?'))).toBe(true)
  })

  it('make the price paid the lowest of them, which its heading says', () => {
    expect(tableOf(html()).headings).toContain('最低实收单价')
    expect(tableOf(bodyOf(listOf('belowCost'))).headings).toContain('实收单价')
  })
})

describe('a list without rows', () => {
  const empty = (rule: RuleName, list: Partial<RuleListRows> = {}, target?: ListTarget) =>
    visibleText(bodyOf(listOf(rule, { rows: [], total: { count: 0, amountFen: 0 }, ...list }), target))

  it('says that all is well where the rule could know', () => {
    expect(empty('belowCost')).toContain('售价正常 无需处理')
    expect(empty('hotProducts')).toContain('当日没有爆款')
    expect(empty('hotProducts')).not.toContain('无需处理')
  })

  it('says that nothing matches where it was narrowed', () => {
    const text = empty('belowCost', {}, listTarget('belowCost', { channels: ['饿了么'] }))
    expect(text).toContain('没有符合筛选的行')
    expect(text).not.toContain('售价正常')
  })

  it('does not praise a store of which too little is known', () => {
    const text = empty('salesDrop', { storesWithoutData: [STORE], known: false })
    expect(text).toContain('数据不足，还不能判断')
    expect(text).not.toContain('销量平稳')
  })

  it('gives no sum where nobody can know, and says what is missing', () => {
    const unknown = { known: false, storesWithoutData: [STORE] }
    expect(empty('marginDrop', unknown)).not.toMatch(/共 0|¥0/)
    expect(empty('hotProducts', { ...unknown, lacksDayBefore: true })).toContain('前一天没有订单，无法比较')
  })

  it('does not praise a day before the first or after the last order', () => {
    for (const businessDate of ['2026-01-19', '2025-12-19']) {
      const text = empty('belowCost', { businessDate })
      expect(text).toContain('当日没有订单')
      expect(text).not.toContain('售价正常')
    }
    expect(empty('belowCost', { businessDate: '2026-01-20', days: 3 })).toContain('售价正常')
  })
})

describe('the cells of a list', () => {
  const cellOf = (rule: ListName, cells: Parameters<typeof rowOf>[0], label: string) =>
    tableOf(bodyOf(listOf(rule, { rows: [rowOf(cells)] }))).cells.get(label)

  it('write each kind of value in its way', () => {
    expect(cellOf('lossOrders', {}, '实收额')).toBe('¥1,234 .56')
    expect(cellOf('lossOrders', {}, '净利润')).toBe('−¥5 .96')
    expect(cellOf('lossOrders', {}, '下单时间')).toBe('23:18')
    expect(cellOf('lossOrders', {}, '日期')).toBe('1月18日')
    expect(cellOf('lossOrders', {}, '渠道')).toBe('美团共橙')
    expect(cellOf('deliveryCost', {}, '时段')).toBe('晚餐')
    expect(cellOf('deliveryCost', {}, '配送距离')).toBe('6.2 km')
    expect(cellOf('deliveryCost', {}, '可能原因')).toBe('远 6.2 km 夜间 23 时')
    expect(cellOf('stockouts', {}, '缺货天数')).toBe('4 天')
    expect(cellOf('salesDrop', {}, '前\u00a07\u00a0天日均')).toBe('3.4')
    expect(cellOf('salesDrop', {}, '销量变化')).toBe('−76.7%')
    expect(cellOf('salesDrop', {}, '可能原因')).toBe('涨价 5.2% 断货 2 天')
    expect(cellOf('marginDrop', {}, '毛利率变化')).toBe('−12.2 点')
    expect(cellOf('marginDrop', {}, '近\u00a07\u00a0天毛利率')).toBe('3.8%')
    expect(cellOf('slowMoving', {}, '程度')).toBe('满 7 天')
    expect(cellOf('hotProducts', {}, '较前一天')).toBe('+266.7%')
    expect(cellOf('hotProducts', {}, '毛利率')).toBe('32.6%')
  })

  it('show a dash that says why for whatever is unknown, never 0', () => {
    const nothing = Object.fromEntries(Object.keys(CELLS).map((column) => [column, null]))
    for (const rule of LIST_NAMES) {
      const html = bodyOf(listOf(rule, { rows: [rowOf(nothing)] }))
      for (const [label, text] of tableOf(html).cells) expect(text, `${rule} ${label}`).toBe('—')
    }
    const html = bodyOf(listOf('deliveryCost', { rows: [rowOf({ distance: null })] }))
    expect(attributes(html, 'td[data-label="配送距离"] abbr', 'title')).toEqual(['未知：导出表没有配送距离'])
  })

  it('tell a reason that there is not from one that is not known', () => {
    expect(cellOf('salesDrop', { reasons: { kind: 'reasons', reasons: [] } }, '可能原因')).toBe('未找到原因')
    expect(cellOf('salesDrop', { reasons: null }, '可能原因')).toBe('—')
  })

  it('name what has no name', () => {
    expect(cellOf('lossOrders', { channel: { kind: 'text', text: '' } }, '渠道')).toBe('未知渠道')
    expect(cellOf('belowCost', { category: { kind: 'text', text: ' ' } }, '分类')).toBe('—')
  })

  it('lead to the product and the order, in their own store and up to their own day', () => {
    const rows = [rowOf({}, { store: '甲&乙', date: '2026-01-16' })]
    const html = bodyOf(listOf('belowCost', { rows }), listTarget('belowCost', {}, { stores: [] }), 'en')
    expect(link(html, '可口可乐 330ml').attr('href')).toBe(
      '/product?store=%E7%94%B2%26%E4%B9%99&id=144&date=2026-01-16&from=&lang=en',
    )
    expect(link(html, '660906543317').attr('href')).toBe(
      '/order?store=%E7%94%B2%26%E4%B9%99&id=660906543317&date=2026-01-16&from=&lang=en',
    )
  })

  it('name each row by what it is about', () => {
    const rowNames = (rule: ListName) => tableOf(bodyOf(listOf(rule))).rows.map(rowName)
    expect(rowNames('belowCost')).toEqual(['可口可乐 330ml'])
    expect(rowNames('lossOrders')).toEqual(['660906543317'])
  })
})

describe('the date of a list', () => {
  it('has steps to the days that there are', () => {
    const steps = (businessDate: string) => stepDates(bodyOf(listOf('lossOrders', { businessDate })))
    expect(steps('2026-01-10')).toEqual(['2026-01-09', '2026-01-11'])
    expect(steps(DATE)).toEqual(['2026-01-17'])
    expect(steps('2025-12-20')).toEqual(['2025-12-21'])
  })
})

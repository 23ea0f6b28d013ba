import { describe, expect, it } from 'vitest'
import { renderChangePage } from '../../../src/ui/stores/changePage'
import { renderStorePage } from '../../../src/ui/stores/storePage'
import { renderStoresPage } from '../../../src/ui/stores/storesPage'
import type { AskedChange, StoreEntry, StoreView } from '../../../src/ui/stores/view'
import {
  attributes,
  expectNothingForbidden,
  expectOwnDirection,
  expectWellFormed,
  hrefs,
  link,
  select,
  texts,
  visibleText,
} from '../../html'
import { HOSTILE } from '../pageFixtures'

const STORE = { id: 3, name: '朝阳店', firstDate: '2025-12-20', lastDate: '2026-01-18' }
const OTHER = { id: 5, name: '海淀店', firstDate: '2026-01-02', lastDate: '2026-01-18' }
const PLAN = { orders: 801, days: { count: 20, from: '2025-12-20', to: '2026-01-18' } }

type Ready = Extract<StoreView, { status: 'ready' }>

function storePage(view: Partial<Ready> = {}, lang: 'zh' | 'en' = 'zh') {
  const html = renderStorePage({ status: 'ready', store: STORE, others: [OTHER], ...view }, 3, lang)
  expectWellFormed(html)
  return html
}

function listOf(stores: StoreEntry[], view: { areMany?: boolean; count?: number; typed?: string } = {}) {
  return { status: 'ready' as const, stores, count: stores.length, areMany: false, typed: '', ...view }
}

function changePage(asked: AskedChange, lang: 'zh' | 'en' = 'zh', store = STORE, isBegun = false) {
  const view = { status: 'ready' as const, store, asked, plan: PLAN, isBegun }
  const html = renderChangePage(view, { storeId: 3, change: asked.name, lang })
  expectWellFormed(html)
  return html
}

it('what has begun and is not finished says so, and goes on by the same form', () => {
  const html = changePage({ name: 'merge', into: OTHER, intoPlan: PLAN }, 'zh', STORE, true)
  expect(visibleText(html)).toContain('还没做完')
  expect(visibleText(html)).toContain('接着做')
  expect(html).toContain('name="into" value="5"')
})

describe('the stores', () => {
  it('are listed with their days, each leading to what can be done to it', () => {
    const html = renderStoresPage(listOf([STORE, OTHER]), 'zh')
    expectWellFormed(html)
    expectNothingForbidden(html)
    expect(texts(html, '.stores li')[0]).toBe('朝阳店 12月20日 – 1月18日 修改')
    expect(link(html, '修改 朝阳店').attr('href')).toBe('/stores/3?lang=zh')
  })

  it('may be none', () => {
    expect(visibleText(renderStoresPage(listOf([]), 'zh'))).toContain('还没有门店')
  })
})

describe('a store', () => {
  it('has a form for each change, which only leads to what it would do', () => {
    const html = storePage()
    expectNothingForbidden(html)
    expect(attributes(html, 'main form', 'action')).toEqual([
      '/stores/3/rename',
      '/stores/3/merge',
      '/stores/3/remove-day',
      '/stores/3/remove',
    ])
    expect(new Set(attributes(html, 'form', 'method'))).toEqual(new Set(['get']))
    expect(attributes(html, 'select option', 'value')).toEqual(['', '5'])
    expect(attributes(html, 'input[type="date"]', 'max')).toEqual(['2026-01-18'])
  })

  it('cannot be merged where there is no other', () => {
    expect(attributes(storePage({ others: [] }), 'form', 'action')).not.toContain('/stores/3/merge')
  })

  it.each([
    ['rename', 'nameTaken', '已有门店叫这个名称'],
    ['rename', 'unusableName', '请填写名称'],
    ['rename', 'nothingThere', '名称没有变'],
    ['merge', 'unknownStore', '请选择要合并到的门店'],
    ['merge', 'sameStore', '不能合并到自己'],
    ['remove-day', 'unreadableDate', '请选择日期'],
  ] as const)('says why %s was not done: %s', (change, reason, words) => {
    const html = storePage({ refused: { change, reason } })
    expect(texts(html, '[role="alert"]')[0]).toContain(words)
    expect(texts(html, 'details[open] .wrong')[0]).toContain(words)
    expect(select(html, 'details[open]').length).toBe(1)
  })

  it('keeps its name as text, and its direction to itself', () => {
    const html = storePage({ store: { ...STORE, name: HOSTILE } })
    expectNothingForbidden(html)
    expectOwnDirection(html, '</style>', 0)
  })
})

describe('before a store is changed', () => {
  it.each<[AskedChange, string[], string]>([
    [
      { name: 'rename', to: '朝阳大悦城店' },
      [
        '名称会变，801 单、20 天的订单都不动： 朝阳店 → 朝阳大悦城店',
        '以后导入的文件里写旧名称的，也算到这家门店。',
      ],
      '确认改名',
    ],
    [
      { name: 'merge', into: OTHER, intoPlan: { orders: 12, days: { ...PLAN.days, count: 2 } } },
      [
        '801 单、20 天的订单会移过去： 朝阳店 → 海淀店',
        '那家现在有 12 单、2 天。两家都有的订单只算一次，以后导入的那份为准。',
        '旧名称会消失；以后导入的文件里写旧名称的，算到新的那家。',
      ],
      '确认合并',
    ],
    [
      { name: 'remove-day', date: '2026-01-18' },
      ['2026年1月18日 周日 的 801 单会移除： 朝阳店', '这一天会显示为缺订单，直到再导入。'],
      '确认移除这一天',
    ],
    [
      { name: 'remove' },
      ['801 单、20 天的订单会移除： 朝阳店', '门店会从所有页面消失，直到再导入它的订单。'],
      '确认移除这家门店',
    ],
  ])('the page says with numbers what will happen: %j', (asked, lines, button) => {
    const html = changePage(asked)
    expectNothingForbidden(html)
    expect(texts(html, '.plan li')).toEqual(lines)
    expect(texts(html, 'form button')).toEqual([button])
    expect(visibleText(html)).toContain('30 天内，可以在导入记录里撤销')
  })

  it('its form carries what was asked for, and the other language keeps it too', () => {
    const html = changePage({ name: 'rename', to: '新店' })
    const form = select(html, 'form[method="post"]')
    expect(form.attr('action')).toBe('/stores/3/rename?lang=zh')
    expect(attributes(form, 'input', 'value')).toEqual(['新店'])
    expect(link(html, 'EN English').attr('href')).toBe(
      `/stores/3/rename?${new URLSearchParams({ to: '新店', lang: 'en' })}`,
    )
  })

  it('there is a way back, and English', () => {
    expect(hrefs(changePage({ name: 'remove' }))).toContain('/stores/3?lang=zh')
    expect(visibleText(changePage({ name: 'remove' }, 'en'))).toContain(
      '801 orders of 20 days will be removed',
    )
  })

  it('a new name stays text', () => {
    expectNothingForbidden(changePage({ name: 'rename', to: HOSTILE }))
  })
})

import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../../src/diagnosis/diagnosis'
import { RULES, type RuleName } from '../../../src/diagnosis/rules/index'
import { renderCard } from '../../../src/ui/home/page'
import type { ShellView } from '../../../src/ui/home/view'
import type { StoreChoice } from '../../../src/ui/problem'
import {
  attributes,
  hrefs,
  link,
  type Part,
  ruleCard,
  select,
  stepDates,
  texts,
  visibleText,
} from '../../html'
import { CALM, DIAGNOSIS, NOTHING, ready, SHELL } from '../fixtures'

function form(shell: Partial<ShellView> = {}, view: Parameters<typeof ready> = []): Part {
  return select(renderCard(ready(...view), { ...SHELL, ...shell }), 'form.scope-form')
}

/** The values of the options that are selected, or of the boxes that are ticked. */
const chosen = (of: Part, name: string) =>
  attributes(of, `select[name="${name}"] [selected], [type="checkbox"][name="${name}"][checked]`, 'value')

/** The values that a form sends of fields that nobody sees. */
const hidden = (of: Part, name: string) => attributes(of, `[type="hidden"][name="${name}"]`, 'value')

function stores(n: number): StoreChoice[] {
  return Array.from({ length: n }, (_, i) => ({
    store: `店${i}`,
    firstDate: '2026-01-01',
    lastDate: '2026-01-18',
  }))
}

describe('the choice of store, channel and day', () => {
  it('is a plain form that keeps the language, and names the latest day so that it stays the latest', () => {
    const asked = form({ stores: ['示例门店21'] })
    expect(asked.attr()).toMatchObject({ method: 'get', action: '/' })
    expect(hidden(asked, 'lang')).toEqual(['zh'])
    // What is chosen is kept for the next visits.
    expect(hidden(asked, 'chosen')).toEqual(['1'])
    expect(chosen(asked, 'store')).toEqual(['示例门店21'])
    expect(attributes(asked, '[type="date"]', 'value')).toEqual(['2026-01-18'])
    expect(hidden(asked, 'latest')).toEqual(['2026-01-18'])
    expect(hidden(asked, 'span')).toEqual([])
  })

  it('keeps a day that was asked for, also where it is the latest', () => {
    const asked = form({ date: '2026-01-18' })
    expect(attributes(asked, '[type="date"]', 'value')).toEqual(['2026-01-18'])
    expect(hidden(asked, 'latest')).toEqual([])
  })

  it('keeps the week', () => {
    expect(hidden(form({ span: 'week' }), 'span')).toEqual(['week'])
  })

  it('is behind one word that says what it changes', () => {
    const menu = select(renderCard(ready(), SHELL), '.page-head > details.scope-menu:not([open])')
    expect(select(menu, 'form.scope-form').length).toBe(1)
    expect(select(menu, 'summary').first().text()).toBe('换店：门店、日期、渠道')
  })

  it('knows the first and the last day of the stores in scope, and refuses no other', () => {
    const date = (of: Part) => select(of, '[type="date"]').attr()
    expect(date(form())).toMatchObject({ min: '2025-12-20', max: '2026-01-18' })
    expect(date(form({ stores: ['示例门店02'] }))).toMatchObject({ min: '2026-01-05', max: '2026-01-16' })
    expect(form().is('[novalidate]')).toBe(true)
  })

  it('knows no days where no store has any', () => {
    const directory = [{ store: '甲', firstDate: '', lastDate: 'soon' }]
    const date = select(form({}, [{}, { directory }]), '[type="date"]')
    expect(date.length).toBe(1)
    expect(date.is('[min], [max]')).toBe(false)
  })
})

describe('the days around the one shown', () => {
  it('are a step away, and the latest too', () => {
    const html = renderCard(ready({ businessDate: '2026-01-10' }), { ...SHELL, date: '2026-01-10' })
    expect(attributes(html, '[type="date"]', 'value')).toEqual(['2026-01-10'])
    expect(link(html, '前一天').attr('href')).toBe('/?date=2026-01-09&lang=zh')
    expect(link(html, '后一天').attr('href')).toBe('/?date=2026-01-11&lang=zh')
    // Of all stores still: an address that asks for nothing opens with those that were chosen last.
    expect(link(html, '回到最新').attr('href')).toBe('/?store=&lang=zh')
  })

  it('keep the stores and the channel', () => {
    const shell = { ...SHELL, stores: ['示例门店21'], channel: '饿了么' }
    expect(link(renderCard(ready(), shell), '前一天').attr('href')).toBe(
      '/?store=%E7%A4%BA%E4%BE%8B%E9%97%A8%E5%BA%9721&date=2026-01-17&channel=%E9%A5%BF%E4%BA%86%E4%B9%88&lang=zh',
    )
  })

  it('end with the first and the last day of the stores in scope', () => {
    const steps = (businessDate: string, stores: string[]) =>
      stepDates(renderCard(ready({ businessDate }), { ...SHELL, stores }))
    expect(steps('2026-01-18', [])).toEqual(['2026-01-17'])
    expect(steps('2026-01-16', ['示例门店02'])).toEqual(['2026-01-15'])
    expect(steps('2026-01-05', ['示例门店02'])).toEqual(['2026-01-06'])
  })
})

describe('several stores', () => {
  it('are ticked in the same form, each under the name of the select', () => {
    const ofSixty = form({}, [{}, { directory: stores(60) }])
    expect(visibleText(ofSixty)).toContain('多选门店')
    expect(attributes(ofSixty, '[type="checkbox"][name="store"]', 'value')).toEqual(
      stores(60).map(({ store }) => store),
    )
    expect(chosen(ofSixty, 'store')).toEqual([])
  })

  it('that were asked for by address are ticked, and the select gives way', () => {
    const asked = form({ stores: ['示例门店02', '示例门店21'], date: '2026-01-10', channel: '饿了么' })
    expect(chosen(asked, 'store')).toEqual(['示例门店02', '示例门店21'])
    expect(select(asked, 'select[name="store"]').length).toBe(0)
    expect(visibleText(asked)).toContain('2 家门店')
    // Back to all stores, of the same day and channel.
    expect(hrefs(asked)).toEqual(['/?date=2026-01-10&channel=%E9%A5%BF%E4%BA%86%E4%B9%88&lang=zh&chosen=1'])
  })

  it('are added to one that is selected, which is said', () => {
    expect(visibleText(form())).toContain('只看勾选的门店')
    expect(visibleText(form({ stores: ['示例门店21'] }))).toContain('与上面选中的一起看')
    expect(visibleText(form({ stores: ['示例门店21'], lang: 'en' }))).toContain('to add to the one chosen')
  })

  it('are too many to tick beyond sixty: then the address takes them, and keeps them', () => {
    const asked = form({ stores: ['店1', '店2'] }, [{}, { directory: stores(61) }])
    expect(select(asked, '[type="checkbox"]').length).toBe(0)
    expect(visibleText(asked)).toContain('门店超过 60 家，请在地址里多次写 store=，例如 /?store=…&store=…')
    expect(hidden(asked, 'store')).toEqual(['店1', '店2'])
  })

  it('need no box where there is one store', () => {
    const ofOne = form({}, [{}, { directory: stores(1) }])
    expect(ofOne.length).toBe(1)
    expect(select(ofOne, 'details, [type="checkbox"]').length).toBe(0)
  })
})

describe('the one store of a reader', () => {
  const view: Parameters<typeof ready> = [{ stores: ['店0'] }, { directory: stores(1) }]

  it('is all there is to choose: no word of all stores', () => {
    expect(attributes(form({}, view), 'select[name="store"] option', 'value')).toEqual(['店0'])
    for (const shell of [SHELL, { ...SHELL, stores: ['店0', '无'] }]) {
      const html = renderCard(ready(...view), shell)
      expect(visibleText(html)).not.toContain('全部门店')
      expect(hrefs(html).filter((href) => href.includes('chosen'))).toEqual([])
    }
  })

  it('is named where none was asked for', () => {
    expect(texts(renderCard(ready(...view), SHELL), '.scope')).toEqual(['店0'])
  })

  it('is a step away from one that there is not', () => {
    const unknown = { status: 'unknownStore', stores: ['无'], directory: stores(1) } as const
    const html = renderCard(unknown, { ...SHELL, stores: ['无'] })
    expect(visibleText(html)).not.toContain('全部门店')
    expect(link(html, '回到首页').attr('href')).toBe('/?lang=zh')
  })
})

describe('the channel', () => {
  it('is chosen among those of the day, each with its orders', () => {
    const text = visibleText(form())
    expect(text).toContain('全部渠道 美团共橙 143 单 饿了么 123 单')
    expect(chosen(form(), 'channel')).toEqual([])
  })

  it('that was asked for is selected, also on a day without it', () => {
    for (const channel of ['饿了么', '抖音']) expect(chosen(form({ channel }), 'channel')).toEqual([channel])
  })

  it('without a name cannot be chosen: a blank value asks for all', () => {
    expect(texts(form({}, [{ channels: [['', 3]] }]), 'select[name="channel"] option')).toEqual(['全部渠道'])
  })

  it('is absent from the choice where the day has none', () => {
    expect(visibleText(form({}, [{ channels: null }]))).toContain('渠道 全部渠道 日期')
  })
})

describe('figures of one channel', () => {
  const shell = { ...SHELL, channel: '饿了么' }
  const html = renderCard(ready({ onlyChannel: '饿了么' }), shell)

  it('are said to be so, with the way back to all', () => {
    expect(visibleText(html)).toContain(
      '只看 饿了么 · 经营数字、亏损订单、高配送费、价格异常只含这个渠道；其余规则含全部渠道。 看全部渠道',
    )
    expect(link(html, '看全部渠道').attr('href')).toBe('/?store=&lang=zh')
  })

  it('are marked on the rules on orders, and on no other', () => {
    const rules = Object.keys(RULES) as RuleName[]
    const marked = rules.filter((rule) => select(ruleCard(html, rule), '.only').length > 0)
    expect(marked).toEqual(['lossOrders', 'deliveryCost', 'belowCost'])
  })

  it('lead to lists of that channel, and those of all channels to lists of all', () => {
    expect(hrefs(select(ruleCard(html, 'stockouts'), 'h3'))).toEqual([
      '/rules/stockouts?date=2026-01-18&lang=zh',
    ])
    expect(hrefs(select(ruleCard(html, 'lossOrders'), 'h3'))).toEqual([
      '/rules/lossOrders?date=2026-01-18&channel=%E9%A5%BF%E4%BA%86%E4%B9%88&lang=zh',
    ])
  })

  it('are those of all where they cannot be narrowed, which is said', () => {
    const text = visibleText(renderCard(ready(), shell))
    expect(text).toContain('这次不能只看 饿了么 · 以下是全部渠道的数字。')
    expect(visibleText(renderCard(ready(), { ...shell, lang: 'en' }))).toContain(
      'Cannot filter right now by 饿了么',
    )
  })

  it('do not say that all is well of a channel without orders', () => {
    const kpi = { ...DIAGNOSIS.kpi, orders: 0, allOrders: 0 } as Diagnosis['kpi']
    const empty = ready({ rules: CALM, kpi, onlyChannel: '饿了么' })
    const html = renderCard(empty, shell)
    expect(visibleText(html)).toContain('当日没有订单的渠道： 饿了么')
    for (const rule of ['lossOrders', 'deliveryCost', 'belowCost'] as const) {
      expect(visibleText(ruleCard(html, rule))).toContain('这个渠道当日没有订单')
      expect(visibleText(ruleCard(html, rule))).not.toContain('无需处理')
    }
    expect(visibleText(ruleCard(html, 'stockouts'))).not.toContain('这个渠道当日没有订单')
    expect(visibleText(html)).toContain('3 项数据不足')
    expect(
      visibleText(renderCard(ready({ rules: CALM, kpi, tasks: [], onlyChannel: '饿了么' }), shell)),
    ).toContain('这个渠道与商品规则里都没有发现')
  })

  it('are not spoken of on a day without any order', () => {
    expect(select(renderCard(ready(NOTHING), shell), '.only, .only-channel').length).toBe(0)
  })

  it('say nothing of a channel where they are of all', () => {
    expect(select(renderCard(ready(), SHELL), '.only, .only-channel').length).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../../src/diagnosis/diagnosis'
import { renderCard } from '../../../src/ui/home/page'
import type { ShellView } from '../../../src/ui/home/view'
import type { StoreChoice } from '../../../src/ui/problem'
import { CALM, DIAGNOSIS, NOTHING, ready, SHELL } from '../fixtures'
import { ruleCard, tags, visibleText } from '../html'

function form(shell: Partial<ShellView> = {}, view: Parameters<typeof ready> = []): string {
  const html = renderCard(ready(...view), { ...SHELL, ...shell })
  return /<form.*?<\/form>/s.exec(html)?.[0] ?? ''
}

function stores(n: number): StoreChoice[] {
  return Array.from({ length: n }, (_, i) => ({
    store: `店${i}`,
    firstDate: '2026-01-01',
    lastDate: '2026-01-18',
  }))
}

describe('the choice of store, channel and day', () => {
  it('is a plain form that keeps the language and leaves the day empty for the latest', () => {
    const html = form({ stores: ['示例门店21'] })
    expect(html).toContain('<form class="scope-form" method="get" action="/"')
    expect(html).toContain('<input type="hidden" name="lang" value="zh"/>')
    expect(tags(html, 'option').find((tag) => tag.includes('示例门店21'))).toContain('selected')
    expect(tags(html, 'input').find((tag) => tag.includes('type="date"'))).toMatch(/ value(="")? /)
  })

  it('knows the first and the last day of the stores in scope, and refuses no other', () => {
    const date = (html: string) => tags(html, 'input').find((tag) => tag.includes('type="date"'))
    expect(date(form())).toContain('min="2025-12-20" max="2026-01-18"')
    expect(date(form({ stores: ['示例门店02'] }))).toContain('min="2026-01-05" max="2026-01-16"')
    expect(tags(form(), 'form')[0]).toContain(' novalidate')
  })

  it('knows no days where no store has any', () => {
    const directory = [{ store: '甲', firstDate: '', lastDate: 'soon' }]
    const html = form({}, [{}, { directory }])
    expect(html).not.toContain('min=')
    expect(html).not.toContain('max=')
  })
})

describe('the days around the one shown', () => {
  it('are a step away, and the latest too', () => {
    const html = renderCard(ready({ businessDate: '2026-01-10' }), { ...SHELL, date: '2026-01-10' })
    expect(html).toContain('value="2026-01-10"')
    expect(html).toContain('/?date=2026-01-09&amp;lang=zh')
    expect(html).toContain('/?date=2026-01-11&amp;lang=zh')
    expect(visibleText(html)).toContain('回到最新')
  })

  it('keep the stores and the channel', () => {
    const shell = { ...SHELL, stores: ['示例门店21'], channel: '饿了么' }
    expect(renderCard(ready(), shell)).toContain(
      '/?store=%E7%A4%BA%E4%BE%8B%E9%97%A8%E5%BA%9721&amp;date=2026-01-17&amp;channel=%E9%A5%BF%E4%BA%86%E4%B9%88&amp;lang=zh',
    )
  })

  it('end with the first and the last day of the stores in scope', () => {
    expect(renderCard(ready(), SHELL)).not.toContain('date=2026-01-19&amp;lang')
    const shell = { ...SHELL, stores: ['示例门店02'] }
    const steps = (businessDate: string) =>
      [...renderCard(ready({ businessDate }), shell).matchAll(/class="step" href="[^"]*date=([\d-]+)/g)].map(
        (match) => match[1],
      )
    expect(steps('2026-01-16')).toEqual(['2026-01-15'])
    expect(steps('2026-01-05')).toEqual(['2026-01-06'])
  })
})

describe('several stores', () => {
  const ticked = (html: string) =>
    tags(html, 'input')
      .filter((tag) => tag.includes('type="checkbox"') && / checked/.test(tag))
      .map((tag) => /value="([^"]*)"/.exec(tag)?.[1])

  it('are ticked in the same form, each under the name of the select', () => {
    const html = form({}, [{}, { directory: stores(60) }])
    expect(visibleText(html)).toContain('多选门店')
    expect(html.match(/<input type="checkbox" name="store" /g)).toHaveLength(60)
    expect(ticked(html)).toEqual([])
  })

  it('that were asked for by address are ticked, and the select gives way', () => {
    const html = form({ stores: ['示例门店02', '示例门店21'], date: '2026-01-10', channel: '饿了么' })
    expect(ticked(html)).toEqual(['示例门店02', '示例门店21'])
    expect(html).not.toContain('<select name="store"')
    expect(visibleText(html)).toContain('2 家门店')
    // Back to all stores, of the same day and channel.
    expect(html).toContain('href="/?date=2026-01-10&amp;channel=%E9%A5%BF%E4%BA%86%E4%B9%88&amp;lang=zh"')
  })

  it('are added to one that is selected, which is said', () => {
    expect(visibleText(form())).toContain('只看勾选的门店')
    expect(visibleText(form({ stores: ['示例门店21'] }))).toContain('与上面选中的一起看')
    expect(visibleText(form({ stores: ['示例门店21'], lang: 'en' }))).toContain(
      'together with the one chosen',
    )
  })

  it('are too many to tick beyond sixty: then the address takes them, and keeps them', () => {
    const html = form({ stores: ['店1', '店2'] }, [{}, { directory: stores(61) }])
    expect(html).not.toContain('type="checkbox"')
    expect(visibleText(html)).toContain('门店超过 60 家，请在地址里多次写 store=，例如 /?store=…&store=…')
    expect(html).toContain('<input type="hidden" name="store" value="店1"/>')
    expect(html).toContain('<input type="hidden" name="store" value="店2"/>')
  })

  it('need no box where there is one store', () => {
    expect(form({}, [{}, { directory: stores(1) }])).not.toContain('<details')
  })
})

describe('the channel', () => {
  it('is chosen among those of the day, each with its orders', () => {
    const text = visibleText(form())
    expect(text).toContain('全部渠道 美团共橙 143 单 饿了么 123 单')
    expect(form()).not.toMatch(/<select name="channel">.*selected/s)
  })

  it('that was asked for is selected, also on a day without it', () => {
    const selected = (channel: string) =>
      tags(form({ channel }), 'option').filter((tag) => / selected/.test(tag) && tag.includes(channel))
    expect(selected('饿了么')).toHaveLength(1)
    expect(selected('抖音')).toHaveLength(1)
  })

  it('without a name cannot be chosen: a blank value asks for all', () => {
    const html = form({}, [{ channels: [['', 3]] }])
    expect(visibleText(html)).not.toContain('3 单')
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
      '只看 饿了么 · 经营数字、亏损订单、高配送费、价格异常只含这个渠道；商品规则含全部渠道。 看全部渠道',
    )
    expect(html).toContain('<a href="/?lang=zh">看全部渠道</a>')
  })

  it('are marked on the rules on orders, and on no other', () => {
    const marked = html
      .split('<article class="')
      .slice(1)
      .filter((card) => card.includes('<span class="only">'))
      .map((card) => /^rule rule-(\w+)/.exec(card)?.[1])
    expect(marked).toEqual(['lossOrders', 'deliveryCost', 'belowCost'])
  })

  it('lead to lists of that channel, and those of all channels to lists of all', () => {
    expect(html).toContain('href="/rules/stockouts?date=2026-01-18&amp;lang=zh"')
    expect(html).toContain(
      'href="/rules/lossOrders?date=2026-01-18&amp;channel=%E9%A5%BF%E4%BA%86%E4%B9%88&amp;lang=zh"',
    )
  })

  it('are those of all where they cannot be narrowed, which is said', () => {
    const text = visibleText(renderCard(ready(), shell))
    expect(text).toContain('这次不能只看 饿了么 · 以下是全部渠道的数字。')
    expect(visibleText(renderCard(ready(), { ...shell, lang: 'en' }))).toContain(
      'Cannot be narrowed now to 饿了么',
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
      visibleText(renderCard(ready({ rules: CALM, kpi, actions: [], onlyChannel: '饿了么' }), shell)),
    ).toContain('这个渠道与商品规则里都没有发现')
  })

  it('are not spoken of on a day without any order', () => {
    expect(renderCard(ready(NOTHING), shell)).not.toContain('class="only')
  })

  it('say nothing of a channel where they are of all', () => {
    expect(renderCard(ready(), SHELL)).not.toContain('class="only')
  })
})

import { describe, expect, it } from 'vitest'
import { renderCoveragePage } from '../../../src/ui/coverage/coveragePage'
import type { ChosenDay, CoverageView } from '../../../src/ui/coverage/view'
import {
  addressOf,
  attributes,
  each,
  expectNothingForbidden,
  expectOwnDirection,
  expectWellFormed,
  hrefs,
  link,
  rowsOf,
  select,
  table,
  texts,
  visibleText,
} from '../../html'
import { coverageOf, MISSING, NOW } from '../historyFixtures'
import { HOSTILE } from '../pageFixtures'

type Ready = Extract<CoverageView, { status: 'ready' }>

const LACKING = coverageOf('朝阳店', { '2026-01-17': MISSING, '2026-01-18': MISSING })
const DOUBTFUL = coverageOf('海淀店', {
  '2026-01-15': { orders: 31, state: 'doubtful', doubt: { usualOrders: 128 } },
})
const WHOLE = coverageOf('东城店')

function page(view: Partial<Ready> = {}, lang: 'zh' | 'en' = 'zh') {
  const ready = {
    status: 'ready' as const,
    stores: [WHOLE, DOUBTFUL, LACKING],
    storesOutOfReach: [],
    asked: '',
    chosen: null,
    mayImport: true,
    nowIso: NOW,
    ...view,
  }
  const directory = ready.stores.map(({ store }) => ({ store, firstDate: '', lastDate: '' }))
  const html = renderCoveragePage({ directory, ...ready }, lang, true)
  expectWellFormed(html)
  return html
}

/** A store's day as it is heard. */
function day(html: string, store: number, date: string) {
  const cells = select(rowsOf(table(html, '订单齐不齐'))[store] ?? '', 'td')
  const dates = WHOLE.days.map((of) => of.date)
  return cells.eq(dates.indexOf(date))
}

describe('the days of stores', () => {
  it('are a whole document in both languages, with nothing that a strict policy forbids', () => {
    for (const lang of ['zh', 'en'] as const) expectNothingForbidden(page({}, lang))
    expect(link(page(), 'EN English').attr('href')).toBe('/coverage?lang=en')
  })

  it('stand in a row a store, those that lack most first, each with what it lacks in words', () => {
    const rows = rowsOf(table(page(), '订单齐不齐'))
    expect(rows.map((row) => texts(row, 'th')[0])).toEqual([
      '朝阳店 缺 2 天：1月17日、18日 齐到 1月16日',
      '海淀店 可能不全 1 天：1月15日 齐到 1月18日',
      '东城店 齐到 1月18日',
    ])
    expect(texts(page({}, 'en'), 'tbody th')[0]).toBe(
      '朝阳店 2 days missing: 17 Jan, 18 Jan complete up to 16 Jan',
    )
  })

  it('name the stores that cannot be read, and do not say that there are none', () => {
    const html = page({ stores: [], storesOutOfReach: ['西城店'] })
    expect(visibleText(html)).toMatch(/有门店现在读不到.*西城店/s)
    const some = page({ stores: [WHOLE, DOUBTFUL], storesOutOfReach: ['西城店'] }, 'en')
    expect(visibleText(some)).toMatch(/cannot be read right now.*西城店/s)
  })

  it('are told apart by text, and not by colour alone', () => {
    const html = page()
    const label = (store: number, date: string) => {
      const cell = day(html, store, date)
      return attributes(cell, 'a', 'aria-label')[0] ?? texts(cell, '.unseen')[0]
    }
    expect(label(0, '2026-01-16')).toBe('1月16日：128 单')
    expect(label(0, '2026-01-18')).toBe('1月18日：没有订单')
    expect(label(1, '2026-01-15')).toBe('1月15日：31 单，可能不全')
    expect(label(1, '2026-01-19')).toBe('1月19日：0 单，还没过完')
    const seen = (store: number, date: string) => visibleText(select(day(html, store, date), '.sign')).trim()
    expect([seen(0, '2026-01-16'), seen(0, '2026-01-18'), seen(1, '2026-01-15')]).toEqual([
      '128',
      '缺',
      '31?',
    ])
  })

  it('lead to what to do where they are not well, and nowhere where they are', () => {
    const html = page()
    const [href] = hrefs(day(html, 0, '2026-01-18'))
    expect(href).toBe(
      `/coverage?${new URLSearchParams({ store: '朝阳店', date: '2026-01-18', lang: 'zh' })}#day`,
    )
    expect(hrefs(day(html, 0, '2026-01-16'))).toEqual([])
  })

  it('name a month where it begins', () => {
    const heads = texts(table(page(), '订单齐不齐'), 'thead .of-month')
    expect(heads.slice(0, 2)).toEqual(['12/16', '17'])
    expect(heads[16]).toBe('1/1')
    expect(heads.length).toBe(35)
  })

  it('are counted where there are too many stores to list', () => {
    const stores = Array.from({ length: 103 }, (_, i) => coverageOf(`店${i}`))
    expect(visibleText(page({ stores }))).toContain('另有 3 家未列出，其中缺订单的 0 家')
  })

  it('are none where there is no store', () => {
    const html = page({ stores: [] })
    expect(visibleText(html)).toContain('还没有门店')
    expect(select(html, 'table').length).toBe(0)
  })

  it('name the latest runs of days where many are missing', () => {
    const odd = Object.fromEntries(
      [2, 4, 6, 8, 10].map((n) => [`2026-01-${String(n).padStart(2, '0')}`, MISSING]),
    )
    expect(texts(page({ stores: [coverageOf('洞洞店', odd)] }), '.lacks .missing')[0]).toBe(
      '缺 5 天：…1月6日、8日、10日',
    )
  })

  it('keep names of stores as text, and their direction to themselves', () => {
    const html = page({ stores: [coverageOf(HOSTILE)], chosen: chosen({ store: HOSTILE }) })
    expectNothingForbidden(html)
    expectOwnDirection(html, '</style>', 1)
  })
})

function chosen(of: Partial<ChosenDay> = {}): ChosenDay {
  return { store: '朝阳店', day: { date: '2026-01-18', ...MISSING }, kind: null, ...of }
}

describe('a day that is asked about', () => {
  const said = (of: Partial<ChosenDay> = {}, view: Partial<Ready> = {}) =>
    texts(page({ chosen: chosen(of), ...view }), '.chosen-day')[0] ?? ''

  it('says what to export, as the store was exported last', () => {
    const kind = { zh: '美团商品明细', en: 'Meituan product details' }
    expect(said({ kind })).toContain('朝阳店 2026年1月18日 周日 这一天没有订单。')
    expect(said({ kind })).toContain('再导出一份 1月18日 的「美团商品明细」')
    expect(said()).toContain('在平台的商家后台（美团、饿了么、京东等）导出 1月18日 的订单明细')
    expect(visibleText(page({ chosen: chosen({ kind }) }, 'en'))).toContain(
      '“Meituan product details” for 18 Jan',
    )
  })

  it('leads to the import only whom it is open to', () => {
    const ways = (mayImport: boolean) => hrefs(page({ chosen: chosen(), mayImport }))
    expect(ways(true)).toContain('/import?lang=zh')
    expect(ways(false)).not.toContain('/import?lang=zh')
    expect(said({}, { mayImport: false })).toContain('请把这句话发给运营')
  })

  it.each<[Partial<ChosenDay['day']>, string, boolean]>([
    [{ state: 'doubtful', orders: 31, doubt: { usualOrders: 128 } }, '只有 31 单，平时约 128 单', true],
    [{ state: 'doubtful', orders: 90, doubt: { rejectedOrders: 30 } }, '有 30 单没能读进来', true],
    [{ state: 'notOver', orders: 52 }, '在它过完之前导出的', true],
    [{ state: 'notOver', orders: 52, date: '2026-01-19' }, '今天还没过完', false],
    [{ state: 'complete', orders: 128 }, '这一天齐了，共 128 单', false],
    [{ state: 'before' }, '最早的订单在这一天之后', false],
  ])('says what is the matter with it: %j', (day, words, isToExport) => {
    const text = said({ day: { ...chosen().day, ...day } })
    expect(text).toContain(words)
    expect(text.includes('然后导入')).toBe(isToExport)
  })
})

describe('the legend', () => {
  it('explains every state once', () => {
    const entries = each(select(page(), '.coverage-legend li'))
    expect(entries.map((entry) => visibleText(entry).trim())).toEqual([
      '128 订单数：这一天齐了',
      '缺 没有订单',
      '31? 可能不全',
      '52… 还没过完，或导出时还没过完',
      '– 门店最早的订单之前',
    ])
  })
})

it('leads a store to its page', () => {
  expect(addressOf(link(page(), '朝阳店')).searchParams.get('store')).toBe('朝阳店')
})

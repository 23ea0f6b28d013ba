import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import type { MicroYuan } from '../../../src/diagnosis/money'
import type { DayComparison } from '../../../src/import/protocol'
import type { Unanswered } from '../../../src/import/unanswered'
import { DayTable } from '../../../src/ui/import/dayTable'
import { Questions } from '../../../src/ui/import/questions'
import type { QuestionsView } from '../../../src/ui/import/view'
import { importLocaleOf } from '../../../src/ui/import/words'
import { attributes, select, texts } from '../../html'

const locale = importLocaleOf('zh')

function day(store: string, date: string, usualOrders: number | null = null): DayComparison {
  const counts = { orders: 2, ordersNew: 2, ordersChanged: 0, ordersRemoved: 1, ordersNotInFile: 0 }
  return { store, date, ...counts, revenueMicro: 3_000_000 as MicroYuan, usualOrders }
}

function daysOf(stores: number, days: number, usualOrders: number | null = null): DayComparison[] {
  return Array.from({ length: stores }, (_, store) =>
    Array.from({ length: days }, (_, at) =>
      day(`第${store}家`, `2026-01-${String(at + 1).padStart(2, '0')}`, usualOrders),
    ),
  ).flat()
}

function dayTable(days: DayComparison[]): string {
  return renderToString(h(DayTable, { view: { days, stores: [] }, locale }))
}

test('a few days of a store are told day by day, with what they come to', () => {
  const html = dayTable(daysOf(1, 3))
  expect(texts(html, 'tbody th')).toEqual(['第0家 1月1日', '第0家 1月2日', '第0家 1月3日'])
  expect(texts(html, 'tfoot td').filter(Boolean)).toEqual(['6', '¥9 .00', '6', '0', '3'])
  expect(select(html, 'details').length).toBe(0)
})

test('many stores and days are told store by store first; usual is unknown where it is of one day', () => {
  const html = dayTable([...daysOf(2, 10, 4), day('第1家', '2026-01-11')])
  const [known, unknown] = texts(html, 'table:first-of-type tbody tr')
  expect(known).toBe('第0家 1月1日 至 1月10日 20 40 ¥30 .00 20 0 10')
  expect(unknown).toBe('第1家 1月1日 至 1月11日 22 — ¥33 .00 22 0 11')
  expect(texts(html, 'summary')).toEqual(['按天看'])
})

test('a month of hundreds of stores stays a page that a browser can draw, and says what is left out', () => {
  const html = dayTable(daysOf(530, 30))
  expect(select(html, 'tr').length).toBeLessThan(500)
  expect(texts(html, '.note')).toEqual(['还有 316 行没有列出来。', '还有 15,700 行没有列出来。'])
})

function questions(of: Partial<Unanswered>, answers: QuestionsView['answers'] = {}): string {
  const unanswered: Unanswered = {
    kind: { id: 'other', title: { zh: '其他表格', en: 'Another table' } },
    header: ['流水', '拿货成本'],
    headerRow: 1,
    headerSignature: '',
    questions: ['订单ID'],
    offered: ['商品采购成本'],
    columns: {},
    guesses: { 商品采购成本: '拿货成本' },
    firstRows: [['R1', '4.00']],
    ...of,
  }
  const view = { unanswered, answers, again: false }
  return renderToString(h(Questions, { view, id: 'f', wire: { action: '' }, locale, children: null }))
}

test('a file is named by its kind, what it needs must be answered, and what it can do without need not', () => {
  const html = questions({})
  expect(texts(html, '.what-it-is')).toEqual(['其他表格'])
  expect(attributes(html, 'select', 'name')).toEqual(['column.订单ID', 'column.商品采购成本'])
  expect(attributes(html, 'select[required]', 'name')).toEqual(['column.订单ID'])
  expect(texts(html, 'option[selected]')).toEqual(['拿货成本 · 4.00'])
})

test('a guess that was taken back is not chosen again', () => {
  const html = questions({}, { columns: { 订单ID: '流水' } })
  expect(texts(html, 'option[selected]')).toEqual(['流水 · R1'])
})

test('ten thousand columns do not freeze the page', () => {
  const header = Array.from({ length: 10_000 }, (_, at) => `列${at}`)
  const html = questions({ header, firstRows: [header] })
  expect(select(html, 'option').length + select(html, 'td').length).toBeLessThan(1_000)
})

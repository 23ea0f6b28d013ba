import { describe, expect, it } from 'vitest'
import type { ImportRecord } from '../../../src/history/importRecord'
import { renderImportsPage } from '../../../src/ui/imports/importsPage'
import type { ImportsView } from '../../../src/ui/imports/view'
import {
  attributes,
  cellUnder,
  expectNothingForbidden,
  expectOwnDirection,
  expectWellFormed,
  hrefs,
  link,
  rowName,
  rowsOf,
  select,
  table,
  texts,
  visibleText,
} from '../../html'
import { NOW, recordOf, reportOf } from '../historyFixtures'
import { HOSTILE } from '../pageFixtures'

type Ready = Extract<ImportsView, { status: 'ready' }>

function page(view: Partial<Ready> = {}, lang: 'zh' | 'en' = 'zh') {
  const ready = { status: 'ready' as const, records: [recordOf()], before: null, answers: [], nowIso: NOW }
  const html = renderImportsPage({ ...ready, ...view }, lang)
  expectWellFormed(html)
  return html
}

/** The row of one entry. */
function row(record: Partial<ImportRecord> = {}) {
  const [only, ...others] = rowsOf(table(page({ records: [recordOf(record)] }), '导入记录'))
  expect(others).toEqual([])
  if (!only) throw new Error('no row')
  return only
}

const cell = (heading: string, record: Partial<ImportRecord> = {}) =>
  visibleText(cellUnder(row(record), heading)).trim()

describe('the history', () => {
  it('is a whole document in both languages, with nothing that a strict policy forbids', () => {
    for (const lang of ['zh', 'en'] as const) expectNothingForbidden(page({}, lang))
    expect(link(page(), 'EN English').attr('href')).toBe('/imports?lang=en')
  })

  it('tells of an import when, by whom, of which file, and what it changed', () => {
    expect(rowName(row())).toBe('#12 美团_0118.xlsx')
    expect(hrefs(row())).toEqual(['/imports/12?lang=zh'])
    const expected = {
      结果: '已导入',
      时间: '08:02',
      谁: '李雷',
      导出表: '美团商品明细',
      门店与日期: '2 家门店，1月17日–1月18日（2 天）',
      行数: '2,141',
      新增: '700',
      改动: '20',
      移除: '12',
      被拒行: '0',
    }
    for (const [heading, words] of Object.entries(expected)) expect(cell(heading), heading).toBe(words)
  })

  it.each<[Partial<ImportRecord>, string]>([
    [{ outcome: 'running' }, '进行中'],
    [{ outcome: 'interrupted' }, '中断'],
    [{ outcome: 'unchanged' }, '没有变化'],
    [{ outcome: 'nothingImported' }, '什么也没导入'],
    [{ undoneBy: 15 }, '已撤销'],
    [{ detail: { kind: 'removeStore', store: '朝阳店' } }, '已完成'],
  ])('says how an entry stands: %j', (record, words) => {
    expect(cell('结果', record)).toBe(words)
  })

  it('says of one that broke off what to do', () => {
    expect(rowName(row({ outcome: 'interrupted' }))).toContain('把同一个文件再导入一次')
    expect(rowName(row())).not.toContain('再导入一次')
  })

  it('leaves out what is not known of an import that is not over, which is not 0', () => {
    const running = { detail: { kind: 'file', file: 'a.csv', report: null } as const }
    for (const heading of ['行数', '被拒行', '导出表']) expect(cell(heading, running), heading).toBe('')
  })

  it.each<[ImportRecord['detail'], string]>([
    [{ kind: 'removeDay', store: '朝阳店', date: '2026-01-18' }, '#12 移除一天的订单 朝阳店 1月18日'],
    [{ kind: 'removeStore', store: '朝阳店' }, '#12 移除门店 朝阳店'],
    [{ kind: 'renameStore', from: '甲', to: '乙' }, '#12 门店改名 甲 → 乙'],
    [{ kind: 'mergeStores', from: '甲', into: '乙' }, '#12 合并门店 甲 → 乙'],
    [{ kind: 'undo', of: 9, ofKind: 'file', left: 0 }, '#12 撤销 导入 #9'],
    [{ kind: 'undo', of: 9, ofKind: 'undo', left: 0 }, '#12 恢复 #9'],
  ])('names what an entry was: %j', (detail, words) => {
    expect(rowName(row({ detail }))).toBe(words)
  })

  it('says whose it is where it is nobody’s in particular', () => {
    expect(cell('谁', { by: null })).toContain('IMPORT_TOKEN')
  })

  it('goes on to earlier entries where there are more', () => {
    expect(link(page({ before: 3 }), '更早的记录').attr('href')).toBe('/imports?before=3&lang=zh')
    expect(visibleText(page())).not.toContain('更早的记录')
    expect(visibleText(page({ records: [] }))).toContain('还没有导入过订单')
  })

  it('keeps texts of others as text, and their direction to themselves', () => {
    const detail = { kind: 'file', file: HOSTILE, report: reportOf() } as const
    const records = [recordOf({ detail, by: HOSTILE, stores: [HOSTILE] })]
    const answers = [{ headerSignature: HOSTILE, answers: { store: HOSTILE }, answeredAt: NOW }]
    const html = page({ records, answers })
    expectNothingForbidden(html)
    expectOwnDirection(html, '</style>', 3)
  })

  it('says so when it cannot be read', () => {
    const view = { status: 'unavailable', reason: 'database', reference: 'ab12' } as const
    expect(visibleText(renderImportsPage(view, 'zh'))).toContain('ab12')
  })
})

describe('remembered answers', () => {
  const answers = [
    {
      headerSignature: '单号\n商品\n数量\n金额\n时间\n备注\n门店',
      answers: { store: '朝阳店', columns: { 订单ID: '单号' }, per: { 实收价格: 'line' } } as const,
      answeredAt: NOW,
    },
  ]

  it('are listed with what was said and of which header', () => {
    const text = visibleText(page({ answers }))
    for (const part of ['门店 ＝ 朝阳店', '订单ID ＝ 单号', '实收价格 ＝ 按整行'])
      expect(text).toContain(part)
    expect(text).toContain('表头：单号、商品、数量、金额、时间、备注 等 7 列')
    expect(visibleText(page())).not.toContain('记住的回答')
  })

  it('are forgotten by a form that names their header', () => {
    const form = select(page({ answers }), 'form[method="post"]')
    expect(form.attr('action')).toBe('/imports/answers/forget?lang=zh')
    expect(attributes(form, 'input', 'value')).toEqual([answers[0]?.headerSignature])
    expect(texts(form, 'button')).toEqual(['删掉'])
  })
})

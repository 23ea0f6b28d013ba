import { describe, expect, it } from 'vitest'
import type { ImportRecord, UndoOutcome } from '../../../src/history/importRecord'
import type { RejectedLine } from '../../../src/import/report'
import { renderImportPage } from '../../../src/ui/imports/importPage'
import { renderUndoPage } from '../../../src/ui/imports/undoPage'
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
import { NOW, recordOf, reportOf } from '../historyFixtures'
import { HOSTILE } from '../pageFixtures'

function page(record: Partial<ImportRecord> = {}, done = false, lang: 'zh' | 'en' = 'zh') {
  const view = { status: 'ready' as const, record: recordOf(record), done, nowIso: NOW }
  const html = renderImportPage(view, 12, lang)
  expectWellFormed(html)
  return html
}

const LINE: RejectedLine = {
  line: 14,
  column: '下单时间',
  header: '下单日期',
  value: '昨天',
  reason: { code: 'unreadableTime', text: 'This is not a date and time.' },
}

function withReport(report: Parameters<typeof reportOf>[0]): Partial<ImportRecord> {
  return { detail: { kind: 'file', file: '美团_0118.xlsx', report: reportOf(report) } }
}

describe('an import', () => {
  it('is a whole document in both languages, with nothing that a strict policy forbids', () => {
    for (const lang of ['zh', 'en'] as const) expectNothingForbidden(page({}, false, lang))
    expect(link(page(), 'EN English').attr('href')).toBe('/imports/12?lang=en')
    expect(link(page(), '导入记录').attr('href')).toBe('/imports?lang=zh')
  })

  it('tells what it changed, of which stores, and how its file was read', () => {
    const text = visibleText(page())
    for (const part of [
      '李雷',
      '08:02',
      '08:03',
      '新增的订单 700',
      '改动 20',
      '移除的订单 12',
      '2 家门店： 朝阳店 、 海淀店',
    ])
      expect(text).toContain(part)
    for (const part of ['美团商品明细', '订单行 2,141', '导出时间 2026-01-19', '配送员'])
      expect(text).toContain(part)
  })

  it('does not speak of what its file had not', () => {
    for (const absent of ['跳过的合计行', '重名', '下载这']) {
      expect(visibleText(page())).not.toContain(absent)
    }
  })

  it('says in plain words what to mind and which lines were left out, with all of these as a file', () => {
    const rejected = { count: 140, lines: [LINE], capped: false }
    const html = page(withReport({ rejected, warnings: [{ code: 'noCostColumn' }] }))
    expect(texts(html, '#report h4').length).toBe(2)
    expect(visibleText(html)).not.toContain('noCostColumn')
    for (const part of ['14', '下单日期', '昨天'])
      expect(visibleText(select(html, '#report table'))).toContain(part)
    expect(link(html, '下载这 140 行（CSV）').attr('href')).toBe('/imports/12/rejected.csv?lang=zh')
  })

  it('says how many of very many rejected lines were kept, and offers no more than these', () => {
    const html = page(withReport({ rejected: { count: 25_000, lines: [LINE], capped: true } }))
    const text = visibleText(select(html, '#report'))
    expect(text).toContain('只记下了前 10,000 行')
    expect(text).toContain('还有 9,999 行，都在下载的表里')
    expect(text).not.toMatch(/25,000|24,9|25000/)
    link(html, '下载这 10,000 行（CSV）')
  })

  it('draws what another version has noted without words of its own', () => {
    for (const code of ['nope', 'constructor', 'toString']) {
      const line = { ...LINE, reason: { code, text: 'Something else.' } as never }
      const report = {
        warnings: [{ code } as never],
        rejected: { count: 1, lines: [line], capped: false },
      }
      const text = visibleText(page(withReport(report)))
      expect(text).toContain(`「${code}」`)
      expect(text).toContain('Something else.')
    }
  })

  it('keeps lines of stores that its reader does not see, and says so', () => {
    const record = withReport({ rejected: { count: 1, lines: [], capped: false } })
    const html = page({ ...record, hidesCells: true })
    expect(visibleText(html)).toContain('只有能看所有门店的人看得到')
    expect(html).not.toContain('rejected.csv')
  })

  it('leads to what taking it back would do', () => {
    expect(link(page(), '撤销这次导入').attr('href')).toBe('/imports/12/undo?lang=zh')
    expect(select(page(), 'main form').length).toBe(0)
  })

  it.each<[ImportRecord['undo'], string]>([
    ['undone', '已经撤销过了'],
    ['tooOld', '超过 30 天'],
    ['nothingChanged', '没有改变任何订单'],
    ['running', '还在进行'],
  ])('says why it cannot be taken back: %s', (undo, words) => {
    const html = page({ undo, undoneBy: undo === 'undone' ? 15 : null })
    expect(visibleText(html)).toContain(words)
    expect(hrefs(html)).not.toContain('/imports/12/undo?lang=zh')
    expect(hrefs(html).includes('/imports/15?lang=zh')).toBe(undo === 'undone')
  })

  it('says so right after a form has made it', () => {
    expect(texts(page({}, true), '[role="status"]')[0]).toContain('完成了')
    expect(select(page(), '[role="status"]').length).toBe(0)
  })

  it('keeps texts of others as text, and their direction to themselves', () => {
    const report = reportOf({
      unknownColumns: [HOSTILE],
      skippedRows: [{ line: 1, text: HOSTILE }],
      rejected: { count: 1, capped: false, lines: [{ ...LINE, header: HOSTILE, value: HOSTILE }] },
    })
    const html = page({ detail: { kind: 'file', file: HOSTILE, report }, by: HOSTILE, stores: [HOSTILE] })
    expectNothingForbidden(html)
    expectOwnDirection(html, '</style>', 5)
  })
})

function asked(record: Partial<ImportRecord> = {}, lang: 'zh' | 'en' = 'zh') {
  const html = renderUndoPage({ status: 'ready', step: 'asked', record: recordOf(record) }, 12, lang)
  expectWellFormed(html)
  return html
}

describe('before an import is taken back', () => {
  it('the page says with numbers what will happen', () => {
    expect(texts(asked(), '.plan li')).toEqual([
      '32 单会变回之前的样子',
      '700 单会移除',
      '后来的导入又改过的订单不动，做完会列出来。',
    ])
    expect(visibleText(asked())).toContain('涉及 朝阳店、海淀店，4 天。')
    expect(texts(asked({}, 'en'), '.plan li')[1]).toBe('700 orders will be removed')
  })

  it('one button does it, and there is a way back', () => {
    const form = select(asked(), 'form[method="post"]')
    expect(form.attr('action')).toBe('/imports/12/undo?lang=zh')
    expect(texts(form, 'button')).toEqual(['撤销这次导入'])
    expect(link(asked(), '不撤销').attr('href')).toBe('/imports/12?lang=zh')
  })

  it.each<[ImportRecord['detail'], string, string]>([
    [{ kind: 'renameStore', from: '甲', to: '乙' }, '名称会改回去： 乙 → 甲', '撤销：改回原来的名称'],
    [{ kind: 'mergeStores', from: '甲', into: '乙' }, '12 单会移回去： 乙 → 甲', '撤销：把两家门店分开'],
    [{ kind: 'removeStore', store: '甲' }, '32 单会变回之前的样子', '撤销：把这家门店放回来'],
    [{ kind: 'undo', of: 9, ofKind: 'file', left: 0 }, '32 单会变回之前的样子', '恢复：撤销这次撤销'],
  ])('says it in the words of what is taken back: %j', (detail, words, button) => {
    expect(texts(asked({ detail }), '.plan li')[0]).toBe(words)
    expect(texts(asked({ detail }), 'form button')).toEqual([button])
  })

  it('goes on where it has begun', () => {
    expect(visibleText(asked({ undo: 'unfinished' }))).toContain('接着做')
    expect(link(page({ undo: 'unfinished' }), '接着做').attr('href')).toBe('/imports/12/undo?lang=zh')
  })

  it('there is no button where it cannot be', () => {
    const html = asked({ undo: 'tooOld' })
    expect(select(html, 'main form').length).toBe(0)
    expect(visibleText(html)).toContain('超过 30 天')
  })
})

describe('after an import was taken back', () => {
  const { counts: known } = recordOf()
  const counts = known ?? expect.fail('what it changed is known')
  const done = (outcome: UndoOutcome, record: Partial<ImportRecord> = {}) => {
    const html = renderUndoPage(
      { status: 'ready', step: 'done', record: recordOf(record), outcome },
      12,
      'zh',
    )
    expectWellFormed(html)
    return html
  }

  it('the page says what was done, and leads to the record of it', () => {
    const html = done({ status: 'undone', importId: 17, counts, left: [] })
    expect(texts(html, '[role="status"]')[0]).toContain('撤销好了 720 单变回了之前的样子，12 单移除了')
    expect(link(html, '看这次撤销的记录').attr('href')).toBe('/imports/17?lang=zh')
    expect(visibleText(html)).not.toContain('没有动')
  })

  it('names the orders that were left, each leading to itself where its store is known', () => {
    const left = Array.from({ length: 103 }, (_, i) => `66090654${i}`)
    const outcome = { status: 'undone', importId: 17, counts, left } as const
    const html = done(outcome, { stores: ['朝阳店'] })
    expect(visibleText(html)).toContain('103 单没有动：后来的导入又改过它们')
    expect(link(html, '660906540').attr('href')).toContain('/order?store=')
    expect(texts(html, '.left-orders > li').at(-1)).toBe('等 103 单')
    expect(attributes(done(outcome), '.left-orders a', 'href')).toEqual([])
  })

  it('goes on by a button where there was too much for once', () => {
    const html = done({ status: 'unfinished', importId: 17 })
    expect(texts(html, 'form button')).toEqual(['接着做'])
  })

  it.each([
    ['undone', '已经撤销过了'],
    ['tooOld', '超过 30 天'],
    ['running', '还在进行'],
    ['nothingChanged', '没有改变任何订单'],
    ['nameTaken', '已经给了别的门店'],
    ['unknown', '没有这条记录'],
  ] as const)('says why it was refused: %s', (reason, words) => {
    expect(texts(done({ status: 'refused', reason }), '[role="alert"]')[0]).toContain(words)
  })
})

import { expect, test } from 'vitest'
import { REQUIRED_COLUMNS } from '../../src/import/columns'
import { readHeader, SAMPLE_CHARS } from '../../src/import/header'

const HEADER = REQUIRED_COLUMNS.join(',')

test('a header begins with the first visible character of its file or line', () => {
  for (const before of ['', '\n', '\r\n', '\n\n', ' \n', ' \r\n\t\n']) {
    const header = readHeader(`${before}${HEADER}\nrow`, true)
    expect(header?.columns.found, JSON.stringify(before)).toEqual([...REQUIRED_COLUMNS])
    expect(header, JSON.stringify(before)).toMatchObject({
      rest: 'row',
      restLine: 1 + before.split('\n').length,
    })
  }
})

test('a name of one character at the very beginning is a column', () => {
  expect(readHeader(`x,${HEADER}\nrow`, true)?.columns.found[0]).toBe('x')
  expect(readHeader(`\n\r\nx,${HEADER}\nrow`, true)?.columns.found[0]).toBe('x')
})

test('a blank first cell before a tab keeps its place', () => {
  const header = readHeader(`\n\t${HEADER.replaceAll(',', '\t')}\nrow`, true)
  expect(header).toMatchObject({ format: { delimiter: '\t' }, columns: { indexes: { 订单ID: 1 } } })
})

test('a header is looked for when enough of the text is there, and not before', () => {
  const text = `${HEADER}\r\nrow`
  expect(readHeader(text, false)).toBeUndefined()
  expect(readHeader(text.padEnd(SAMPLE_CHARS - 1, '\n'), false)).toBeUndefined()
  expect(readHeader(text.padEnd(SAMPLE_CHARS, '\n'), false)).toMatchObject({ line: 1, restLine: 2 })
  expect(readHeader(text, true)).toMatchObject({ rest: 'row', restLine: 2 })
  expect(readHeader(HEADER, true)).toMatchObject({ rest: '', restLine: 1 })
})

test('rows above the header are passed over, and told', () => {
  const titles = '订单明细导出（2026-01-18）\n\n基础信息,,,商品信息,,金额\n'
  expect(readHeader(`${titles}${HEADER}\nrow`, true)).toMatchObject({
    line: 4,
    restLine: 5,
    rest: 'row',
    skipped: [{ line: 1 }, { line: 3 }],
  })
})

test('the header may be the thirtieth row, and no later one', () => {
  const titles = (rows: number) => '标题,一\n'.repeat(rows)
  expect(readHeader(`${titles(29)}${HEADER}\n`, true)).toMatchObject({ line: 30 })
  expect(readHeader(`${titles(30)}${HEADER}\n`, true)?.columns.indexes).toEqual({})
})

test('the row that names most columns is the header, not the first that names some', () => {
  expect(readHeader(`门店名称,下单时间\n${HEADER}\nrow`, true)).toMatchObject({ line: 2 })
  expect(readHeader(`${HEADER}\n${HEADER}\n`, true)).toMatchObject({ line: 1 })
})

test('where nobody knows the names, the first of the widest rows is the header', () => {
  expect(readHeader('报表\na;b;c\n1;2;3\n', true)).toMatchObject({
    line: 2,
    format: { delimiter: ';' },
    columns: { found: ['a', 'b', 'c'] },
  })
})

test('a lone carriage return ends lines only where no line feed comes before it', () => {
  expect(readHeader(`${HEADER}\rrow\rrow`, true)).toMatchObject({ format: { newline: '\r' }, restLine: 2 })
  expect(readHeader(`${HEADER}\nro\rw\n`, true)).toMatchObject({ format: { newline: '\n' }, restLine: 2 })
})

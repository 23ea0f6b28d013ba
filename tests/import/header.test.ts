import { expect, test } from 'vitest'
import { REQUIRED_COLUMNS } from '../../src/import/columns'
import { readHeader } from '../../src/import/header'

const HEADER = REQUIRED_COLUMNS.join(',')

test('a header begins with the first visible character of its file or line', () => {
  for (const before of ['', '\n', '\r\n', '\n\n', ' \n', ' \r\n\t\n']) {
    const header = readHeader(`${before}${HEADER}\nrow`, false)
    expect(header?.columns.found, JSON.stringify(before)).toEqual([...REQUIRED_COLUMNS])
    expect(header, JSON.stringify(before)).toMatchObject({
      rest: 'row',
      restLine: 1 + before.split('\n').length,
    })
  }
})

test('a name of one character at the very beginning is a column', () => {
  expect(readHeader(`x,${HEADER}\nrow`, false)?.columns.found[0]).toBe('x')
  expect(readHeader(`\n\r\nx,${HEADER}\nrow`, false)?.columns.found[0]).toBe('x')
})

test('a blank first cell before a tab keeps its place', () => {
  const header = readHeader(`\n\t${HEADER.replaceAll(',', '\t')}\nrow`, false)
  expect(header).toMatchObject({ format: { delimiter: '\t' }, columns: { indexes: { 订单ID: 1 } } })
})

test('a header is read as soon as its line is whole, and not before', () => {
  const text = `${HEADER}\r\nrow`
  for (let length = 0; length <= HEADER.length + 1; length++) {
    expect(readHeader(text.slice(0, length), false), text.slice(0, length)).toBeUndefined()
  }
  expect(readHeader(text.slice(0, HEADER.length + 2), false)).toMatchObject({ rest: '', restLine: 2 })
  expect(readHeader(HEADER, true)).toMatchObject({ rest: '', restLine: 1 })
})

test('a lone carriage return ends lines only where no line feed comes before it', () => {
  expect(readHeader(`${HEADER}\rrow\rrow`, false)).toMatchObject({ format: { newline: '\r' }, restLine: 2 })
  expect(readHeader(`${HEADER}\nro\rw\n`, false)).toMatchObject({ format: { newline: '\n' }, restLine: 2 })
})

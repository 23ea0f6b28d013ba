import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Order } from '../../src/diagnosis/order'
import { bytesOf, csv, encodeGbk, FULL_LINE, GOOD_LINE, readGood, readOnlyOrder } from './exportFile'

test.each([
  ['UTF-8', (text: string) => new TextEncoder().encode(text)],
  ['UTF-8 with a byte-order mark', (text: string) => new TextEncoder().encode(`\uFEFF${text}`)],
  ['GBK', encodeGbk],
  ['UTF-16 LE with a byte-order mark', (text: string) => encodeUtf16(`\uFEFF${text}`, 'le')],
  ['UTF-16 LE', (text: string) => encodeUtf16(text, 'le')],
  ['UTF-16 BE with a byte-order mark', (text: string) => encodeUtf16(`\uFEFF${text}`, 'be')],
  ['UTF-16 BE', (text: string) => encodeUtf16(text, 'be')],
  ['UTF-16 in gzip', (text: string) => Uint8Array.from(gzipSync(encodeUtf16(text, 'le')))],
  ['gzip', (text: string) => Uint8Array.from(gzipSync(text))],
  ['GBK in gzip', (text: string) => Uint8Array.from(gzipSync(encodeGbk(text)))],
  ['CRLF', (text: string) => new TextEncoder().encode(text.replaceAll('\n', '\r\n'))],
  ['CR', (text: string) => new TextEncoder().encode(text.replaceAll('\n', '\r'))],
  ['no line break at the end', (text: string) => new TextEncoder().encode(text.trimEnd())],
  ['blank lines', (text: string) => new TextEncoder().encode(`\n\n${text.replaceAll('\n', '\n\n')} \n,,\n`)],
  ['semicolons', (text: string) => new TextEncoder().encode(text.replaceAll(',', ';'))],
  ['tabs', (text: string) => new TextEncoder().encode(text.replaceAll(',', '\t'))],
  [
    'tabs after a blank first column',
    (text: string) => {
      return new TextEncoder().encode(text.replaceAll(',', '\t').replace(/^(?=.)/gm, '\t'))
    },
  ],
  ['blank columns at the end', (text: string) => new TextEncoder().encode(text.replaceAll('\n', ',,\n'))],
  ['quoted cells', (text: string) => new TextEncoder().encode(text.replace(/[^,\n]+/g, '"$&"'))],
])('a file is the same in every form that exports come in: %s', async (_, encode) => {
  const text = csv(FULL_LINE, { ...FULL_LINE, 商品名称: '统一冰红茶' }, { ...FULL_LINE, 订单ID: '2' })
  const plain = await readGood(text)
  const other = await readGood(encode(text))
  expect(other.orders.map(withoutLine)).toEqual(plain.orders.map(withoutLine))
  expect({ ...other.report, headerRow: 1 }).toEqual(plain.report)
})

/** Which line an order stands on is another one where there are blank ones. */
function withoutLine({ fileLine: _, ...order }: Order): Order {
  return order
}

function encodeUtf16(text: string, order: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le')
  return Uint8Array.from(order === 'le' ? bytes : bytes.swap16())
}

test('UTF-16 is recognized though some of its characters end in a zero, and within any piece', async () => {
  const text = csv(
    ...Array.from({ length: 300 }, (_, id) => ({ ...GOOD_LINE, 订单ID: `${id}`, 商品名称: '一一' })),
  )
  for (const order of ['le', 'be'] as const) {
    const { orders } = await readGood(encodeUtf16(text, order))
    expect(orders).toHaveLength(300)
    expect(orders[299]?.lines[0]?.productName).toBe('一一')
  }
})

test('GBK is recognized where only names deep in the file are Chinese', async () => {
  const header = 'order_id,store_name,order_time,channel,name,quantity,actual_price\n'
  const ascii = Array.from({ length: 3000 }, (_, id) => `${id},shop,2026-01-18,web,cola,1,3\n`).join('')
  const order = `9999,shop,2026-01-18,web,统一,1,3\n`
  const chinese = `9999,shop,2026-01-18,web,康师傅,1,3\n`
  const { orders } = await readGood(encodeGbk(header + ascii + order + chinese))
  expect(orders.at(-1)?.lines.map((line) => line.productName)).toEqual(['统一', '康师傅'])
})

test('GBK is recognized by characters that end in an ASCII byte', async () => {
  const name = new TextDecoder('gbk').decode(Uint8Array.of(0xc2, 0x40))
  const header = 'order_id,store_name,order_time,channel,name,quantity,actual_price\n'
  const order = await readOnlyOrder(encodeGbk(`${header}1,shop,2026-01-18,web,${name},1,3\n`))
  expect(order.lines[0]?.productName).toBe(name)
})

test('UTF-8 is recognized where the sample of it ends within a character', async () => {
  const header = 'order_id,store_name,order_time,channel,name,quantity,actual_price\n'
  const row = (id: number, name: string) => `${id},shop,2026-01-18,web,${name},1,3\n`
  const firstChinese = bytesOf(row(1, '可')).indexOf(0xe5)
  const between = row(1, '可').slice(firstChinese + 1) + row(2, 'x'.repeat(200)).repeat(15)
  const secondAt = 3 + between.length + row(3, '').indexOf(',1,3')
  const padded = row(2, 'x'.repeat(4095 - secondAt - row(2, '').length))
  const { orders } = await readGood(
    header + row(1, '可') + row(2, 'x'.repeat(200)).repeat(15) + padded + row(3, '乐'),
  )
  expect(orders.at(-1)?.lines[0]?.productName).toBe('乐')
})

test('quoted cells may hold delimiters, quotes and line breaks', async () => {
  const name = '"可乐, ""大""\n500ml"'
  const order = await readOnlyOrder(csv({ ...GOOD_LINE, 商品名称: name }))
  expect(order.lines[0]?.productName).toBe('可乐, "大"\n500ml')
})

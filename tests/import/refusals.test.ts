import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readOrders } from '../../src/import/readOrders'
import { bytesOf, csv, encodeGbk, GOOD_LINE, read, readRefused, streamOf } from './exportFile'

test('an empty file is refused', async () => {
  for (const file of ['', '\uFEFF', '\n\n', ' \r\n\t\r\n']) {
    expect(await readRefused(file), JSON.stringify(file)).toMatchObject({ reason: 'empty' })
  }
  expect(await readRefused(gzipSync(''))).toMatchObject({ reason: 'empty' })
})

test('a request without a body is an empty file', async () => {
  expect(await readOrders(null, { maxBytes: 1 })).toMatchObject({ refusal: { reason: 'empty' } })
})

test('a header without lines is refused for that', async () => {
  expect(await readRefused(csv())).toMatchObject({ reason: 'noLines' })
  expect(await readRefused(`${csv()}\n,,,,,,\n`)).toMatchObject({ reason: 'noLines' })
})

test('an Excel workbook is told what to do', async () => {
  const xlsx = Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0)
  const xls = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1)
  for (const file of [xlsx, xls, gzipSync(xlsx)]) {
    const refusal = await readRefused(file)
    expect(refusal).toMatchObject({ reason: 'notATable', kind: 'excelWorkbook' })
    expect(refusal.message).toContain('CSV')
  }
})

test('bytes that are no text are refused as such', async () => {
  expect(await readRefused(Uint8Array.of(1, 2, 0, 3))).toMatchObject({ reason: 'notATable', kind: 'binary' })
})

test('text that is not a table is refused as such', async () => {
  for (const file of ['hello', '<!DOCTYPE html>\n<table></table>', '{"orders":1}', '订单明细\n1\n']) {
    expect(await readRefused(file), file).toMatchObject({ reason: 'notATable', kind: 'noHeader' })
  }
  expect(await readRefused('x'.repeat(200_000))).toMatchObject({ reason: 'notATable' })
  expect(await readRefused('x,"'.repeat(70_000))).toMatchObject({ reason: 'notATable' })
  expect(await readRefused('"订单ID,门店名称\n1,2')).toMatchObject({ reason: 'notATable', kind: 'noHeader' })
})

test('a line without end is refused', async () => {
  expect(await readRefused(csv(GOOD_LINE) + 'x'.repeat(200_000))).toMatchObject({ kind: 'lineTooLong' })
})

test('missing columns are refused with what is missing and what was found', async () => {
  const refusal = await readRefused('订单编号,门店,渠道\n1,a,b\n')
  expect(refusal).toMatchObject({
    reason: 'missingColumns',
    missing: ['下单时间', '商品名称', '销量', '实收价格'],
    found: ['订单编号', '门店', '渠道'],
  })
  expect(refusal.message).toContain('下单时间')
})

test('only so much of a strange header is repeated', async () => {
  const names = ['订单ID', '商品名称', '单价', 'x'.repeat(90)]
  const refusal = await readRefused(`${names.join()}\n`)
  if (refusal.reason !== 'missingColumns') throw new Error(refusal.reason)
  expect(refusal.found.every((name) => name.length <= 40)).toBe(true)
})

test('an export of one row an order is refused with the one to take instead', async () => {
  for (const header of [
    '订单号,店铺,下单时间,实付金额,配送费',
    '订单编号,店铺,下单时间,订单总金额,商品数量',
  ]) {
    const refusal = await readRefused(`${header},备注\n1,a,2026-01-18,5,1,\n`)
    expect(refusal, header).toMatchObject({ reason: 'noProducts', kind: null })
    expect(refusal.message).toContain('a row for each product')
  }
})

test('ids that a spreadsheet cut refuse the file where none is whole', async () => {
  const cut = (id: string) => ({ ...GOOD_LINE, 订单ID: id })
  const refusal = await readRefused(csv(cut('4.5E+12'), cut('4.6E+12')).replace('订单ID', '订单号'))
  expect(refusal).toMatchObject({ reason: 'lostDigits', column: '订单号', example: '4.5E+12' })
  expect(await read(csv(cut('4.5E+12'), cut('450')))).toMatchObject({ status: 'read' })
})

test('a wrong byte refuses the file, also where it is the very last', async () => {
  const good = csv(...Array.from({ length: 2000 }, (_, id) => ({ ...GOOD_LINE, 订单ID: `${id}` })))
  for (const encoded of [bytesOf(good), encodeGbk(good)]) {
    const bytes = Uint8Array.from([...encoded, 0xff])
    expect(await readRefused(bytes)).toMatchObject({ reason: 'wrongEncoding' })
  }
})

test('a file that is cut within a character is refused', async () => {
  const bytes = bytesOf(`${csv(GOOD_LINE)}1002,店`)
  expect(await readRefused(bytes.slice(0, -1))).toMatchObject({ reason: 'wrongEncoding' })
})

test.each([
  ['UTF-8', bytesOf],
  ['GBK', encodeGbk],
])('a long file that is cut within its very last character is refused: %s', async (_, encode) => {
  const bytes = encode(
    `${csv(...Array.from({ length: 2000 }, (_, id) => ({ ...GOOD_LINE, 订单ID: `${id}` })))}店`,
  )
  expect(await readRefused(bytes.slice(0, -1))).toMatchObject({ reason: 'wrongEncoding' })
})

test('an upload that breaks off before its second byte is refused for that', async () => {
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Uint8Array.of(0x1f)),
    pull: (controller) => controller.error(new Error('connection lost')),
  })
  expect(await readOrders(stream, { maxBytes: 1000 })).toMatchObject({ refusal: { reason: 'interrupted' } })
})

test('a file that is larger than the limit by its first byte is refused for that', async () => {
  expect(await readRefused('x', 0)).toMatchObject({ reason: 'tooLarge' })
})

test('one damaged byte in UTF-8 does not turn the file into GBK', async () => {
  const header = 'order_id,store_name,order_time,channel,name,quantity,actual_price\n'
  const rows = '1001,示例门店,2026-01-18,饿了么,康师傅红烧牛肉面,1,3\n'.repeat(5)
  const bytes = bytesOf(header + rows)
  bytes[bytes.indexOf(0xe7)] = 0xc4
  expect(await readRefused(bytes)).toMatchObject({ reason: 'wrongEncoding' })
})

test('UTF-16 that is cut within a character is refused', async () => {
  const utf16 = Uint8Array.from(Buffer.from(`\uFEFF${csv(GOOD_LINE)}`, 'utf16le'))
  expect(await readRefused(utf16.subarray(0, -1))).toMatchObject({ reason: 'wrongEncoding' })
})

test('a file of exactly the limit is read, and one byte more is refused', async () => {
  const bytes = bytesOf(csv(GOOD_LINE))
  expect(await read(bytes, bytes.length)).toMatchObject({ status: 'read' })
  const refusal = await readRefused(bytes, bytes.length - 1)
  expect(refusal).toMatchObject({ reason: 'tooLarge', limitBytes: bytes.length - 1 })
})

test('the limit is one of the unpacked bytes', async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from(csv(GOOD_LINE)), Buffer.alloc(50_000_000, '\n')]))
  expect(bomb.length).toBeLessThan(1_000_000)
  expect(await readRefused(bomb, 1_000_000)).toMatchObject({ reason: 'tooLarge' })
})

test('a damaged gzip file is refused, wherever the damage is', async () => {
  const packed = gzipSync(csv(GOOD_LINE))
  const damaged = Uint8Array.from(packed)
  damaged[20] = (damaged[20] ?? 0) ^ 0xff
  for (const file of [damaged, packed.subarray(0, -1), packed.subarray(0, 12), Uint8Array.of(0x1f, 0x8b)]) {
    expect(await readRefused(file)).toMatchObject({ reason: 'brokenGzip' })
  }
  expect(await readRefused(Buffer.concat([packed, Buffer.from('x')]))).toMatchObject({ reason: 'brokenGzip' })
})

test.each([
  ['plain', bytesOf(csv(GOOD_LINE))],
  ['gzip', Uint8Array.from(gzipSync(csv(GOOD_LINE)))],
])('an upload that breaks off is an outcome, not an exception: %s', async (_, bytes) => {
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes.slice(0, 30)),
    pull: (controller) => controller.error(new Error('connection lost')),
  })
  const outcome = await readOrders(stream, { maxBytes: 1000 })
  expect(outcome).toMatchObject({ status: 'refused', refusal: { reason: 'interrupted' } })
})

test('a refused upload is read to its end, so that its sender sees the answer', async () => {
  let pulls = 0
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulls++
      if (pulls === 50) controller.close()
      else controller.enqueue(new Uint8Array(1000))
    },
  })
  expect(await readOrders(stream, { maxBytes: 3000 })).toMatchObject({ refusal: { reason: 'tooLarge' } })
  expect(pulls).toBe(50)
})

test('an upload without end is given up after a while', async () => {
  const piece = new Uint8Array(1_000_000)
  let cancelled = false
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(piece),
    cancel() {
      cancelled = true
    },
  })
  expect(await readOrders(stream, { maxBytes: 3000 })).toMatchObject({ refusal: { reason: 'tooLarge' } })
  expect(cancelled).toBe(true)
})

test('quotes that are broken throughout refuse the file', async () => {
  const broken = '1,a,"b"c,d,e,f,g\n'.repeat(1001)
  expect(await readRefused(csv() + broken)).toMatchObject({ reason: 'notATable', kind: 'brokenQuotes' })
})

test('pieces of any size give the same outcome', async () => {
  const file = csv(...Array.from({ length: 100 }, (_, id) => ({ ...GOOD_LINE, 订单ID: `${id}` })))
  const whole = await readOrders(streamOf(file, 1_000_000), { maxBytes: 1_000_000 })
  for (const pieceBytes of [1, 7, 4096]) {
    expect(await readOrders(streamOf(file, pieceBytes), { maxBytes: 1_000_000 })).toEqual(whole)
  }
})

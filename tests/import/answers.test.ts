import { expect, test } from 'vitest'
import { type Cells, csv, GOOD_LINE, read, readGood, readOnlyOrder, readUnanswered } from './exportFile'

/** A good line without some columns, and with others. */
function lineWithout(names: readonly string[], more: Cells = {}): Cells {
  return {
    ...Object.fromEntries(Object.entries(GOOD_LINE).filter(([name]) => !names.includes(name))),
    ...more,
  }
}

test('a store and a channel that no column names are asked for, and answered for all lines', async () => {
  const file = csv(lineWithout(['门店名称', '渠道']))
  expect(await readUnanswered(file)).toMatchObject({
    kind: { id: 'own' },
    questions: ['store', 'channel'],
    header: ['订单ID', '下单时间', '商品名称', '销量', '实收价格'],
    headerRow: 1,
    columns: { 订单ID: '订单ID', 销量: '销量' },
    firstRows: [['1001', '2026-01-18 07:31:02', '可乐', '1', '3.5']],
  })
  const { stores } = await readGood(file, { answers: { store: ' 我的店 ', channel: '自营' } })
  expect([...stores]).toMatchObject([['我的店', [{ channel: '自营' }]]])
})

test('what one answer leaves open is asked for', async () => {
  const file = csv(lineWithout(['门店名称', '渠道']))
  expect((await readUnanswered(file, { answers: { store: '店' } })).questions).toEqual(['channel'])
  for (const store of ['', ' ', '-', '店'.repeat(61), 'a\u0007b']) {
    expect((await readUnanswered(file, { answers: { store, channel: 'x' } })).questions, store).toEqual([
      'store',
    ])
  }
})

test('columns name stores and channels before an answer does, which stands in where they are blank', async () => {
  const file = csv(GOOD_LINE, { ...GOOD_LINE, 订单ID: '2', 门店名称: '', 渠道: '-' })
  const { stores } = await readGood(file, { answers: { store: '我的店', channel: '自营' } })
  expect([...stores]).toMatchObject([
    ['示例门店', [{ channel: '饿了么' }]],
    ['我的店', [{ channel: '自营' }]],
  ])
})

const STRANGE = {
  小票: 'R1',
  分店: '一店',
  结账时刻: '2026-01-18 07:31',
  从哪来: '自营',
  货: '可乐',
  几个: '2',
  收了: '7',
  客人: '张三',
}
const MAPPED = {
  订单ID: '小票',
  门店名称: '分店',
  下单时间: '结账时刻',
  渠道: '从哪来',
  商品名称: '货',
  销量: '几个',
  实收价格: '收了',
} as const

test('a table of unknown names is told by the sender, column by column', async () => {
  const asked = await readUnanswered(csv(STRANGE))
  expect(asked).toMatchObject({
    kind: { id: 'other' },
    questions: ['订单ID', 'store', '下单时间', 'channel', '商品名称', '销量', '实收价格'],
    guesses: { 门店名称: '分店' },
  })
  const order = await readOnlyOrder(csv(STRANGE), { answers: { columns: MAPPED, per: { 实收价格: 'line' } } })
  expect(order).toMatchObject({
    orderId: 'R1',
    channel: '自营',
    lines: [{ quantityMilli: 2000, unitPriceMicro: 3_500_000 }],
  })
})

test('an answer names a column in any writing of its name, and one that the file lacks answers nothing', async () => {
  const columns = { ...MAPPED, 小票: undefined, 订单ID: ' 小票\u200b' }
  expect(await read(csv(STRANGE), undefined, { answers: { columns } })).toMatchObject({ status: 'read' })
  const wrong = await readUnanswered(csv(STRANGE), { answers: { columns: { ...MAPPED, 销量: '件数' } } })
  expect(wrong.questions).toEqual(['销量'])
})

test('needed columns are guessed from words in their names', async () => {
  const names = ['交易流水号', '门店', '交易时间', '销售平台名', '商品', '销售件数', '成交单价(元)', '备注']
  const { guesses } = await readUnanswered(`${names.join()}\n1,a,b,c,d,e,f,g\n`)
  expect(guesses).toEqual({
    订单ID: '交易流水号',
    下单时间: '交易时间',
    渠道: '销售平台名',
    商品名称: '商品',
    销量: '销售件数',
  })
})

test('a code or a discount of a platform or a store is guessed to be no name of it', async () => {
  const names = [
    '交易流水号',
    '交易时间',
    '平台商品SKU码',
    '平台优惠',
    '店铺承担优惠',
    '商品',
    '销售件数',
    '实收',
  ]
  const { guesses } = await readUnanswered(`${names.join()}\n1,a,b,c,d,e,f,g\n`)
  expect(guesses.渠道).toBeUndefined()
  expect(guesses.门店名称).toBeUndefined()
})

test('an unknown header is also asked for what it can do without; one that only lacks a store is not', async () => {
  const names = ['流水号', '分店', '时间', '平台', '商品', '件数', '收了', '拿货成本', '库存']
  const asked = await readUnanswered(`${names.join()}\n1,a,b,c,d,e,f,g,h\n`)
  expect(asked.offered).toEqual(['商品采购成本', '一级分类名', '平台服务费'])
  expect(asked.guesses.商品采购成本).toBe('拿货成本')
  expect((await readUnanswered(csv(lineWithout(['门店名称', '渠道'])))).offered).toEqual([])
})

test('what may identify a person is not shown', async () => {
  const secret = '幸福路一号'
  const file = csv(
    lineWithout(['渠道'], { 收货地址: secret, 买家姓名: secret, 联系电话: secret }),
    lineWithout(['渠道'], { 商品名称: `x,${secret}`, 收货地址: secret }),
  )
  const asked = await readUnanswered(file)
  expect(asked.firstRows).toHaveLength(2)
  expect(JSON.stringify(asked)).not.toContain(secret)
})

test('only so much of a strange header and of its rows is repeated', async () => {
  const names = Array.from({ length: 500 }, (_, i) => `${i}${'x'.repeat(90)}`)
  const asked = await readUnanswered(`${names.join()}\n${names.join()}\n`)
  expect(asked.header.every((name) => name.length <= 80)).toBe(true)
  expect(asked.firstRows.flat().every((cell) => cell.length <= 80)).toBe(true)
})

test('headers with the same names have one signature, in whatever order and writing', async () => {
  const signatureOf = async (file: string) => (await readGood(file)).report.headerSignature
  const header = Object.keys(GOOD_LINE)
  const row = Object.values(GOOD_LINE)
  const signature = await signatureOf(csv(GOOD_LINE))
  expect(await signatureOf(`${header.toReversed().join('\t')}\n${row.toReversed().join('\t')}\n`)).toBe(
    signature,
  )
  expect(await signatureOf(csv(GOOD_LINE).replace('订单ID', '\uFEFF 订单ＩＤ '))).toBe(signature)
  expect(await signatureOf(csv({ ...GOOD_LINE, 备注: '' }))).not.toBe(signature)
  expect((await readUnanswered(csv(lineWithout(['渠道'])))).headerSignature).toBe(
    header
      .filter((name) => name !== '渠道')
      .sort()
      .join('\n'),
  )
})

test('the report tells the kind, where its header is, and what stood above it', async () => {
  const { report } = await readGood(
    `订单明细导出（2026-01-18）,\n\n基础信息,,金额\n${csv({ ...GOOD_LINE, 备注: '' })}`,
  )
  expect(report).toMatchObject({
    kind: { id: 'own', title: { en: 'Store order lines' } },
    headerRow: 4,
    skippedRows: [
      { line: 1, text: '订单明细导出（2026-01-18）' },
      { line: 3, text: '基础信息 金额' },
    ],
    duplicateColumns: [],
  })
})

import { expect, test } from 'vitest'
import { matchHeader, REQUIRED_COLUMNS } from '../../src/import/columns'

const ALIASES: [column: string, aliases: string][] = [
  ['订单ID', '订单号 订单编号 主订单编号 线上订单号 渠道订单号 order_id orderId OrderID'],
  ['门店名称', '门店 店铺 店铺名称 商家名称 商户名称 store_name shop_name 店名'],
  ['下单时间', '日期 date 订单时间 下单日期 创建时间 order_time'],
  ['渠道', '订单渠道 销售渠道 平台 订单平台 来源渠道 订单来源 channel'],
  ['商品名称', '品名 货品名称 选购商品 product_name name'],
  ['销量', '月售 销售数量 商品数量 商品销售数量 货品数量 数量 quantity'],
  [
    '实收价格',
    '实付价格 客户实付 成交单价 货品成交价 actual_price 实付金额 商品实付交易额 商品金额 商品成交总价 货品成交总价',
  ],
  ['商品采购成本', '采购成本 成本 总成本 货品总成本 cost 进货价 成本价 单位成本'],
  ['利润额', '利润 实际利润 毛利 profit'],
  ['商品实售价', '售价 实售价 现价 商品售价 price'],
  ['商品原价', '原价 标价 list_price 商品原价交易额'],
  ['库存', '剩余库存 库存数量 stock'],
  ['店内码', 'store_code 内码 店内码/货号 商家编码'],
  ['条码', 'barcode 商品条码 商品条形码 upc UPC码'],
  ['一级分类名', '美团一级分类 一级分类 商品一级分类 店内分类'],
  ['三级分类名', '美团三级分类 三级分类 商品三级分类'],
  ['物流配送费', '配送费 delivery_fee'],
  ['平台服务费', 'service_fee'],
  ['平台佣金', '佣金 commission'],
  ['用户支付配送费', '顾客配送费'],
  ['配送费减免金额', '配送费减免'],
  ['企客后返', 'rebate'],
  ['打包袋金额', '打包盒金额 打包费'],
  ['预计订单收入', '预估订单收入'],
  ['满减金额', '满减'],
  ['商品减免金额', '商品减免'],
  ['商家代金券', '代金券'],
  ['商家承担部分券', '商家承担部分'],
  ['配送距离', 'distance'],
  ['门店ID', '门店编码 商家ID'],
  ['城市', '城市名称'],
  ['订单状态', '状态 交易状态 order-status Financial-Status'],
  ['退款状态', '售后状态'],
]

test.each(ALIASES)('%s is found under each of its names', (column, aliases) => {
  for (const name of [column, ...aliases.split(' ')].map((alias) => alias.replace('l-S', 'l S'))) {
    const match = matchHeader(['备用', name])
    expect(match.indexes, name).toEqual({ [column]: 1 })
    expect(match.unknownColumns, name).toEqual(['备用'])
  }
})

test('columns without an alias are known too', () => {
  const names = ['预计订单收入', '新客减免金额', '满赠金额', '商家其他优惠', '收货地址', '门店ID']
  expect(matchHeader(names).unknownColumns).toEqual([])
})

test('a canonical column is never overwritten by an alias, wherever they stand', () => {
  expect(matchHeader(['日期', '下单时间']).indexes.下单时间).toBe(1)
  expect(matchHeader(['下单时间', '日期']).indexes.下单时间).toBe(0)
  expect(matchHeader(['月售', '销量']).indexes.销量).toBe(1)
})

test('of several aliases the first of the list wins, not the first of the file', () => {
  expect(matchHeader(['order_time', '创建时间', '日期']).indexes.下单时间).toBe(2)
  expect(matchHeader(['cost', '成本']).indexes.商品采购成本).toBe(1)
})

test('of two columns with one name the first wins', () => {
  expect(matchHeader(['渠道', '成本', '成本']).indexes.商品采购成本).toBe(1)
})

test('names are trimmed and lose a byte-order mark', () => {
  const match = matchHeader(['\uFEFF订单ID', ' 门店名称\t', '渠道\r'])
  expect(match.indexes).toEqual({ 订单ID: 0, 门店名称: 1, 渠道: 2 })
})

test('订单编号 beside 订单ID is the number of the platform, alone it is the order id', () => {
  expect(matchHeader(['订单编号', '订单ID'])).toMatchObject({ indexes: { 订单ID: 1 }, unknownColumns: [] })
  expect(matchHeader(['订单编号']).indexes).toEqual({ 订单ID: 0 })
})

test('names are compared without what nobody sees, full width, blanks and a unit in brackets', () => {
  for (const name of [
    '商品实付交易额(元)',
    '商品实付交易额（元）',
    ' 商品实付\u200b交易额 ',
    '\uFEFF商品实付交易额 (元)',
  ]) {
    expect(matchHeader([name]).indexes, name).toEqual({ 实收价格: 0 })
  }
  expect(matchHeader(['ｏｒｄｅｒ_ｉｄ']).indexes).toEqual({ 订单ID: 0 })
  expect(matchHeader(['配送距离（km）'])).toMatchObject({ indexes: { 配送距离: 0 }, kilometres: true })
  expect(matchHeader(['配送距离（米）']).kilometres).toBe(false)
})

test('an amount in fen is not taken for one in yuan', () => {
  expect(matchHeader(['实收价格(分)', '商品原价（分）']).indexes).toEqual({})
})

test('a name tells whether an amount is of one piece or of the line', () => {
  expect(matchHeader(['实收价格', '成本', '商品原价']).per).toEqual({
    实收价格: 'unit',
    商品采购成本: 'line',
    商品原价: 'unit',
  })
  expect(matchHeader(['实付金额', '成本价', '商品原价交易额']).per).toEqual({
    实收价格: 'line',
    商品采购成本: 'unit',
    商品原价: 'line',
  })
  expect(matchHeader(['总成本', '成本价'])).toMatchObject({
    indexes: { 商品采购成本: 0 },
    per: { 商品采购成本: 'line' },
  })
})

test('of two columns with one name the other is named', () => {
  const match = matchHeader(['渠道', '成本', '成本', '备注', '备注'])
  expect(match.duplicateColumns).toEqual(['成本', '备注'])
  expect(match.unknownColumns).toEqual(['备注'])
})

test('what the sender says of a column stands above any name', () => {
  const match = matchHeader(['实收价格', '实付(整行)', '小店'], undefined, {
    columns: { 实收价格: '实付(整行)', 门店名称: '小店' },
    per: { 实收价格: 'line' },
  })
  expect(match).toMatchObject({ indexes: { 实收价格: 1, 门店名称: 2 }, per: { 实收价格: 'line' } })
})

test('unknown columns that look like a status or a refund are told apart', () => {
  const match = matchHeader(['支付状态', '退款金额', '备注'])
  expect(match.statusColumns).toEqual(['支付状态', '退款金额'])
})

test('the list price is never taken for the cost', () => {
  expect(matchHeader(['商品原价', '原价', '商品实售价']).indexes.商品采购成本).toBeUndefined()
})

test('an alias beside its canonical column is known, so it is not reported', () => {
  expect(matchHeader(['下单时间', '日期']).unknownColumns).toEqual([])
})

test('what is missing is named, and only the seven required columns are', () => {
  expect(matchHeader([]).missing).toEqual([...REQUIRED_COLUMNS])
  expect(matchHeader([...REQUIRED_COLUMNS]).missing).toEqual([])
})

test('blank columns at the end of the header do not count for its width', () => {
  expect(matchHeader(['订单ID', '', '渠道', '', ' ']).width).toBe(3)
})

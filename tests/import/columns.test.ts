import { expect, test } from 'vitest'
import { matchHeader, REQUIRED_COLUMNS } from '../../src/import/columns'

const ALIASES: [column: string, aliases: string][] = [
  ['订单ID', '订单号 order_id orderId OrderID'],
  ['门店名称', '门店 store_name shop_name 店名'],
  ['下单时间', '日期 date 订单时间 下单日期 创建时间 order_time'],
  ['渠道', '订单渠道 销售渠道 平台 订单平台 来源渠道 channel'],
  ['商品名称', '品名 product_name name'],
  ['销量', '月售 销售数量 商品数量 数量 quantity'],
  ['实收价格', '实付价格 客户实付 实付金额 actual_price'],
  ['商品采购成本', '采购成本 成本 进货价 cost'],
  ['利润额', '利润 实际利润 profit'],
  ['商品实售价', '售价 实售价 现价 price'],
  ['商品原价', '原价 标价 list_price'],
  ['库存', '剩余库存 库存数量 stock'],
  ['店内码', 'store_code 内码'],
  ['条码', 'barcode 商品条码 商品条形码'],
  ['一级分类名', '美团一级分类 一级分类'],
  ['三级分类名', '美团三级分类 三级分类'],
  ['物流配送费', '配送费 delivery_fee'],
  ['平台服务费', 'service_fee'],
  ['平台佣金', '佣金 commission'],
  ['用户支付配送费', '顾客配送费'],
  ['配送费减免金额', '配送费减免'],
  ['企客后返', 'rebate'],
  ['打包袋金额', '打包盒金额'],
  ['满减金额', '满减'],
  ['商品减免金额', '商品减免'],
  ['商家代金券', '代金券'],
  ['商家承担部分券', '商家承担部分'],
  ['配送距离', 'distance'],
  ['城市', '城市名称'],
]

test.each(ALIASES)('%s is found under each of its names', (column, aliases) => {
  for (const name of [column, ...aliases.split(' ')]) {
    const match = matchHeader(['备注', name])
    expect(match.indexes, name).toEqual({ [column]: 1 })
    expect(match.unknownColumns, name).toEqual(['备注'])
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

test('订单编号 is the number of the platform, not an order id', () => {
  const match = matchHeader(['订单编号'])
  expect(match.missing).toContain('订单ID')
  expect(match.unknownColumns).toEqual(['订单编号'])
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

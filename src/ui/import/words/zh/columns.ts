import type { ColumnWords } from '../shape'

/** 要对上的几列：叫什么，是什么。 */
export const columns: ColumnWords = {
  订单ID: { name: '订单号', hint: '每一单各不相同的编号' },
  门店名称: { name: '门店', hint: '哪家店卖的' },
  下单时间: { name: '下单时间', hint: '有日期就行，带时间更好' },
  渠道: { name: '渠道', hint: '美团、饿了么、京东……' },
  商品名称: { name: '商品名称', hint: '卖的是什么' },
  销量: { name: '数量', hint: '这一行卖了几件' },
  实收价格: { name: '实收价格', hint: '一件实际收了多少钱' },
}

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
  商品采购成本: { name: '成本', hint: '进货花了多少钱；没有它，看不出哪些单亏本' },
  库存: { name: '库存', hint: '还剩几件；没有它，看不出哪些畅销品快断货' },
  一级分类名: { name: '分类', hint: '饮料、零食……' },
  平台服务费: { name: '平台服务费', hint: '没有它，分不出哪些是无效单' },
}

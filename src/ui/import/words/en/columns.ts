import type { ColumnWords } from '../shape'

/** The columns that are asked for: what they are called, and what they hold. */
export const columns: ColumnWords = {
  订单ID: { name: 'Order number', hint: 'different for every order' },
  门店名称: { name: 'Store', hint: 'which shop sold it' },
  下单时间: { name: 'Time of the order', hint: 'a date at least, better with the time' },
  渠道: { name: 'Channel', hint: 'Meituan, Ele.me, JD …' },
  商品名称: { name: 'Product', hint: 'what was sold' },
  销量: { name: 'Quantity', hint: 'how many pieces this line sold' },
  实收价格: { name: 'Price paid', hint: 'what was paid for one piece' },
  商品采购成本: {
    name: 'Cost',
    hint: 'what you paid for it; without it, orders that lose money cannot be found',
  },
  库存: { name: 'Stock', hint: 'how many are left; without it, what is about to run out cannot be found' },
  一级分类名: { name: 'Category', hint: 'drinks, snacks …' },
  平台服务费: {
    name: 'Platform fee',
    hint: 'without it, orders that do not count cannot be told apart',
  },
}

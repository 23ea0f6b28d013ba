export const zh = {
  /** In the bar of every page. */
  bar: { label: '搜索订单和商品', hint: '订单号、商品名、店内码' },
  title: '搜索',
  field: '订单号、商品名或店内码',
  submit: '搜索',
  what: [
    '订单号：完整的订单号，任何一天的都能找到',
    '订单号末尾几位（至少 4 位）：只在每家门店最近一天的订单里找，门店不超过 60 家时可用',
    '商品名里的词：几个词用空格隔开，都要有',
    '店内码；没有店内码的商品用条码',
  ],
  scope: '只在你能看的门店里找。',
  nothing: {
    title: '没有找到',
    body: '检查有没有打错；订单号要完整，商品名可以只写一部分。',
  },
  /** Where some stores could not be read. */
  nothingElsewhere: '其他门店里没有找到',
  outOfReach: '没有在它们里面找。',
  orders: '订单',
  products: '商品',
  date: '日期',
  code: '店内码/条码',
  lastDay: '门店最近一天',
  noCode: '没有店内码和条码',
  cut: (most: string) => `只列出前 ${most} 个：写得更完整一些，或选一家门店。`,
  storesLeft: (stores: string) => `商品名没有在另外 ${stores} 家门店里找：要找就选一家门店。`,
}

export const en: typeof zh = {
  bar: { label: 'Search orders and products', hint: 'Order, product or code' },
  title: 'Search',
  field: 'Order number, product name or code',
  submit: 'Search',
  what: [
    'An order number: the whole of it, of any day',
    'The end of an order number, 4 digits or more: among the latest day’s orders of each store, where there are up to 60 stores',
    'Words of a product’s name, with spaces between: it has all of them',
    'A product’s store code, or its barcode where it has none',
  ],
  scope: 'Only your stores are looked into.',
  nothing: {
    title: 'Nothing found',
    body: 'Check the spelling; an order number has to be whole, of a product’s name a part will do.',
  },
  nothingElsewhere: 'Nothing found in the other stores',
  outOfReach: 'They were not looked into.',
  orders: 'Orders',
  products: 'Products',
  date: 'Day',
  code: 'Code',
  lastDay: 'Last day of the store',
  noCode: 'It has neither a code nor a barcode',
  cut: (most) => `Only the first ${most} are listed: write more of it, or choose a store.`,
  storesLeft: (stores) =>
    `Names of products were not looked for in ${stores} more stores: choose one to do that.`,
}

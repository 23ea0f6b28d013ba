import type { WarningWords } from '../shape'

/** 这次导入要留意什么，按店里人的话说。 */
export const warnings: WarningWords = {
  unknown: (code) => ({
    title: '还有一处要留意',
    body: `当时记的是「${code}」，这个版本的页面说不清它。`,
    todo: '想知道的话，把这个文件再导入一次。',
  }),
  noCostColumn: () => ({
    title: '这份表里没有成本',
    body: '和成本有关的几项（亏本单、低于成本卖、毛利）这次算不了，其他照常。',
    todo: '导出时勾上「商品采购成本」（进货成本），再导一次就会补齐。',
  }),
  fewCosts: ({ linesWithCost, lines }, { count }) => ({
    title: `${count(lines)} 行里只有 ${count(linesWithCost)} 行有成本`,
    body: '没有成本的商品，亏没亏看不出来。',
    todo: '在平台后台给这些商品填上进货价，下次导出就有了。',
  }),
  conflictingOrderValues: ({ orders, examples }, { count }) => ({
    title: `${count(orders)} 单的几行写得不一样`,
    body: '同一单的配送费、渠道或时间，各行不一致。我们用了第一行的。',
    ...(examples[0] && {
      example: `例如第 ${examples[0].line} 行：${examples[0].column} 写的是「${examples[0].ignored}」，前面写的是「${examples[0].kept}」。`,
    }),
    todo: '多半是表格被手工改过。拿平台原始导出的那份再导一次最稳妥。',
  }),
  halfImportedDay: ({ store, date, orders, usualOrders }, { count, date: day }) => ({
    title: `${store} ${day(date)} 只有 ${count(orders)} 单`,
    body: `平时大约 ${count(usualOrders)} 单。这一天可能还没过完，或者没有导全。`,
    todo: '还没过完的，明天再导一次；已经过完的，看看导出时选的时间是不是整天，再导出一次。',
  }),
  unreadableCells: ({ cells, zeroCells, examples }, { count }) => ({
    title: `${count(cells)} 个格子看不懂，当作没填`,
    body:
      zeroCells === 0
        ? '这些行照样导入了，只是少了这几个数。'
        : `这些行照样导入了，只是少了这几个数；其中 ${count(zeroCells)} 个是费用或优惠，按 0 元算，那几单的净利会偏高。`,
    ...(examples[0] && {
      example: `例如第 ${examples[0].line} 行「${examples[0].header ?? examples[0].column ?? ''}」写的是「${examples[0].value}」。`,
    }),
    lines: examples.map(({ line }) => line),
    todo: '如果这些数重要，在原表里改好再导一次，会自动更新。',
  }),
  pastedTwice: ({ times, rows }, { count }) => ({
    title: times === 2 ? '这份表的内容出现了两遍' : `这份表的内容出现了 ${count(times)} 遍`,
    body: `从第 ${rows.lines[0]} 行起，和前面 ${count(rows.count)} 行一模一样，只算了一遍。`,
    todo: '不用处理；如果真的是两批订单，请分成两个文件。',
  }),
  unknownPrices: ({ rows }, { count }) => ({
    title: `${count(rows.count)} 行没有实收价格`,
    body: '这些行不计入任何金额，也不会当成 0 元。',
    lines: rows.lines,
    todo: '在原表里补上价格再导一次，就会算进去。',
  }),
  partlyRefunded: ({ orders, rows }, { count }) => ({
    title: `${count(orders)} 单退了一部分款`,
    body: '这些单按整单计算，只减去表里写明退掉的那几行。',
    lines: rows.lines,
    todo: '不用处理，心里有数就行：这几单的实际收入可能更低。',
  }),
  statusColumns: ({ columns }, { list }) => ({
    title: `「${list(columns)}」像是订单状态，我们没有用它`,
    body: '如果里面记着取消或退款，这些单现在还算在内。',
    todo: '先在表里把取消、全额退款的单删掉再导；或者换成平台标准的订单明细导出。',
  }),
  otherPer: ({ column, header, lines, of }, { count }) => ({
    title:
      column === '实收价格'
        ? `「${header}」是单价，还是整行的钱？`
        : `「${header}」是一件的成本，还是整行的成本？`,
    body: `买了多件的 ${count(of)} 行里，有 ${count(lines)} 行按现在的读法对不上。选错了，每个数都会差好几倍。`,
    todo: '看看下面这几行，选一个再继续。',
  }),
  kilometres: ({ header }) => ({
    title: `「${header}」按公里算了`,
    body: '这一列最大也不到 100，不可能是米。',
    todo: '如果它真的是米，请把这一列删掉再导。',
  }),
  feesUnknown: ({ orders, channels }, { count, list }) => ({
    title: '没有「平台服务费」，分不出哪些是无效单',
    body: `${list(channels)}的 ${count(orders)} 单全部当作有效单。`,
    todo: '导出时勾上「平台服务费」再导一次，无效单就会自动剔除。',
  }),
  similarStores: ({ pairs }, { list }) => ({
    title: '有两个店名很像，是同一家吗？',
    body: list(pairs.map(([a, b]) => `${a} 和 ${b}`)),
    todo: '如果是同一家，导入后在「门店」页把它们合并。',
  }),
  sharedStoreId: ({ storeId, stores }, { list }) => ({
    title: `门店ID ${storeId} 用在了几家店上`,
    body: list(stores),
    todo: '如果是同一家店改过名，导入后在「门店」页合并；如果不是，请检查门店ID 这一列。',
  }),
  foreignSigns: ({ sign, rows }, { count }) => ({
    title: `${count(rows.count)} 个价格带着「${sign}」`,
    body: '已经当成本店的货币处理，没有换算。',
    lines: rows.lines,
    todo: '看看这几行；如果是外币，请在原表里换算好再导。',
  }),
  doubtfulDay: ({ store, date, orders, rejectedOrders }, { count, date: day }) => ({
    title: `${store} ${day(date)} 少了 ${count(rejectedOrders)} 单`,
    body: `这一天共 ${count(orders + rejectedOrders)} 单，其中 ${count(rejectedOrders)} 单有错没能导入，当天的数字不可信。`,
    todo: '下载没导入的行，改好后把这一天再导一次。',
  }),
}

import type { WarningWords } from '../shape'

/** What to mind about an import, as somebody who runs a shop would say it. */
export const warnings: WarningWords = {
  unknown: (code) => ({
    title: 'One more thing to note',
    body: `It was noted as “${code}”, which this version of the page has no words for.`,
    todo: 'Import the file again to have it looked at anew.',
  }),
  noCostColumn: () => ({
    title: 'This file has no costs',
    body: 'What rests on costs (orders at a loss, sales below cost, profit) cannot be told from it. All else can.',
    todo: 'Tick “商品采购成本” (purchase cost) when you export, and import that file: it fills the gaps.',
  }),
  fewCosts: ({ linesWithCost, lines }, { count }) => ({
    title: `Only ${count(linesWithCost)} of ${count(lines)} lines have a cost`,
    body: 'Whether the other products lost money cannot be seen.',
    todo: 'Enter their purchase prices on the platform; the next export will have them.',
  }),
  conflictingOrderValues: ({ orders, examples }, { count }) => ({
    title: orders === 1 ? 'One order contradicts itself' : `${count(orders)} orders contradict themselves`,
    body: 'Lines of one order differ in its delivery fee, channel or time. The first line counts.',
    ...(examples[0] && {
      example: `Line ${examples[0].line}: ${examples[0].column} is “${examples[0].ignored}”, but was “${examples[0].kept}” above.`,
    }),
    todo: 'The table was probably edited by hand. Importing the platform’s own export again is safest.',
  }),
  halfImportedDay: ({ store, date, orders, usualOrders }, { count, date: day }) => ({
    title: `${store} has only ${count(orders)} orders on ${day(date)}`,
    body: `About ${count(usualOrders)} are usual. The day may not be over, or not be complete.`,
    todo: 'If it is not over, import it again tomorrow. If it is, check that the export covered all of it, and export it again.',
  }),
  unreadableCells: ({ cells, zeroCells, examples }, { count }) => ({
    title: cells === 1 ? 'One cell could not be read' : `${count(cells)} cells could not be read`,
    body:
      zeroCells === 0
        ? 'Their lines are imported, and these values count as not given.'
        : `Their lines are imported. ${count(zeroCells)} of these values are fees or discounts and count as 0, so that those orders look better than they were.`,
    ...(examples[0] && {
      example: `Line ${examples[0].line}: “${examples[0].header ?? examples[0].column ?? ''}” is “${examples[0].value}”.`,
    }),
    lines: examples.map(({ line }) => line),
    todo: 'If they matter, fix them in the file and import it again: it updates what is there.',
  }),
  pastedTwice: ({ times, rows }, { count }) => ({
    title: `The file holds the same rows ${times === 2 ? 'twice' : `${count(times)} times`}`,
    body: `From line ${rows.lines[0]} on, its first ${count(rows.count)} lines come again. They were taken once.`,
    todo: 'Nothing to do. If they really are two batches of orders, put them into two files.',
  }),
  unknownPrices: ({ rows }, { count }) => ({
    title: rows.count === 1 ? 'One line has no price' : `${count(rows.count)} lines have no price`,
    body: 'They are not in any amount, and are not taken for 0.',
    lines: rows.lines,
    todo: 'Fill in the prices and import the file again.',
  }),
  partlyRefunded: ({ orders, rows }, { count }) => ({
    title: orders === 1 ? 'One order was refunded in part' : `${count(orders)} orders were refunded in part`,
    body: 'They count in full, less the lines that the file itself takes off.',
    lines: rows.lines,
    todo: 'Nothing to do, but these orders may have earned less than is shown.',
  }),
  statusColumns: ({ columns }, { list }) => ({
    title: `“${list(columns)}” looks like an order status, and was not used`,
    body: 'If it marks cancelled or refunded orders, they still count.',
    todo: 'Take the cancelled and fully refunded orders out first, or take the platform’s standard export of order details.',
  }),
  otherPer: ({ column, header, lines, of }, { count }) => ({
    title:
      column === '实收价格'
        ? `Is “${header}” the price of one piece, or of the whole line?`
        : `Is “${header}” the cost of one piece, or of the whole line?`,
    body: `Of ${count(of)} lines with several pieces, ${count(lines)} do not add up as it is read now. The wrong choice makes every figure several times too large or too small.`,
    todo: 'Look at these lines and choose before you go on.',
  }),
  kilometres: ({ header }) => ({
    title: `“${header}” was taken for kilometres`,
    body: 'No value reaches 100, so it cannot be metres.',
    todo: 'If it really is metres, remove the column and import the file again.',
  }),
  feesUnknown: ({ orders, channels }, { count, list }) => ({
    title: 'Without “平台服务费” (platform fee), invalid orders cannot be told',
    body: `All ${count(orders)} orders of ${list(channels)} count as valid.`,
    todo: 'Tick “平台服务费” when you export and import that file: invalid orders will drop out.',
  }),
  similarStores: ({ pairs }, { list }) => ({
    title: 'Two names of stores are nearly the same',
    body: list(pairs.map(([a, b]) => `${a} and ${b}`)),
    todo: 'If it is one store, merge them on the page “Stores” after the import.',
  }),
  sharedStoreId: ({ storeId, stores }, { list }) => ({
    title: `Several stores have the ID ${storeId}`,
    body: list(stores),
    todo: 'If one store was renamed, merge them on the page “Stores”. Otherwise check the column of store IDs.',
  }),
  foreignSigns: ({ sign, rows }, { count }) => ({
    title: rows.count === 1 ? `One price bears “${sign}”` : `${count(rows.count)} prices bear “${sign}”`,
    body: 'They were taken for your own currency. Nothing was converted.',
    lines: rows.lines,
    todo: 'Look at these lines. If they are foreign money, convert them in the file first.',
  }),
  doubtfulDay: ({ store, date, orders, rejectedOrders }, { count, date: day }) => ({
    title: `${store} lacks ${count(rejectedOrders)} orders on ${day(date)}`,
    body: `${count(rejectedOrders)} of ${count(orders + rejectedOrders)} orders had errors and were left out: the day’s figures cannot be trusted.`,
    todo: 'Download the lines that were left out, fix them, and import the day again.',
  }),
}

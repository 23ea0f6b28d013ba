import type { ReasonWords } from '../shape'

/** 一行为什么没导入。 */
export const reasons: ReasonWords = {
  requiredBlank: (_, header) => `「${header}」是空的`,
  unreadableAmount: (_, header) => `「${header}」不是数字`,
  unreadableTime: (_, header) => `「${header}」不是看得懂的日期时间`,
  futureTime: (_, header) => `「${header}」还没到`,
  tooManyDecimals: (_, header) => `「${header}」小数超过三位`,
  implausible: (_, header) => `「${header}」大得不像真的，或不该是负数`,
  severalStores: () => '几家店都有这个订单号，这一行又没写是哪家店',
  scientificId: (_, header) => `「${header}」被表格软件写成了科学计数，末尾几位丢了`,
  controlCharacter: (_, header) => `「${header}」里有看不见的乱码`,
  malformedQuotes: () => '这一行的引号不成对',
  tooLong: ({ maxChars }, header) => `「${header}」超过 ${maxChars} 个字`,
  tooFewCells: ({ cells, expected }) => `这一行只有 ${cells} 格，表头有 ${expected} 格`,
  tooManyCells: ({ cells, expected }) => `这一行有 ${cells} 格，表头只有 ${expected} 格`,
  orderRejected: ({ causeLine }) => `同一单的第 ${causeLine} 行有错，整单都没导入`,
}

import type { ReasonWords } from '../shape'

/** Why a line was not imported. */
export const reasons: ReasonWords = {
  requiredBlank: (_, header) => `“${header}” is blank`,
  unreadableAmount: (_, header) => `“${header}” is not a number`,
  unreadableTime: (_, header) => `“${header}” is not a date and time that can be read`,
  futureTime: (_, header) => `“${header}” has not come yet`,
  tooManyDecimals: (_, header) => `“${header}” has more than three decimals`,
  implausible: (_, header) => `“${header}” is too large, or below zero where it cannot be`,
  severalStores: () => 'orders of several stores have this id, and the line names no store',
  scientificId: (_, header) => `“${header}” was cut by a spreadsheet (scientific notation)`,
  controlCharacter: (_, header) => `“${header}” holds characters that cannot be seen`,
  malformedQuotes: () => 'The quotation marks of this line are broken',
  tooLong: ({ maxChars }, header) => `“${header}” is longer than ${maxChars} characters`,
  tooFewCells: ({ cells, expected }) => `The line has ${cells} cells, the header ${expected}`,
  tooManyCells: ({ cells, expected }) => `The line has ${cells} cells, the header only ${expected}`,
  orderRejected: ({ causeLine }) =>
    `Line ${causeLine} of the same order has an error: the order was left out whole`,
}

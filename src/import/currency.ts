import type { HeaderMatch } from './columns'
import { headerName } from './headerNames'
import { otherCurrency, RefusedError } from './refusal'
import { addRow, type ImportWarning, noRows } from './report'

/** Whether the amounts of a file are in the shop's currency: they are never converted. */

export interface CurrencyCheck {
  /** @throws RefusedError where a row says that its amounts are in another currency */
  see(line: number, cells: readonly string[]): void
  /** @throws RefusedError where most prices bear another currency's sign */
  warnings(): ImportWarning[]
}

const NAMES: Readonly<Record<string, string>> = {
  RMB: 'CNY',
  人民币: 'CNY',
  人民币元: 'CNY',
  元: 'CNY',
  '¥': 'CNY',
  美元: 'USD',
  US$: 'USD',
  $: 'USD',
  欧元: 'EUR',
  '€': 'EUR',
  英镑: 'GBP',
  '£': 'GBP',
  港币: 'HKD',
  港元: 'HKD',
  HK$: 'HKD',
  日元: 'JPY',
}

/** What currencies a sign may stand for. */
const SIGNS: readonly [sign: string, currencies: readonly string[]][] = [
  ['US$', ['USD']],
  ['HK$', ['HKD']],
  ['$', ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD', 'MXN', 'BRL', 'CLP', 'ARS', 'COP']],
  ['¥', ['CNY', 'JPY']],
  ['元', ['CNY', 'TWD', 'HKD']],
  ['€', ['EUR']],
  ['£', ['GBP', 'EGP']],
]

const NINE = 0x39
const HYPHEN = 0x2d

/**
 * @param shop the shop's currency, an ISO 4217 code
 * @throws RefusedError where an export of this kind is never in it
 */
export function createCurrencyCheck(header: HeaderMatch, shop: string): CurrencyCheck {
  const { kind, kindIndexes, indexes } = header
  const { currency: currencyAt } = kindIndexes
  const { 实收价格: priceAt } = indexes
  if (kind.currency && 'always' in kind.currency && kind.currency.always !== shop) {
    throw new RefusedError(otherCurrency(kind.currency.always, shop))
  }
  const tells = kind.currency && 'by' in kind.currency ? lowerCased(kind.currency.values) : {}
  const foreign = noRows()
  let foreignSign = ''
  let priced = 0
  let lastTold = ''

  function seeTold(cell: string): void {
    if (cell === lastTold) return
    const name = headerName(cell)
    const currency = tells[name.toLowerCase()] ?? NAMES[name] ?? name.toUpperCase()
    // A market or another word that is none tells nothing.
    if (/^[A-Z]{3}$/.test(currency) && currency !== shop)
      throw new RefusedError(otherCurrency(currency, shop))
    lastTold = cell
  }

  return {
    see(line, cells) {
      if (currencyAt !== undefined) seeTold(cells[currencyAt] ?? '')
      const price = priceAt === undefined ? '' : (cells[priceAt] ?? '')
      if (price === '') return
      priced++
      if (isBareNumber(price)) return
      const sign = signOf(price)
      if (!sign || sign[1].includes(shop)) return
      foreignSign ||= sign[0]
      addRow(foreign, line)
    },
    warnings() {
      if (foreign.count === 0) return []
      if (foreign.count * 2 > priced) throw new RefusedError(otherCurrency(foreignSign, shop))
      return [{ code: 'foreignSigns', sign: foreignSign, rows: foreign }]
    },
  }
}

/** Whether a cell begins and ends as nearly every number does, so that no sign is looked for. */
function isBareNumber(cell: string): boolean {
  const first = cell.charCodeAt(0)
  const last = cell.charCodeAt(cell.length - 1)
  return first >= HYPHEN && first <= NINE && last >= HYPHEN && last <= NINE && !cell.includes('$')
}

function signOf(price: string): (typeof SIGNS)[number] | undefined {
  const text = price.normalize('NFKC')
  return SIGNS.find(([sign]) => text.includes(sign))
}

function lowerCased(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]))
}

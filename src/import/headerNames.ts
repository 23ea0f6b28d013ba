import { cleanText } from './cellText'

/** Names of columns, freed of what differs between two exports of the same kind. */

/** A name as it is compared: full-width characters as plain ones, without what nobody sees. */
export function headerName(cell: string): string {
  return cleanText(cell.normalize('NFKC')).replace(/\s+/g, ' ')
}

/** A unit, or another word of explanation, in brackets behind a name. */
const IN_BRACKETS = /^(.+?)\s*\(([^()]*)\)$/
/** What changes what a number means: of fen or of ten thousands, or of another currency. Such a name is not taken for that of an amount in yuan. */
const OTHER_UNIT =
  /分|cents?|万|千元|usd|美元|美金|\$|hkd|港币|港元|eur|欧元|€|jpy|日元|gbp|英镑|£|krw|韩元|twd|台币|sgd|aud|cad/i
const KILOMETRES = /^(km|公里|千米|kilomet(er|re)s?)$/i

const METRES = /^(m|米|公尺|met(er|re)s?)$/i

/**
 * The name without what stands in brackets behind it: `商品实付交易额(元)`.
 * @param name as `headerName` gives it
 */
export function withoutUnit(name: string): string {
  const [, bare = name, unit = ''] = IN_BRACKETS.exec(name) ?? []
  return OTHER_UNIT.test(unit) ? name : bare
}

/** Whether a name says that its column holds kilometres. */
export function isInKilometres(name: string): boolean {
  return KILOMETRES.test(IN_BRACKETS.exec(name)?.[2]?.trim() ?? '')
}

/** Whether a name says that its column holds metres. */
export function isInMetres(name: string): boolean {
  return METRES.test(IN_BRACKETS.exec(name)?.[2]?.trim() ?? '')
}

/** One text for all headers with the same names, in whatever order: under it answers are remembered. */
export function headerSignature(cells: readonly string[]): string {
  const names = new Set(cells.map(headerName))
  names.delete('')
  return [...names].sort().join('\n')
}

const PERSONAL =
  /收货|收件|地址|电话|手机|姓名|买家|顾客|会员|昵称|身份证|患者|监护|骑手|邮箱|邮编|备注|留言|e-?mail|phone|address|billing|shipping|customer|buyer|recipient|\bzip\b|postal/i

/** Whether a column that nobody knows may hold what identifies a person: its cells are never shown. */
export function looksPersonal(name: string): boolean {
  return PERSONAL.test(name)
}

const STATUS = /状态|退款|退货|取消|售后|status|refund|cancel/i

/** Whether a column that nobody knows may tell of orders that were taken back. */
export function looksLikeStatus(name: string): boolean {
  return STATUS.test(name)
}

const PRODUCT = /商品|货品|宝贝|产品|品名|菜品|条码|规格|sku|upc|item|product|goods/i

/** Whether a column may be about products. */
export function looksLikeProduct(name: string): boolean {
  return PRODUCT.test(name)
}

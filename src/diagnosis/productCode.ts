/** A product's own number, printed on it or given by the store. */
export interface ProductCode {
  kind: 'storeCode' | 'barcode'
  code: string
}

/**
 * The code in a product's key (docs/rules.md#products).
 * @returns null for a product that its store calls by its name alone
 */
export function productCode(productKey: string): ProductCode | null {
  const code = productKey.slice(2)
  if (productKey.startsWith('s:')) return { kind: 'storeCode', code }
  if (productKey.startsWith('b:')) return { kind: 'barcode', code }
  return null
}

/** What a product goes by beside its name, as its key tells (docs/storage.md). */

/** 店内码 or 条码; null for a product of which the export gives only a name. */
export function codeOf(productKey: string): string | null {
  return /^[sb]:/.test(productKey) ? productKey.slice(2) : null
}

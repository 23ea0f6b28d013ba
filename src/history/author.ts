import type { StoreScope } from '../access/scope'

/** Who changes orders. */
export interface Author {
  /** Under which name his imports and answers are kept: `person 5`, or `importToken`. */
  owner: string
  /** null for the secret IMPORT_TOKEN. */
  personId: number | null
  /** The stores whose orders he may change; whoever has all may also bring new ones in. */
  scope: StoreScope
}

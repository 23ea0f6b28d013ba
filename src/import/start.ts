import { changesOrders, type ReadFile } from './parts'
import type { ImportStart, OrdersPart } from './protocol'

/**
 * What an import is started with: the file's own names of the stores whose orders its parts change, with the 门店ID that
 * they have there. A store that only rejected lines name needs not be the sender's.
 */
export function startOf(
  { storeIds, report }: ReadFile,
  parts: readonly OrdersPart[],
  { file, fingerprint }: Pick<ImportStart, 'file' | 'fingerprint'>,
): ImportStart {
  const names = new Set(parts.filter(changesOrders).map(({ store }) => store))
  const stores = [...names].map((name) => ({ name, ids: storeIds.get(name) ?? [] }))
  return { file, fingerprint, kind: report.kind.id, stores }
}

import type { ReadFile } from './parts'
import type { ImportStart } from './protocol'

/** What an import is started with: the file's own names of its stores, with the 门店ID that they have there. */
export function startOf(
  read: ReadFile,
  { file, fingerprint }: Pick<ImportStart, 'file' | 'fingerprint'>,
): ImportStart {
  const names = new Set([...read.stores.keys(), ...read.cancelled.keys()])
  const stores = [...names].map((name) => ({ name, ids: read.storeIds.get(name) ?? [] }))
  return { file, fingerprint, kind: read.report.kind.id, stores }
}

import type { Context } from 'hono'
import type { UndoOutcome } from '../history/importRecord'
import { undoImport } from '../history/undo'
import { countChanges } from '../import/changes'
import { recordInBackground } from './auditing'
import type { AppContext } from './context'
import { importAuthor } from './importAuthor'
import { refreshAfterImport } from './refreshAfterImport'

/** Takes an entry of the history back: the same for the page's form and for programs. */
export async function undo(context: Context<AppContext>, id: number): Promise<UndoOutcome> {
  const { services } = context.var
  const outcome = await undoImport(services.openDatabase(), importAuthor(context), id, services.now())
  if (outcome.status === 'refused') return outcome
  if (outcome.status === 'undone') {
    const { importId, counts } = outcome
    const orders = countChanges(counts)
    recordInBackground(context, { event: 'ordersChanged', kind: 'undo', importId, orders })
  }
  // A store may be called otherwise again.
  services.visitors.forget()
  await refreshAfterImport(services)
  return outcome
}

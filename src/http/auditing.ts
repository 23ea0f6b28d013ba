import type { Context } from 'hono'
import { type AuditDetail, type AuditSource, recordEvent } from '../data/auditEvents'
import { countChanges } from '../import/changes'
import type { ImportReport } from '../import/importReport'
import { errorText, logEvent } from '../log'
import type { AppContext } from './context'

/** Who does something, by what proof, and from which country: never from which address. */
export function auditSource(context: Context<AppContext>): AuditSource {
  const { visitor, country } = context.var
  if (visitor.kind === 'person') return { personId: visitor.person.id, via: visitor.proof.kind, country }
  return { personId: null, via: visitor.kind === 'importToken' ? 'importToken' : 'public', country }
}

/** Records an event behind the answer, where it changes nothing that it would have to be recorded with. */
export function recordInBackground(context: Context<AppContext>, detail: AuditDetail): void {
  const { services } = context.var
  const entry = { ...auditSource(context), at: services.now().toISOString(), detail }
  services.defer(
    recordEvent(services.openDatabase(), entry).catch((error: unknown) =>
      logEvent('audit.unrecorded', { happened: detail.event, error: errorText(error) }),
    ),
  )
}

/** Records what became of a file. */
export function recordImport(context: Context<AppContext>, outcome: string, report: ImportReport): void {
  const { stores, linesRead: lines } = report
  recordInBackground(context, {
    event: 'import',
    outcome,
    stores,
    lines,
    ordersChanged: countChanges(report),
  })
}

/** Records a file that was refused because of its stores. @param stores how many */
export function recordRefusedImport(context: Context<AppContext>, stores: number): void {
  recordInBackground(context, { event: 'import', outcome: 'refused', stores, lines: 0, ordersChanged: 0 })
}

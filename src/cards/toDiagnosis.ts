import type { BusinessDate } from '../diagnosis/businessDate'
import type { Diagnosis } from '../diagnosis/diagnosis'
import type { ReadyCard } from './cardOutcome'

/**
 * An answer as the JSON of the API and of the page (docs/rules.md#the-json).
 * @param today the shops' day: neither it nor a later one is over
 */
export function toDiagnosis(
  { card, source, staleReason, checkedAt, onlyChannel }: ReadyCard,
  today: BusinessDate,
): Diagnosis {
  const { businessDate, figures, absent, failed, computedAt } = card
  return {
    ...(figures ?? NO_FIGURES),
    ...{ businessDate, absent, failed, computedAt, checkedAt, source },
    ...(staleReason ? { staleReason } : {}),
    ...(onlyChannel ? { onlyChannel } : {}),
    partial: businessDate >= today || (figures?.notOver.length ?? 0) > 0,
  }
}

/** Of a day on which no store has an order. */
const NO_FIGURES = {
  stores: [],
  kpi: null,
  rules: null,
  history: null,
  coverage: null,
  channels: null,
  changes: null,
  week: null,
  stockSnapshot: null,
  notOver: null,
  doubtful: null,
  tasks: null,
  smallFindings: null,
  storeRows: null,
}

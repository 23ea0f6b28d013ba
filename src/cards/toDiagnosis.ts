import type { Diagnosis } from '../diagnosis/diagnosis'
import type { ReadyCard } from './cardOutcome'

/** An answer as the JSON of the API and of the page (docs/rules.md#the-json). */
export function toDiagnosis({ card, source, staleReason, checkedAt, onlyChannel }: ReadyCard): Diagnosis {
  return {
    businessDate: card.businessDate,
    stores: card.figures?.stores ?? [],
    absent: card.absent,
    failed: card.failed,
    computedAt: card.computedAt,
    checkedAt,
    source,
    ...(staleReason ? { staleReason } : {}),
    ...(onlyChannel ? { onlyChannel } : {}),
    kpi: card.figures?.kpi ?? null,
    rules: card.figures?.rules ?? null,
    history: card.figures?.history ?? null,
    coverage: card.figures?.coverage ?? null,
    channels: card.figures?.channels ?? null,
    changes: card.figures?.changes ?? null,
    week: card.figures?.week ?? null,
    stockSnapshot: card.figures?.stockSnapshot ?? null,
    ...(card.figures?.frozenStockSince === undefined
      ? {}
      : { frozenStockSince: card.figures.frozenStockSince }),
    actions: card.figures?.actions ?? null,
    actionCount: card.figures?.actionCount ?? null,
  }
}

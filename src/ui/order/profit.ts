import type { OrderDetail } from '../../details/orderDetail'
import { type Fen, toFen } from '../../diagnosis/money'
import type { DeliveryStep } from '../i18n/zh'

/** One step of a sum, as it is added. */
export interface SumStep<Name extends string> {
  step: Name
  amountFen: Fen
}

/** From what a courier costs to what the store bears of it: the formula of the net delivery cost, step by step. */
export function deliverySteps({ order, profitSteps }: OrderDetail): SumStep<DeliveryStep>[] {
  const rebateFen = profitSteps.find(({ step }) => step === 'rebate')?.amountFen ?? 0
  return [
    { step: 'fee', amountFen: toFen(order.deliveryFeeMicro) },
    { step: 'paidByUser', amountFen: toFen(-order.userDeliveryFeeMicro) },
    { step: 'discount', amountFen: toFen(order.deliveryDiscountMicro) },
    // Not −0.
    { step: 'rebate', amountFen: 0 - rebateFen },
  ]
}

/** Whether steps that were rounded one by one do not add up to a result that was rounded once. */
export function isOffByRounding(steps: readonly SumStep<string>[], resultFen: Fen): boolean {
  return steps.reduce((sum, { amountFen }) => sum + amountFen, 0) !== resultFen
}

import type { FiguresOf } from '../../diagnosis/rule'
import type { RULES, RuleName } from '../../diagnosis/rules/index'
import type { RuleList } from '../ruleList'
import { belowCostList } from './belowCost'
import { deliveryCostList } from './deliveryCost'
import { hotProductsList } from './hotProducts'
import { lossOrdersList } from './lossOrders'
import { marginDropList } from './marginDrop'
import { newProductsList } from './newProducts'
import { salesDropList } from './salesDrop'
import { slowMovingList } from './slowMoving'
import { stockoutsList } from './stockouts'
import { topProfitList } from './topProfit'

type FindingOf<Name extends RuleName> = ReturnType<(typeof RULES)[Name]['find']>[number]

/** The list behind each rule's card. */
export const RULE_LISTS: {
  [Name in RuleName]: RuleList<FindingOf<Name>, FiguresOf<(typeof RULES)[Name]>>
} = {
  lossOrders: lossOrdersList,
  deliveryCost: deliveryCostList,
  stockouts: stockoutsList,
  belowCost: belowCostList,
  salesDrop: salesDropList,
  marginDrop: marginDropList,
  slowMoving: slowMovingList,
  newProducts: newProductsList,
  hotProducts: hotProductsList,
  topProfit: topProfitList,
}

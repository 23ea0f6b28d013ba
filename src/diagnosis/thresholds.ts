import { MICRO_PER_FEN } from './money'

/** Every threshold of the rules, with its unit in its name. Source: docs/rules.md. */

/** 一级分类名 of bags and other consumables: part of an order's cost, never a product to act on. */
export const EXCLUDED_CATEGORIES: ReadonlySet<string> = new Set(['耗材'])

/** A list price up to here marks a notice or a giveaway ("收货有任何问题…金牌售后"), not merchandise. */
export const NOTICE_LIST_PRICE_MICRO = MICRO_PER_FEN

/** Channels that charge a service fee on every real order: without one, the order is a test or was cancelled. */
export const FEE_CHANNELS: ReadonlySet<string> = new Set([
  '饿了么',
  '京东到家',
  '美团共橙',
  '美团闪购',
  '抖音',
  '抖音直播',
  '淘鲜达',
  '京东秒送',
  '美团咖啡店',
  '饿了么咖啡店',
])

/** Days that any rule looks at, the business date included: D−15 … D (slowMoving looks back furthest). */
export const WINDOW_DAYS = 16
/** Length of the windows `recent7` and `prior7`. */
export const WEEK_DAYS = 7

/** Days before D that a trend averages over. */
export const TREND_DAYS = 3
/** Change against the average beyond which a trend is better or worse. */
export const TREND_CHANGE_PERCENT = 30

/** Net delivery cost above which an order is expensive to deliver. */
export const DELIVERY_COST_LIMIT_FEN = 600
/** Upper bounds, included, of the distance bands; one more band lies beyond the last. */
export const DISTANCE_BAND_METRES = [3000, 5000, 8000] as const

/** Products from which a store's stock is judged. */
export const FROZEN_STOCK_MIN_PRODUCTS = 20
/** Share of products of unchanged stock from which the stock is one snapshot for both days. */
export const FROZEN_STOCK_PERCENT = 95

/** Standard errors beyond which a week's net profit moved by more than chance: Student's t of 6 degrees, two-sided at 5 %. */
export const WEEK_CHANGE_DEVIATIONS = 2.45

/** History that a stockout needs: a product must have sold before it can be missing. */
export const STOCKOUT_HISTORY_DAYS = 2
/** Consecutive days out of stock from which a stockout is persistent. */
export const PERSISTENT_STOCKOUT_DAYS = 3
/** Earlier days that a walk back from D may visit. */
export const WALK_BACK_DAYS = 7

/** Pieces in a week, one a day, from which a product sells enough to be called hot, or to run low. */
export const HOT_STOCK_MIN_PIECES = 7
/** Days of a week with a sale, from which a product sells regularly. */
export const LOW_STOCK_MIN_SALE_DAYS = 3
/** Days that stock lasts, up to which it is low. */
export const LOW_STOCK_COVER_DAYS = 2
/** Days of sales that a restock should last. */
export const RESTOCK_DAYS = 3

/** A line sold below this share of its cost is a severe loss. */
export const SEVERE_LOSS_PERCENT_OF_COST = 80

/** Prior daily average from which a product's drop in sales matters, in tenths of a piece. */
export const SALES_DROP_MIN_PRIOR_TENTHS = 20
export const SALES_DROP_PERCENT = 30

/** Pieces in the last 7 days from which a margin is worth comparing. */
export const MARGIN_DROP_MIN_PIECES = 5
/** Drop of the margin, in tenths of a percentage point, above which it is reported. */
export const MARGIN_DROP_TENTHS = 50
/** Upper bounds, included, of the first tiers of a margin drop; one more tier lies beyond the last. */
export const MARGIN_DROP_TIER_TENTHS = [100, 150, 200] as const

/** Days since the last sale at which a product is reported as slow-moving. */
export const SLOW_MOVING_DAYS = { new: 3, ongoing: 7, severe: 15 } as const
/** Days since the last sale beyond which it is stale: it stays in sight, without falling due again. */
export const STALE_AFTER_DAYS = SLOW_MOVING_DAYS.severe

/** Lower bounds, included, of the bands of order values. */
export const ORDER_VALUE_BANDS_YUAN: readonly number[] = [0, 15, 20, 25, 30, 50]
/** Orders from which a band can be said to lose. */
export const LOSING_BAND_MIN_ORDERS = 30
/** Standard errors above the mean at which a losing band still loses: one-sided at 1 %. */
export const LOSING_BAND_DEVIATIONS = 2.33

/** Days without a sale before D that make a product's sale a first one. */
export const NEW_PRODUCT_UNSOLD_DAYS = 7

export const HOT_MIN_PIECES = 10
/** Growth over the day before above which a product is hot. */
export const HOT_GROWTH_TENTHS = 500
/** Growing days, D included, from which the growth is sustained. */
export const SUSTAINED_GROWTH_DAYS = 3

export const TOP_PROFIT_MIN_PIECES = 3
export const TOP_PROFIT_PRODUCTS = 10

/** Share of what its store usually earns a day, below which a finding is no task: half a percent. */
export const TASK_FLOOR_PER_MILLE = 5
/** Money a day below which nothing is a task, in any store: one yuan. */
export const MIN_TASK_FEN = 100

/** Entries of a top list on the card. */
export const TOP_LIST_LENGTH = 5

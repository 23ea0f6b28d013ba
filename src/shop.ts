/**
 * What the product reckons in. Its rules are those of delivery platforms in mainland China: their fees are charged and
 * its thresholds are said in yuan, and their days end at midnight there. So these are no settings: a shop elsewhere
 * would need other rules, not other names.
 */

/** In which a day begins and ends: an IANA name. */
export const TIME_ZONE = 'Asia/Shanghai'
/** Of all amounts, which are never converted: an ISO 4217 code. */
export const CURRENCY = 'CNY'

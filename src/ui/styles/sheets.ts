import { RULE_STYLES } from '../home/styles/ruleStyles'
import { account, detail, main, paper } from './minified'

/**
 * The texts of the style elements that a page may hold. They are the same in every answer, so that the
 * response's policy names them by their hashes and answers can share a rendering.
 */

/** Of the main page and of messages. */
export const MAIN_STYLES = main + RULE_STYLES
export const DETAIL_STYLES = main + detail
/** Of the pages about people: it stands by itself. */
export const ACCOUNT_STYLES = account
/** Of lists for paper: it, too, stands by itself. */
export const PAPER_STYLES = paper
/** Stands before the card: the skeleton is hidden before the first part of the card is drawn, without a script. */
export const HIDE_SKELETON = '.skeleton{display:none}'

export const STYLE_SHEETS = [MAIN_STYLES, DETAIL_STYLES, ACCOUNT_STYLES, PAPER_STYLES, HIDE_SKELETON] as const

/** A style element. Its text is ours alone: nothing in it comes from outside. */
export function styleElement(sheet: (typeof STYLE_SHEETS)[number]): string {
  return `<style>${sheet}</style>`
}

import pageStyles from './pages/styles/index'
import styles from './styles/index'

/**
 * The texts of the style elements that a page may hold. They are the same in every answer, so that the
 * response's policy names them by their hashes and answers can share a rendering.
 */

/** Of the main page and of messages. */
export const MAIN_STYLES = styles
/** Of the pages behind it. */
export const BEHIND_STYLES = styles + pageStyles
/** Browsers without :has(), such as old web views, would keep the skeleton above what follows it. */
export const SWAP_WITHOUT_HAS = '@supports not selector(:has(a)){.skeleton{display:none}}'

export const STYLE_SHEETS = [MAIN_STYLES, BEHIND_STYLES, SWAP_WITHOUT_HAS] as const

/** A style element. Its text is ours alone: nothing in it comes from outside. */
export function styleElement(sheet: (typeof STYLE_SHEETS)[number]): string {
  return `<style>${sheet}</style>`
}

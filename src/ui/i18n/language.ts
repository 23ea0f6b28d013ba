/** The languages of the pages. */
export type Lang = 'zh' | 'en'

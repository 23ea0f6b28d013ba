import type { Lang } from '../../diagnosis/words'

/** Of a text made for a chat, of lists made for it, and of lists for paper. */

const zh = {
  send: '发到群里',
  /** The box that holds the text. */
  text: '要发的文字',
  copy: '复制',
  copied: '已复制',
  share: '分享…',
  /** Rows that the text has no room for. */
  more: (rows: string) => `还有 ${rows} 行，见链接`,
  /** In two parts: a phone has room for the first. */
  print: '打印',
  printRest: '巡店清单',
  sheet: {
    title: (list: string) => `${list} · 巡店清单`,
    rows: (rows: string) => `共 ${rows} 行`,
    back: '返回清单',
    howTo: '用浏览器的打印（Ctrl+P，手机在分享菜单里）打在 A4 纸上。',
    done: '完成',
    noCategory: '未分类',
    noChannel: '未知渠道',
    groupRows: (rows: string) => `${rows} 行`,
    cut: (n: string) => `行太多：只印前 ${n} 行，其余请导出文件。`,
    none: '没有要走的行。',
  },
}

type ShareWords = typeof zh

const en: ShareWords = {
  send: 'Send to a chat',
  text: 'Text to send',
  copy: 'Copy',
  copied: 'Copied',
  share: 'Share…',
  more: (rows) => `${rows} more behind the link`,
  print: 'Print',
  printRest: ' a walking list',
  sheet: {
    title: (list) => `${list} · walking list`,
    rows: (rows) => `Rows: ${rows}`,
    back: 'Back to the list',
    howTo: "Print it on A4 by the browser's own printing (Ctrl+P; on a phone, in the share menu).",
    done: 'Done',
    noCategory: 'No category',
    noChannel: 'Unknown channel',
    groupRows: (rows) => `(${rows})`,
    cut: (n) => `Too many rows: only the first ${n} are printed; export the list for the others.`,
    none: 'Nothing to walk to.',
  },
}

const WORDS: Record<Lang, ShareWords> = { zh, en }

export function shareWords({ lang }: { lang: Lang }): ShareWords {
  return WORDS[lang]
}

import type { Lang } from '../src/diagnosis/words.ts'
import type { ImportFinished } from '../src/import/protocol.ts'
import type { ImportWarning } from '../src/import/report.ts'

/** What the command alone says of an import. Of the file it says what the page says (src/ui/import/words/). */
export interface CommandWords {
  refused: string
  needsAnswer: (kind: string) => string
  perhaps: string
  itsColumns: string
  took: (seconds: string, linesPerSecond: string) => string
  imported: (took: string, importId: number) => string
  unchanged: (took: string) => string
  nothingImported: string
  wouldBe: Record<ImportFinished['status'], (took: string) => string>
  interrupted: (seconds: string) => string
  partsSent: (done: string, parts: string) => string
  kind: string
  headerInLine: (line: number) => string
  linesRead: string
  linesTaken: string
  linesImported: string
  orders: string
  newAndChanged: (fresh: string, changed: string) => string
  removed: string
  stores: string
  days: string
  fromTo: (days: string, from: string, to: string) => string
  newStore: (name: string) => string
  rejected: (lines: string) => string
  theFirst: (lines: string) => string
  file: string
  /** What to do about a warning where the page says what only a page can do. */
  todos: Partial<Record<ImportWarning['code'], string>>
  /** And about a file of more text than fits. */
  tooLarge: string
}

const en: CommandWords = {
  refused: 'refused, nothing was stored.',
  needsAnswer: (kind) =>
    `it is “${kind}”, and nothing was stored: it does not say enough. Say it once, and run the command again:`,
  perhaps: 'perhaps',
  itsColumns: 'its columns',
  took: (seconds, linesPerSecond) => `in ${seconds} s (${linesPerSecond} lines/s)`,
  imported: (took, importId) => `imported ${took}, as import ${importId}`,
  unchanged: (took) => `unchanged: all of it was stored before. Read ${took}`,
  nothingImported: 'nothing was imported: no line of it could be taken. The reasons are below.',
  wouldBe: {
    imported: (took) => `would change what is below; nothing was stored. Read ${took}`,
    unchanged: (took) => `would change nothing: all of it is stored already. Read ${took}`,
    nothingImported: (took) => `would import nothing: no line of it could be taken. Read ${took}`,
  },
  interrupted: (seconds) => `interrupted after ${seconds} s`,
  partsSent: (done, parts) => `, with ${done} of ${parts} parts sent`,
  kind: 'kind',
  headerInLine: (line) => `, header in line ${line}`,
  linesRead: 'lines read',
  linesTaken: 'lines taken',
  linesImported: 'lines imported',
  orders: 'orders',
  newAndChanged: (fresh, changed) => ` (${fresh} new, ${changed} changed)`,
  removed: 'orders removed',
  stores: 'stores',
  days: 'days',
  fromTo: (days, from, to) => `${days} (${from} to ${to})`,
  newStore: (name) => `${name} is a new store`,
  rejected: (lines) => `${lines} lines rejected`,
  theFirst: (lines) => `, the first ${lines}`,
  file: 'File',
  todos: {
    otherPer:
      'Look at these lines. If they are read wrongly, import the file on the page /import, which asks.',
    doubtfulDay:
      'Write the lines that were left out to a file with --rejected FILE, mend them, and import the day again.',
  },
  tooLarge: 'Export fewer days at a time, and import the files one after the other.',
}

const zh: CommandWords = {
  refused: '不能导入，什么都没有存。',
  needsAnswer: (kind) => `这是「${kind}」，还差一点信息，什么都没有存。补上一次，再运行一遍命令：`,
  perhaps: '也许是',
  itsColumns: '它的列',
  took: (seconds, linesPerSecond) => `用时 ${seconds} 秒（每秒 ${linesPerSecond} 行）`,
  imported: (took, importId) => `导入好了，${took}，是第 ${importId} 次导入`,
  unchanged: (took) => `和已有的一样，什么都没变。${took}`,
  nothingImported: '一行都没能导入，原因见下。',
  wouldBe: {
    imported: (took) => `导入后会变成下面这样；现在什么都没有存。${took}`,
    unchanged: (took) => `和已经存的一模一样，导了也不会变。${took}`,
    nothingImported: (took) => `没有一行能导入。${took}`,
  },
  interrupted: (seconds) => `${seconds} 秒后断了`,
  partsSent: (done, parts) => `，已存 ${parts} 批里的 ${done} 批`,
  kind: '类型',
  headerInLine: (line) => `，表头在第 ${line} 行`,
  linesRead: '读到的行',
  linesTaken: '能导入的行',
  linesImported: '导入的行',
  orders: '订单',
  newAndChanged: (fresh, changed) => `（新增 ${fresh} 单，变化 ${changed} 单）`,
  removed: '移除的订单',
  stores: '门店',
  days: '天数',
  fromTo: (days, from, to) => `${days}（${from} 至 ${to}）`,
  newStore: (name) => `${name} 是新门店`,
  rejected: (lines) => `${lines} 行没能导入`,
  theFirst: (lines) => `，先看前 ${lines} 行`,
  file: '文件',
  todos: {
    otherPer: '看看这几行；如果读错了，请在网页 /import 上导入，那里会先问你。',
    doubtfulDay: '用 --rejected 文件名 把没导入的行存成表，改好后把这一天再导一次。',
  },
  tooLarge: '分几次导出，每次少选几天，再一份份导入。',
}

export const COMMAND_WORDS: Record<Lang, CommandWords> = { zh, en }

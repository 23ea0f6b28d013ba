import type { Refusal } from '../../../../import/refusal'
import type { Advice, RefusalWords } from '../shape'
import { columns } from './columns'

type NotATable = Extract<Refusal, { reason: 'notATable' }>['kind']

const NOT_A_TABLE: Record<NotATable, Advice> = {
  excelWorkbook: {
    title: '这里不能直接收 Excel 文件',
    body: '没有脚本的页面打不开 Excel 和压缩包。',
    todo: '用 Excel 或 WPS 打开，另存为「CSV UTF-8」再传；或者换一个能运行脚本的浏览器打开本页。',
  },
  binary: {
    title: '这不是表格',
    body: '文件里不是文字，可能是图片、PDF 或别的东西。',
    todo: '在平台后台用「导出订单明细」拿到 CSV 或 Excel，再选它。',
  },
  noHeader: {
    title: '没找到表头',
    body: '前 30 行里，没有一行像是列名（订单号、商品名称、数量……）。',
    todo: '确认选的是订单导出；如果表头被删了，重新导出一份。',
  },
  lineTooLong: {
    title: '这不像订单表',
    body: '有一行长得离谱。',
    todo: '在平台后台重新导出一份。',
  },
  brokenQuotes: {
    title: '这份 CSV 坏了',
    body: '很多行的引号不成对，分不清哪格是哪格。',
    todo: '在平台后台重新导出一份，不要用记事本改。',
  },
}

/** 整份文件为什么不收，该怎么办。 */
export const refusals: RefusalWords = {
  empty: () => ({ title: '文件是空的', body: '里面什么都没有。', todo: '重新导出，再选新的那份。' }),
  noLines: () => ({
    title: '只有表头，没有订单',
    body: '表头下面一行都没有。',
    todo: '看看导出时选的日期和门店对不对。',
  }),
  notATable: ({ kind }) => NOT_A_TABLE[kind],
  wrongEncoding: () => ({
    title: '文字是乱码',
    body: '不是 UTF-8，也不是 GBK 或 UTF-16，或者文件没下载完。',
    todo: '重新下载；还不行就用 Excel 打开，另存为「CSV UTF-8」。',
  }),
  missingColumns: ({ missing, found }, { list }) => ({
    title: `缺少${list(missing.map((column) => `「${columns[column]?.name ?? column}」`))}`,
    body: `表里的列是：${list(found)}。`,
    todo: '导出时把缺的列勾上再导一次。',
  }),
  noProducts: ({ instead }) => ({
    title: '表里没有商品',
    body: '一单只有一行合计，看不出卖了什么。',
    todo: `换成${instead.zh}。`,
  }),
  otherCurrency: ({ currency }) => ({
    title: `表里的金额是 ${currency}，不是人民币`,
    body: '这里只按人民币算账，不会替你换算，免得算错。',
    todo: '换成人民币的导出；没有的话，先把金额换算成人民币再导入。',
  }),
  lostDigits: ({ column, example }) => ({
    title: `「${column}」的末几位丢了`,
    body: `每个都被写成了 ${example} 这样，多半是用 Excel 打开 CSV 又保存过。`,
    todo: '直接选平台下载的原文件，不要先用 Excel 打开；或者选 .xlsx 那份。',
  }),
  tooLarge: ({ limitBytes }, { count }) => ({
    title: '文件太大',
    body: `超过了 ${count(Math.floor(limitBytes / 1_048_576))} MB。`,
    todo: '少选几天分几次导出；或者在能运行脚本的浏览器里打开本页，多大都可以。',
  }),
  brokenGzip: () => ({
    title: '压缩包坏了',
    body: '解不开，或者没下载完。',
    todo: '重新压缩，或者直接选里面的表。',
  }),
  interrupted: () => ({
    title: '没传完',
    body: '传到一半断了，什么都没有存。',
    todo: '看看网络，再选一次。',
  }),
  foreignStores: ({ stores }, { list }) => ({
    title: '里面有不归你管的门店',
    body: `${list(stores)}。整份都没有导入。`,
    todo: '导出时只选自己的门店；或者请管理员把这些门店分给你。新门店要由管全部门店的人来导。',
  }),
  databaseFull: () => ({
    title: '数据库快满了',
    body: '腾出地方之前不再导入订单。之前存好的都在，都是完整的订单，照样可以撤销。',
    todo: '请管理员腾地方：用 ARCHIVE_AFTER_DAYS 早一点归档；用免费套餐的，升级到 Workers Paid，再改 DATABASE_LIMIT_MB。移除门店或日子，要 30 天后才腾出地方。之后把同一份文件再导一次，会从断的地方接着导。用了多少，见「系统状态」。',
  }),
  dayTooLarge: ({ store, date, lines, limitLines }, { count, date: day }) => ({
    title: `${store} ${day(date)} 有 ${count(lines)} 行`,
    body: `一家店一天最多 ${count(limitLines)} 行，这不像一天的量。`,
    todo: '检查「门店」和「下单时间」这两列对不对。',
  }),
  damagedDays: ({ store, dates }, { list, date: day }) => ({
    title: `${store} ${list(dates.map(day))} 存下的订单损坏了`,
    body: '这份文件里没有那一天的全部订单，导进去会丢掉其余的。',
    todo: '导一份含那一天全部订单的文件；没有的话，请管理员恢复备份，或移除那一天。',
  }),
  orderTooLarge: ({ store, orderId, lines, bytes, limitBytes }, { count }) => ({
    title: `${store}的订单 ${orderId} 有 ${count(lines)} 行`,
    body: `内容有 ${count(bytes)} 字节，一个订单最多 ${count(limitBytes)} 字节，这不像一个订单。`,
    todo: '检查「订单号」这一列对不对。',
  }),
}

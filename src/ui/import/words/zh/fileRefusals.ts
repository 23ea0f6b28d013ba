import type { FileRefusalWords } from '../shape'

const DAMAGED = { workbook: '这份 Excel ', zip: '这个压缩包', gzip: '这个压缩包' } as const
const FORMATS = { pdf: ' PDF', image: '图片', archive: '别的压缩包', document: '文档' } as const
const MANY = { rows: '行', columns: '列', sheets: '工作表', texts: '不同文字', styles: '单元格格式' } as const

/** 文件为什么打不开，该怎么办。 */
export const fileRefusals: FileRefusalWords = {
  tooLarge: () => ({
    title: '文件太大，这台设备打不开',
    body: '它要整个解开才能读，会占满内存。',
    todo: '在电脑上用 Excel 或 WPS 打开，另存为「CSV UTF-8」再选：CSV 多大都可以。',
  }),
  tooManyCells: ({ limitCells }, { count }) => ({
    title: '这份 Excel 太大',
    body: `超过 ${count(limitCells)} 格，打开会卡住。`,
    todo: '另存为「CSV UTF-8」再选：CSV 多大都可以；或者少选几天分几次导出。',
  }),
  tooMany: ({ what, limit }, { count }) =>
    what === 'files'
      ? {
          title: '压缩包里的文件太多',
          body: `里面超过 ${count(limit)} 个文件。`,
          todo: '解压后选里面的表，或者分成几个压缩包。',
        }
      : {
          title: `这份 Excel 的${MANY[what]}太多`,
          body: `超过 ${count(limit)}，订单导出不会有这么多。`,
          todo: '少选几天分几次导出，或者把订单那张表另存为「CSV UTF-8」再选。',
        },
  cellTooLong: ({ limitChars }, { count }) => ({
    title: '有一格太长',
    body: `一格超过 ${count(limitChars)} 个字，Excel 里放不下。`,
    todo: '重新导出，或者去掉那一列另存为「CSV UTF-8」再选。',
  }),
  encrypted: ({ what }) => ({
    title: what === 'zip' ? '压缩包有密码' : '这份 Excel 有密码',
    body: '没有密码打不开，我们也不会问你要密码。',
    todo: what === 'zip' ? '在电脑上解压，选里面的表。' : '打开它，去掉密码另存一份，再选那一份。',
  }),
  damaged: ({ what }) => ({
    title: `${DAMAGED[what]}坏了`,
    body: '打不开，或者没下载完。',
    todo:
      what === 'workbook'
        ? '重新下载；能用 Excel 打开的话，另存为「CSV UTF-8」再选。'
        : '重新下载，再选一次。',
  }),
  noTable: ({ what }) =>
    what === 'html'
      ? {
          title: '这其实是网页，里面没有订单明细',
          body: '可能是登录过期，下载到的是登录页；也可能只是一张汇总。',
          todo: '重新登录平台后台，导出「订单明细」（每个商品一行），再选那份。',
        }
      : {
          title: '里面没有订单表',
          body: '每个工作表都不是一行一个商品的表。',
          todo: '在平台后台导出「订单明细」（每个商品一行），再选那份。',
        },
  emptyZip: () => ({ title: '压缩包是空的', body: '里面没有文件。', todo: '重新下载，或者直接选里面的表。' }),
  otherFormat: ({ format }) => ({
    title: `这是${FORMATS[format]}，不是表格`,
    body: '里面的订单读不出来。',
    todo:
      format === 'archive'
        ? '先解压，再选里面的表；或者换成 zip。'
        : '在平台后台用「导出订单明细」拿到 CSV 或 Excel，再选它。',
  }),
  unreadable: () => ({
    title: '系统不让读这份文件',
    body: '它可能被移动、改过，或者正被别的程序占着。',
    todo: '关掉打开它的程序，再选一次。',
  }),
}

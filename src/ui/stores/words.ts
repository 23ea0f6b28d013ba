import { plural } from '../../diagnosis/words'
import { count } from '../i18n/format'
import type { ChangeName, RefusedReason } from './view'

const ordersEn = plural('order', 'orders')
const daysEn = plural('day', 'days')

export const zh = {
  title: '门店',
  about: '改名、合并、移除。都会先告诉你影响多少订单，30 天内可以撤销。',
  /** Of many stores. */
  find: '查找',
  noMatch: '没有店名里有这几个字的门店。',
  cut: (shown: string, all: string) => `共 ${all} 家，只列出 ${shown} 家：输入店名或其中几个字来查找。`,
  none: '还没有门店：先导入订单。',
  days: (from: string, to: string) => `${from} – ${to}`,
  change: '修改',
  /** What each change is. */
  names: {
    rename: '改名',
    merge: '合并到另一家',
    'remove-day': '移除一天的订单',
    remove: '移除整家门店',
  } satisfies Record<ChangeName, string>,
  notes: {
    rename: '平台上改了名，或想换个叫法。',
    merge: '同一家门店有两个名称时，把它们并成一家。',
    'remove-day': '某天的订单导错了，又没有正确的文件可以覆盖。',
    remove: '导错的，或不再管的门店。',
  } satisfies Record<ChangeName, string>,
  newName: '新名称',
  into: '合并到哪一家',
  choose: '请选择',
  date: '哪一天',
  look: '看看会怎样',
  will: '会这样',
  amount: (orders: number, days: number) => `${count(orders)} 单、${days} 天`,
  plan: {
    rename: {
      what: (amount: string) => `名称会变，${amount}的订单都不动：`,
      later: '以后导入的文件里写旧名称的，也算到这家门店。',
    },
    merge: {
      what: (amount: string) => `${amount}的订单会移过去：`,
      both: (amount: string) => `那家现在有 ${amount}。两家都有的订单只算一次，以后导入的那份为准。`,
      later: '旧名称会消失；以后导入的文件里写旧名称的，算到新的那家。',
    },
    remove: {
      what: (amount: string) => `${amount}的订单会移除：`,
      later: '门店会从所有页面消失，直到再导入它的订单。',
    },
    removeDay: {
      what: (orders: number, day: string) => `${day} 的 ${count(orders)} 单会移除：`,
      later: '这一天会显示为缺订单，直到再导入。',
    },
  },
  undoable: '之后 30 天内，可以在导入记录里撤销。',
  confirm: {
    rename: '确认改名',
    merge: '确认合并',
    'remove-day': '确认移除这一天',
    remove: '确认移除这家门店',
  } satisfies Record<ChangeName, string>,
  keep: '不改了',
  notDone: '没有执行：',
  refusals: {
    nothingThere: '没有可改的：名称没有变，或那里没有订单。',
    nameTaken: '已有门店叫这个名称。是同一家的话，请用「合并」。',
    renamedSince: '刚刚有人给这家门店改了名称。看一眼，再改一次。',
    damagedDays:
      '下面这些天存下的订单损坏了，停在了这里。把那一天的全部订单重新导一遍，或者先移除那一天，再来：',
    unusableName: '请填写名称，不超过 60 个字。',
    sameStore: '不能合并到自己。',
    unknownStore: '请选择要合并到的门店。',
    unreadableDate: '请选择日期。',
  } satisfies Record<RefusedReason, string>,
}

export const en: typeof zh = {
  title: 'Stores',
  about: 'Rename, merge, remove. Each says first how many orders it is about, and can be undone for 30 days.',
  find: 'Find',
  noMatch: 'No store has this in its name.',
  cut: (shown, all) => `${shown} of ${all} stores are listed: type a name, or a part of it, to find others.`,
  none: 'There is no store yet: import orders first.',
  days: (from, to) => `${from} – ${to}`,
  change: 'Change',
  names: {
    rename: 'Rename',
    merge: 'Merge into another store',
    'remove-day': 'Remove the orders of a day',
    remove: 'Remove the store',
  },
  notes: {
    rename: 'It has another name on its platform, or you call it otherwise.',
    merge: 'Where one store goes by two names, make them one.',
    'remove-day': 'The orders of a day are wrong, and no right file is there to replace them.',
    remove: 'It was imported by mistake, or is not yours to look after any more.',
  },
  newName: 'New name',
  into: 'Into which store',
  choose: 'Choose one',
  date: 'Which day',
  look: 'See what it will do',
  will: 'What it will do',
  amount: (n, d) => `${count(n)} ${ordersEn(n)} of ${d} ${daysEn(d)}`,
  plan: {
    rename: {
      what: (amount) => `The name changes; the ${amount} stay as they are: `,
      later: 'Files with the former name still find this store.',
    },
    merge: {
      what: (amount) => `${amount} move: `,
      both: (amount) =>
        `That store has ${amount} now. Orders that are in both count once, as the later import has them.`,
      later: 'The former name goes away; files that have it lead to the other store.',
    },
    remove: {
      what: (amount) => `${amount} will be removed: `,
      later: 'The store disappears from all pages until its orders are imported again.',
    },
    removeDay: {
      what: (n, day) => `${count(n)} ${ordersEn(n)} of ${day} will be removed: `,
      later: 'The day is shown as missing until it is imported again.',
    },
  },
  undoable: 'For 30 days it can be undone among the imports.',
  confirm: {
    rename: 'Rename it',
    merge: 'Merge them',
    'remove-day': 'Remove this day',
    remove: 'Remove this store',
  },
  keep: 'Leave it as it is',
  notDone: 'Not done: ',
  refusals: {
    nothingThere: 'There is nothing to change: the name is the same, or there are no orders.',
    nameTaken: 'Another store has this name. If it is the same store, merge them.',
    renamedSince: 'Somebody has just renamed this store. Have a look, and try again.',
    damagedDays:
      'What is stored of the orders of some days is damaged, and it stopped there. Import all orders of these days again, or remove them first:',
    unusableName: 'Give it a name of up to 60 characters.',
    sameStore: 'A store cannot be merged into itself.',
    unknownStore: 'Choose the store to merge it into.',
    unreadableDate: 'Choose a day.',
  },
}

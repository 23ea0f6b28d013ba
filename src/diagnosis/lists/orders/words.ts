import { type Lang, type ListWords, UNITS } from '../../words'

export const words: Record<Lang, ListWords> = {
  zh: {
    name: '全部订单',
    what: '当日每一单，含无效订单（测试单、取消单）',
    action: '对账',
    hint: '主页各项只算有效订单；别的系统常把无效订单也算进原价和营销费',
    none: '没有订单',
    unit: UNITS.zh.orders,
  },
  en: {
    name: 'All orders',
    what: 'Each order of the day, also those that are not valid (tests, cancelled)',
    action: 'Reconcile',
    hint: 'figures of the main page are over valid orders; other systems often count list value and marketing over all',
    none: 'No orders',
    unit: UNITS.en.orders,
  },
}

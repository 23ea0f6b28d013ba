import { addDays } from '../src/diagnosis/businessDate'

/** A line of an order export; what is left out has the value of an ordinary line. */
export type ExportLine = Record<string, string | number>

const ORDINARY: ExportLine = {
  订单ID: '1',
  门店名称: '一店',
  下单时间: '2026-01-18 10:00:00',
  渠道: '美团闪购',
  商品名称: '矿泉水',
  一级分类名: '饮品',
  月售: 1,
  实收价格: '10',
  商品原价: '12',
  商品采购成本: '6',
  利润额: '4',
  物流配送费: '3',
  平台服务费: '0.5',
  用户支付配送费: '0',
  配送费减免金额: '0',
  库存: 5,
}

/** An order export as CSV text. */
export function exportFile(lines: readonly ExportLine[]): string {
  const columns = [...new Set([...Object.keys(ORDINARY), ...lines.flatMap(Object.keys)])]
  const cell = (value: string | number | undefined) => {
    const text = String(value ?? '')
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const rows = lines.map((line) => columns.map((column) => cell(line[column] ?? ORDINARY[column])).join(','))
  return `${[columns.join(','), ...rows].join('\n')}\n`
}

/** One order a day for some days up to a date. */
export function dailyOrders(store: string, days: number, lastDate = '2026-01-18'): ExportLine[] {
  return Array.from({ length: days }, (_, i) => ({
    门店名称: store,
    订单ID: `${store}-${i}`,
    下单时间: `${addDays(lastDate, -i)} 10:00:00`,
  }))
}

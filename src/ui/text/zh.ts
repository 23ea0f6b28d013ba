import type { StaleReason } from '../../diagnosis/diagnosis'
import type { RuleName } from '../../diagnosis/rules/index'
import {
  HOT_MIN_QUANTITY,
  NEW_PRODUCT_SILENT_DAYS,
  PERSISTENT_STOCKOUT_DAYS,
  SALES_DROP_PERCENT,
  SEVERE_LOSS_PERCENT_OF_COST,
  SLOW_MOVING_DAYS,
  SUSTAINED_GROWTH_DAYS,
  TREND_DAYS,
  WEEK_DAYS,
} from '../../diagnosis/thresholds'
import type { Trend } from '../../diagnosis/trend'
import type { Lang } from '../language'
import type { BadRequestCode, MessageView, UnavailableReason } from '../view'
import {
  DELIVERY_LIMIT_YUAN,
  distanceBands,
  dropBands,
  HOT_GROWTH_PERCENT,
  MARGIN_DROP_POINTS,
} from './limits'
import { whyZh } from './whyZh'

/** What one rule is called, what it means and what to do about it. */
interface RuleWords {
  name: string
  /** What is counted, in one line. */
  what: string
  /** A verb. */
  action: string
  hint: string
  /** What to do about one finding, verb first. */
  todo: string
  /** Said in place of a count of 0. */
  none: string
  unit: (count: number) => string
}

interface Message {
  title: string
  body: string
}

/** Chinese counts without a plural. */
const always = (unit: string) => (_count: number) => unit
/** What the chips of a rule on products say, given their counts. */
interface ProductChangeWords {
  new: (count: string) => string
  ongoing: (count: string) => string
  gone: (count: string) => string
}

/** What the line of a figure's last days says. */
export interface LineFacts {
  figure: string
  days: number
  /** Days with data. */
  known: number
  min: string
  max: string
  last: string
}

const onTheList: ProductChangeWords = {
  new: (n) => `新上榜 ${n}`,
  ongoing: (n) => `仍在榜 ${n}`,
  gone: (n) => `退榜 ${n}`,
}
const orders = always('单')
const products = always('个商品')

/** The page in Chinese, the language that its users work in. */
export const zh = {
  htmlLang: 'zh-CN',
  title: '今日必做',
  listSeparator: '、',
  nav: {
    label: '跳到',
    otherLanguage: 'EN English',
    otherLanguageShort: 'EN',
    otherLang: 'en' as Lang,
    home: '回到首页',
    latest: '回到最新',
    previousDay: '前一天',
    nextDay: '后一天',
    retry: '重新加载',
    reload: '刷新',
    allStores: '看全部门店',
  },
  loading: '正在诊断，请稍候…',
  form: {
    label: '选择门店、渠道与日期',
    store: '门店',
    channel: '渠道',
    allChannels: '全部渠道',
    channelOption: (channel: string, orders: string) => `${channel} ${orders} 单`,
    date: '日期（留空为最新一天）',
    submit: '查看',
    change: '全部',
    several: '多选门店',
    tickToChoose: '只看勾选的门店',
    tickToAdd: '勾选的门店，与上面选中的一起看',
    submitTicked: '查看所选',
    tooManyToTick: (most: number) => `门店超过 ${most} 家，请在地址里多次写 store=，例如`,
  },
  scope: {
    all: '全部门店',
    allOf: (stores: number) => `全部门店（${stores} 家）`,
    andOthers: (stores: number) => ` 等 ${stores} 家`,
    chosen: (stores: number) => `${stores} 家门店`,
    unnamed: '（未命名）',
  },
  status: {
    dataUpTo: '数据截至',
    computed: (clock: string, age: string) => `计算于 ${clock}（${age}）`,
    checked: (age: string) => `${age}核对`,
    daysBehind: (days: number) => `（${days} 天前，请检查导入）`,
    source: { cache: '缓存', live: '实时计算', stale: '已过期 · 正在刷新' },
    stale: {
      unchecked: '已超过保鲜时间没有核对数据，后台正在重新核对。',
      changed: '这份结果算好之后又导入了订单，后台正在重算。',
    } satisfies Record<StaleReason, string>,
    staleUnknown: '这份结果可能不是最新的，后台正在刷新。',
    failed: (stores: number) => `${stores} 家门店计算失败，以下数字不含：`,
    absent: (stores: number) => `${stores} 家门店当日没有订单，未计入：`,
    lastDay: (date: string) => `（最后有单 ${date}）`,
    more: (stores: number) => `其余 ${stores} 家`,
    withoutData: (stores: number) => `另有 ${stores} 家门店数据不足，未计入`,
  },
  onlyChannel: {
    all: '看全部渠道',
    states: {
      narrowed: {
        chip: '只看',
        what: '经营数字、亏损订单、高配送费、价格异常只含这个渠道；商品规则含全部渠道。',
      },
      empty: { chip: '当日没有订单的渠道：', what: '经营数字为 0，订单类规则无从判断；商品规则含全部渠道。' },
      all: { chip: '这次不能只看', what: '以下是全部渠道的数字。' },
    },
    noOrders: '这个渠道当日没有订单',
  },
  actions: {
    title: '今天先做',
    order: '按今日金额排序',
    stake: '今日金额',
    orderNumber: '订单',
    also: (rules: string) => `（也是${rules}）`,
    none: '没有正在亏钱的订单或商品',
    noneOfChannel: '这个渠道与商品规则里都没有发现',
    noneHint: '已有数据里没有发现，可以把精力放在今日亮点上。',
    more: (n: number) => `查看其余 ${n} 项`,
    moreOf: (n: string, total: string) => `再看 ${n} 项（共 ${total} 项）`,
    cut: (n: string, total: string) => `以上是金额最大的 ${n} 项，共 ${total} 项；其余在下面各卡片的列表里。`,
    note: '今日金额：当日亏掉的，或照此每天少赚的毛利。滞销占用是压在库存里的钱，不是今天亏掉的，因此不参与排序。',
  },
  changes: {
    label: '与前一天比',
    products: {
      new: (n) => `新增 ${n}`,
      ongoing: (n) => `持续 ${n}`,
      gone: (n) => `已恢复 ${n}`,
    } satisfies ProductChangeWords as ProductChangeWords,
    ofRule: {
      // A product that did not sell shows no stock: that it is no longer found does not say that it is back.
      stockouts: {
        new: (n) => `新增 ${n}`,
        ongoing: (n) => `持续 ${n}`,
        gone: (n) => `恢复或无单 ${n}`,
      },
      hotProducts: onTheList,
      topProfit: onTheList,
    } satisfies Partial<Record<RuleName, ProductChangeWords>> as Partial<
      Record<RuleName, ProductChangeWords>
    >,
    uncompared: (count: string) => `无对比 ${count}`,
    days: {
      first: '新增',
      recovered: '已恢复',
      nth: (days: number) => `持续第 ${days} 天`,
      atLeast: (days: number) => `持续 ${days} 天以上`,
    },
  },
  why: whyZh,
  kpi: {
    label: '当日经营',
    orders: '订单数',
    revenue: '实收额',
    netProfit: '净利润',
    netMargin: '净利率',
    perOrder: '客单价',
    marketingRate: '营销费率',
    invalid: '无效订单',
    gmv: '原价',
    grossProfit: '毛利',
    grossMargin: '毛利率',
    profitPerOrder: '单均净利',
    marketing: '营销费',
    unknown: '未知：没有可用来相除或对比的数据',
    dayBefore: '较前一天',
    mean: (days: number) =>
      days === 0 || days === WEEK_DAYS
        ? `较前 ${WEEK_DAYS} 天均值`
        : `较前 ${WEEK_DAYS} 天均值（${days} 天有数据）`,
    direction: {
      up: (amount: string) => `升 ${amount}`,
      down: (amount: string) => `降 ${amount}`,
      flat: (_amount: string) => '持平',
    },
    points: (amount: string) => `${amount} 点`,
    line: ({ figure, days, known, min, max, last }: LineFacts) =>
      `${figure}，近 ${days} 天中有数据的 ${known} 天：最低 ${min}，最高 ${max}，最近 ${last}`,
  },
  sections: {
    urgent: {
      name: '紧急处理',
      short: '紧急',
      when: '今天',
      acting: (n: number) => `${n} 项待处理`,
      calm: '全部正常',
    },
    watch: {
      name: '关注观察',
      short: '关注',
      when: '本周',
      acting: (n: number) => `${n} 项待关注`,
      calm: '一切平稳',
    },
    highlights: {
      name: '今日亮点',
      short: '亮点',
      when: '机会',
      acting: (n: number) => `${n} 项可放大`,
      calm: '暂无',
    },
  },
  insufficientSummary: (n: number) => `${n} 项数据不足`,
  biggest: '影响最大',
  insufficient: {
    title: '数据不足',
    days: (need: number, have: number) => `数据不足（需要 ${need} 天，已有 ${have} 天）`,
    wait: (days: number) => `再积累 ${days} 天订单后自动显示`,
    gap: '前一天没有订单，无法比较',
  },
  nothingToDo: '无需处理',
  noOrders: {
    title: '当日没有订单',
    body: '所选门店在这一天都没有订单。请换一天，或检查当天的订单是否已导入。',
  },
  trend: {
    label: (average: string) => `前 ${TREND_DAYS} 天日均 ${average} 单`,
    noLabel: `前 ${TREND_DAYS} 天没有订单`,
    direction: {
      worse: '增多',
      better: '减少',
      flat: '持平',
      new: '新出现',
      none: '暂无对比',
    } satisfies Record<Trend['direction'], string>,
  },
  channels: { label: '渠道分布', other: '其他', unknown: '未知渠道' },
  distances: {
    label: '配送距离',
    bands: distanceBands((from, to) => (to === undefined ? `${from} km 以上` : `${from}–${to} km`)),
  },
  tiers: {
    label: '下滑幅度',
    bands: dropBands((from, to) => (to === undefined ? `超 ${from} 点` : `${from}–${to} 点`)),
  },
  facts: {
    lossAmount: '亏损金额',
    excess: `超 ${DELIVERY_LIMIT_YUAN} 元部分`,
    dailyRisk: '每日毛利风险',
    missedProfit: `近 ${WEEK_DAYS} 天少赚毛利`,
    boundCost: '占用成本',
    revenue: '销售额',
    profit: '毛利',
    margin: '毛利率',
    totalProfit: '毛利合计',
    totalQuantity: '合计销量',
    persistent: `连续缺货 ≥ ${PERSISTENT_STOCKOUT_DAYS} 天`,
    newlyOut: '当日新缺货',
    lines: '低于成本的销售',
    severeLines: `严重：不到成本的 ${SEVERE_LOSS_PERCENT_OF_COST}%`,
    otherLines: '其余',
    sustained: `连续增长 ≥ ${SUSTAINED_GROWTH_DAYS} 天`,
    severity: '严重程度',
    withoutCost: (n: number) => `其中 ${n} 个成本未知，未计金额`,
  },
  units: {
    product: products,
    item: always('个'),
    line: always('笔'),
    piece: always('件'),
    sold: (quantity: string) => `${quantity} 件`,
  },
  levels: {
    new: `${SLOW_MOVING_DAYS.new} 天 · 新增`,
    ongoing: `${SLOW_MOVING_DAYS.ongoing} 天 · 持续`,
    severe: `${SLOW_MOVING_DAYS.severe} 天 · 严重`,
  },
  top: { growth: '较前一天', profit: '毛利', margin: (rate: string) => `毛利率 ${rate}` },
  rules: {
    lossOrders: {
      name: '亏损订单',
      what: '当日净利润为负的订单（穿底）',
      action: '核对',
      hint: '逐单看满减、平台费与配送费，停掉亏钱的活动',
      todo: '查满减、平台费和配送费，停掉亏钱的活动',
      none: '无亏损订单',
      unit: orders,
    },
    deliveryCost: {
      name: '高配送费',
      what: `配送净成本超过 ${DELIVERY_LIMIT_YUAN} 元的订单`,
      action: '核对配送',
      hint: '核对运力账单，远单提高起送价或收紧范围',
      todo: '核对运力账单，远单提高起送价',
      none: '配送成本正常',
      unit: orders,
    },
    stockouts: {
      name: '热销缺货',
      what: `近 ${WEEK_DAYS} 天有销量、库存为 0 的商品`,
      action: '补货',
      hint: '先补连续缺货的，再补当日新缺的',
      todo: '今天补货，并核对线上库存',
      none: '库存充足',
      unit: products,
    },
    belowCost: {
      name: '价格异常',
      what: '当日低于成本卖出的商品',
      action: '改价',
      hint: '先改严重的；若售价无误，再核对成本录入',
      todo: '把售价提到成本以上，或改正成本',
      none: '售价正常',
      unit: products,
    },
    salesDrop: {
      name: '销量下滑',
      what: `日均销量比前 ${WEEK_DAYS} 天少 ${SALES_DROP_PERCENT}% 以上`,
      action: '排查',
      hint: '看是否断货、涨价、被下架，或排名掉了',
      todo: '查是否断货、涨价、下架或掉排名',
      none: '销量平稳',
      unit: products,
    },
    marginDrop: {
      name: '利润率下滑',
      what: `毛利率比前 ${WEEK_DAYS} 天低 ${MARGIN_DROP_POINTS} 个点以上`,
      action: '核价',
      hint: '对比进价与活动力度，从降得最多的改起',
      todo: '对比进价与活动力度，调回售价',
      none: '利润率稳定',
      unit: products,
    },
    slowMoving: {
      name: '滞销商品',
      what: `有库存，刚满 ${Object.values(SLOW_MOVING_DAYS).join(' / ')} 天未卖出`,
      action: '清货',
      hint: `满 ${SLOW_MOVING_DAYS.severe} 天的打折清仓，满 ${SLOW_MOVING_DAYS.new} 天的先换陈列`,
      todo: '打折或换陈列，清掉库存',
      none: '无新到期的滞销品',
      unit: products,
    },
    newProducts: {
      name: '新品首销',
      what: `近 ${NEW_PRODUCT_SILENT_DAYS} 天没卖过、当日卖出的商品`,
      action: '跟进',
      hint: '确认库存跟得上，明天看是否继续卖',
      todo: '确认库存跟得上',
      none: '当日没有新品首销',
      unit: products,
    },
    hotProducts: {
      name: '爆款',
      what: `销量 ≥ ${HOT_MIN_QUANTITY} 件，且比前一天多 ${HOT_GROWTH_PERCENT}% 以上`,
      action: '备货',
      hint: '按当日销量备足，别在高峰断货',
      todo: '按当日销量备足货',
      none: '当日没有爆款',
      unit: products,
    },
    topProfit: {
      name: '高利润商品',
      what: '当日毛利最高的商品',
      action: '主推',
      hint: '放到显眼位置，保证有货',
      todo: '放到显眼位置，保证有货',
      none: '当日没有达标的商品',
      unit: products,
    },
  } satisfies Record<RuleName, RuleWords>,
  messages: {
    reference: '参考编号',
    noData: {
      title: '还没有订单数据',
      body: '导入平台导出的订单表后，这里就会出现今天要做的事。任选一种方式：',
      byCommand: '在项目目录运行',
      byApi: '或带上 IMPORT_TOKEN，把文件发送到',
    },
    unknownStore: {
      title: '没有这家门店',
      body: '请从上面的列表里选择。名称需与导出表里的「门店名称」完全一致。',
    },
    badRequest: {
      unreadableDate: { title: '看不懂这个日期', body: '日期应写成 2026-01-18 这样的格式。' },
      unreadableStore: { title: '看不懂门店名称', body: '请从列表里重新选择门店。' },
      textTooLong: { title: '筛选条件太长', body: '搜索词、渠道或分类太长，请改短后再试。' },
      tooManyStores: { title: '一次选择的门店太多', body: '请少选几家，或直接查看全部门店。' },
    } satisfies Record<BadRequestCode, Message>,
    unavailable: {
      timeout: { title: '诊断超时', body: '这次计算没能在时限内完成。订单数据没有受影响，请稍后重新加载。' },
      database: { title: '暂时读不到数据', body: '数据库没有应答。订单数据没有受影响，请稍后重新加载。' },
      unexpected: {
        title: '诊断暂不可用',
        body: '出了意料之外的错误。请稍后重新加载；若一直如此，请把参考编号告诉管理员。',
      },
    } satisfies Record<UnavailableReason, Message>,
    page: {
      closed: {
        title: '此页面默认不公开',
        body: '经营数据默认不公开。要让拿到网址的人都能看，请管理员设置 ACCESS_MODE=public（Worker 的变量；本地写在 .dev.vars 里），再重新部署。',
      },
      notFound: { title: '没有这个页面', body: '地址可能写错了，或页面已经移走。' },
      error: { title: '页面出错了', body: '请稍后再试；若一直如此，请把参考编号告诉管理员。' },
    } satisfies Record<MessageView['kind'], Message>,
  },
  footer: {
    note: '日期按北京时间的营业日。金额精确到分；「—」表示未知，不是 0。',
    status: '系统状态',
    json: '本页数据（JSON）',
  },
}

/** Everything that the page says. A missing or misspelt key in another language is a type error. */
export type Words = typeof zh

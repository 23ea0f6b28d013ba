import type { Role } from '../../access/role'
import type { RunRecord, Trigger } from '../../data/runs'
import type { ProfitStep } from '../../details/orderDetail'
import type { Label, ReasonCode } from '../../diagnosis/cell'
import type { StaleReason } from '../../diagnosis/diagnosis'
import type { LeftOut } from '../../diagnosis/rule'
import { DELIVERY_LIMIT_YUAN } from '../../diagnosis/rules/deliveryCost/words'
import { FEE_CHANNELS, TREND_DAYS, WEEK_DAYS } from '../../diagnosis/thresholds'
import type { Trend } from '../../diagnosis/trend'
import type { Explanation, Lang, ProductChangeWords } from '../../diagnosis/words'
import type { ScheduleState } from '../../status/schedule'
import type { EdgeAnswer } from '../../status/status'
import type { MessageView } from '../message/view'
import type { BadRequest, Unavailable } from '../problem'

interface Message {
  title: string
  body: string
}

/** A message whose text names something. */
interface MessageAbout {
  title: string
  body: (what: string) => string
}

/** Said to a reader who has asked for more in a minute than one does. */
const TOO_OFTEN = {
  title: '点得太快了',
  body: (seconds: string) => `这一分钟里打开得太多。请等 ${seconds} 秒，再重新加载。`,
}

/** What the line of a figure's last days says. */
interface LineFacts {
  figure: string
  days: number
  /** Days with data. */
  known: number
  min: string
  max: string
  last: string
}

/** One step from what a courier costs to what the store bears of it. */
export type DeliveryStep = 'fee' | 'paidByUser' | 'discount' | 'rebate'

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
    me: '我的',
    signIn: '登录',
  },
  /** Said while the skeleton stands. */
  loading: { card: '正在诊断，请稍候…', page: '正在读取，请稍候…' },
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
      rebuilding: '计算规则更新了，后台正在按新规则重新汇总历史订单，完成后自动换成新结果。',
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
        what: (rules: readonly string[]) => `经营数字、${rules.join('、')}只含这个渠道；商品规则含全部渠道。`,
      },
      empty: {
        chip: '当日没有订单的渠道：',
        what: () => '经营数字为 0，订单类规则无从判断；商品规则含全部渠道。',
      },
      all: { chip: '这次不能只看', what: () => '以下是全部渠道的数字。' },
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
    note: (unranked: readonly string[]) =>
      ['今日金额：当日亏掉的，或照此每天少赚的毛利。', ...unranked].join(''),
  },
  changes: {
    label: '与前一天比',
    products: {
      new: (n) => `新增 ${n}`,
      ongoing: (n) => `持续 ${n}`,
      gone: (n) => `已恢复 ${n}`,
    } satisfies ProductChangeWords as ProductChangeWords,
    uncompared: (count: string) => `无对比 ${count}`,
    days: {
      first: '新增',
      recovered: '已恢复',
      nth: (days: number) => `持续第 ${days} 天`,
      atLeast: (days: number) => `持续 ${days} 天以上`,
    },
  },
  why: {
    title: '为什么是这个数',
    unused: (lines: string) => `当日 ${lines} 行订单明细中没有用上：`,
    allUsed: (lines: string) => `当日 ${lines} 行订单明细全部用上。`,
    reasons: {
      consumables: (n) => `耗材 ${n} 行`,
      notices: (n) => `提示/赠品 ${n} 行`,
      unsold: (n) => `未成交 ${n} 行`,
      withoutCost: (n) => `缺成本 ${n} 行`,
      withoutStock: (n) => `缺库存 ${n} 行`,
    } satisfies Record<LeftOut, (n: string) => string> as Record<LeftOut, (n: string) => string>,
    invalidOrders: (n: string) => `无效订单 ${n} 单的各行`,
    unusedOrders: (orders: string) => `没有用上：${orders}。`,
    rows: '逐行查看',
    kpiInputs: [
      ['收费渠道', [...FEE_CHANNELS].join('、')],
      [
        '对比',
        `较前一天、较前 ${WEEK_DAYS} 天里有数据的各天的均值；净利率、客单价、营销费率的均值是各天合计后再相除`,
      ],
    ] as Explanation['inputs'],
  },
  kpi: {
    label: '当日经营',
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
  units: {
    days: (n: string) => `${n} 天`,
    points: (n: string) => `${n} 点`,
    hour: (n: string) => `${n} 时`,
    km: (n: string) => `${n} km`,
    kg: (n: string) => `${n} kg`,
    ms: (n: string) => `${n} 毫秒`,
    seconds: (n: string) => `${n} 秒`,
    minutes: (n: string) => `${n} 分钟`,
  },
  messages: {
    reference: '参考编号',
    noData: {
      title: '还没有订单数据',
      body: '导入平台导出的订单表后，这里就会出现今天要做的事。由运营导入，任选一种方式：',
      byCommand: '在项目目录运行',
      byApi: '或带上令牌，把文件发送到',
    },
    noStores: {
      title: '这里还没有你的门店',
      body: '管理员还没有给你分配门店，或你的门店还没有订单。请问管理员：哪些门店归你看？',
    },
    limited: TOO_OFTEN,
    unknownStore: {
      title: '没有这家门店',
      body: '请从上面的列表里选择。名称需与导出表里的「门店名称」完全一致。',
    },
    badRequest: {
      unreadableDate: { title: '看不懂这个日期', body: '日期应写成 2026-01-18 这样的格式。' },
      unreadableStore: { title: '看不懂门店名称', body: '请从列表里重新选择门店。' },
      tooManyStores: { title: '一次选择的门店太多', body: '请少选几家，或直接查看全部门店。' },
    } satisfies Record<BadRequest['code'], Message>,
    unavailable: {
      timeout: { title: '诊断超时', body: '这次计算没能在时限内完成。订单数据没有受影响，请稍后重新加载。' },
      database: { title: '暂时读不到数据', body: '数据库没有应答。订单数据没有受影响，请稍后重新加载。' },
      unexpected: {
        title: '诊断暂不可用',
        body: '出了意料之外的错误。请稍后重新加载；若一直如此，请把参考编号告诉管理员。',
      },
    } satisfies Record<Unavailable['reason'], Message>,
    notForTokens: '这个页面只给登录的人用，不能用令牌打开。',
    page: {
      forbidden: {
        title: '你不能打开这个页面',
        body: (role: string) => `这个页面只给${role}用。需要的话，请管理员改你的角色。`,
      },
      otherOrigin: {
        title: '没有执行',
        body: '这个操作是从别的网站发来的。请打开这里的页面，再做一次。',
      },
      notFound: { title: '没有这个页面', body: '地址可能写错了，或页面已经移走。' },
      limited: TOO_OFTEN,
      error: { title: '页面出错了', body: '请稍后再试；若一直如此，请把参考编号告诉管理员。' },
      unavailable: {
        title: '暂时确认不了你是谁',
        body: '数据库没有应答。你的登录没有丢，请稍后重新加载；若一直如此，请把参考编号告诉管理员。',
      },
    } satisfies Record<MessageView['kind'], Message | MessageAbout>,
  },
  roles: {
    viewer: { name: '查看者', may: '看自己门店的诊断' },
    operator: { name: '运营', may: '还能导入自己门店的订单' },
    admin: { name: '管理员', may: '看全部门店，还能管理人员、看操作记录' },
  } satisfies Record<Role, { name: string; may: string }>,
  footer: {
    note: '日期按北京时间的营业日。金额精确到分；「—」表示未知，不是 0。',
    status: '系统状态',
    json: '本页数据（JSON）',
  },
  unknown: '未知',
  none: '无',
  total: '合计',
  reasonSeparator: '；',
  to: ' – ',
  notFound: {
    order: { title: '没有这个订单', body: '这家门店没有这个订单号。它可能还没有导入，或属于另一家门店。' },
    product: { title: '没有这个商品', body: '这家门店没有这个商品。请从列表里重新点进来。' },
  },
  tooManyStores: {
    title: '门店太多，列不下',
    body: (most: number) => `一个列表最多看 ${most} 家门店的明细，请选一家门店再看。`,
  },
  labels: {
    breakfast: '早餐',
    morning: '上午',
    lunch: '午餐',
    afternoon: '下午茶',
    dinner: '晚餐',
    lateNight: '夜宵',
    smallHours: '凌晨',
    new: '新增',
    ongoing: '持续',
    severe: '严重',
    mild: '一般',
    firstEver: '有数据以来首次',
  } satisfies Record<Label, string>,
  /** Each with its number, '' where there is none. */
  reasons: {
    priceUp: (change) => `涨价 ${change}`,
    priceDown: (change) => `降价 ${change}`,
    costUp: (change) => `进价 ${change}`,
    deeperDiscount: (change) => `让利多 ${change}`,
    lessDiscount: (change) => `让利少 ${change}`,
    outOfStock: (days) => `断货 ${days}`,
    daysWithoutSale: (days) => `没卖出 ${days}`,
    far: (distance) => `远 ${distance}`,
    heavy: (weight) => `重 ${weight}`,
    bulky: () => '体积大',
    night: (hour) => `夜间 ${hour}`,
    distanceUnknown: () => '距离未知',
  } satisfies Record<ReasonCode, (value: string) => string>,
  noReason: '未找到原因',
  list: {
    rows: (_count: number) => '行',
    all: '共',
    filtered: '筛出',
    perDay: (days: number) => `${days} 天逐日诊断：同一个在几天里都被发现，就有几行。`,
    times: (_count: number) => '次',
    change: { new: '新增', ongoing: '持续' },
    different: (n: string, unit: string) => `不重复 ${n} ${unit}`,
    filteredBy: '筛选：',
    days: '天数',
    dayChoice: (days: number) => (days === 1 ? '当日' : `近 ${days} 天`),
    export: '导出全部行',
    search: '搜索商品或订单号',
    searchHint: '商品名、订单号',
    filter: '筛选',
    filterLabel: '筛选列表',
    clear: '清除筛选',
    channel: '渠道',
    category: '分类',
    allChannels: '全部渠道',
    allCategories: '全部分类',
    chosenChannels: (n: number) => `${n} 个渠道`,
    chosenCategories: (n: number) => `${n} 个分类`,
    sort: '排序',
    sortAscending: '点击后从低到高',
    sortDescending: '点击后从高到低',
    tableLabel: (rule: string) => `${rule}的明细`,
    pages: '翻页',
    previousPage: '上一页',
    nextPage: '下一页',
    page: (page: number) => `第 ${page} 页`,
    shown: (from: string, to: string, all: string) => `第 ${from}–${to} 行，共 ${all} 行`,
    withoutData: (stores: number) => `${stores} 家门店数据不足，不在此列：`,
    withoutOrders: (stores: number) => `${stores} 家门店这些天没有订单：`,
    emptyFiltered: { title: '没有符合筛选的行', body: '换个词，或放宽渠道与分类。' },
    emptyUnknown: {
      title: '数据不足，还不能判断',
      body: '所选门店的历史天数还不够。再积累几天订单后自动显示。',
    },
    orderProducts: '这些订单里的商品',
    toProducts: '看商品',
    orderProductsNote: '毛利最低的在前，最多 20 个；毛利只含已知成本的行。',
    orders: '单数',
  },
  order: {
    title: '订单',
    facts: '订单信息',
    time: '下单时间',
    channel: '渠道',
    store: '门店',
    counted: '计入经营指标',
    valid: '是',
    invalid: '否：这个渠道的真实订单都有平台服务费，这单没有，按测试或取消处理',
    profit: '利润怎么来的',
    profitSteps: {
      grossProfit: '各行毛利之和',
      serviceFee: '平台服务费',
      deliveryFee: '物流配送费',
      rebate: '企客后返',
    } satisfies Record<ProfitStep['step'], string>,
    netProfit: '净利润',
    loss: '亏损',
    earned: '盈利',
    even: '不赚不亏',
    delivery: '配送净成本怎么来的',
    deliverySteps: {
      fee: '物流配送费',
      paidByUser: '用户支付配送费',
      discount: '配送费减免',
      rebate: '企客后返',
    } satisfies Record<DeliveryStep, string>,
    netDeliveryCost: '配送净成本',
    aboveLimit: (rule: string) => `超过 ${DELIVERY_LIMIT_YUAN} 元，计入「${rule}」`,
    rounded: '每步各自四舍五入到分，相加可能差 1 分；结果按未舍入的数计算。',
    withoutProfit: (lines: number) => `${lines} 行缺成本或利润额，毛利里没有它们：净利润可能不准。`,
    step: '步骤',
    amount: '金额',
    marketing: '营销减免',
    noMarketing: '这单没有营销减免。',
    lines: '商品明细',
    lineCount: (n: number) => `${n} 行`,
    listPrice: '原价',
    consumable: '耗材',
    notice: '提示',
    notMerchandise: '商品类诊断不看这一行',
    withoutCost: '缺成本',
  },
  product: {
    sold: (days: number) => `近 ${days} 天销量`,
    revenue: (days: number) => `近 ${days} 天实收额`,
    margin: '平均毛利率',
    marginNote: '按实收额加权',
    stock: '最近库存',
    stockOn: (date: string) => `${date}的库存`,
    soldDays: (n: number) => `${n} 天有订单行`,
    unitPrice: (price: string) => `均价 ${price}`,
    outDays: (n: number) => `${n} 天断货`,
    today: '当日发现',
    nothingToday: '当日没有发现问题或亮点',
    closedToday: '门店当日没有订单，没有诊断',
    charts: (days: number) => `近 ${days} 天走势`,
    quantity: '销量（件）',
    revenueChart: '实收额（元）',
    price: '实收单价（元）',
    marginChart: '毛利率',
    stockChart: '库存（件）',
    findings: '诊断发现',
    legend: '空白：当天没有这个商品的记录，不等于 0。浅底：周末。',
    outOfStock: '红点：库存为 0',
    atLoss: '红点：毛利为负',
    noFindings: (days: number) => `近 ${days} 天没有任何发现`,
    neverOpen: (days: number) => `近 ${days} 天门店没有订单，没有诊断`,
    noSales: (days: number) => `近 ${days} 天没有这个商品的记录`,
    table: '按天的数据表',
    tableLabel: '每天的销量、价格、毛利率、库存与发现',
    noLine: '无记录',
    chartLabel: (name: string, days: number, from: string, to: string) =>
      `${name}，${days} 天有记录，最低 ${from}，最高 ${to}`,
    emptyChart: (name: string) => `${name}：没有记录`,
    uncategorized: '未分类',
  },
  system: {
    title: '系统状态',
    checked: (clock: string) => `查看于 ${clock}（北京时间）`,
    schedule: '定时刷新',
    scheduleStates: {
      never: '从未运行',
      onTime: '正常',
      overdue: '误点',
    } satisfies Record<ScheduleState['status'], string>,
    never: '还没有任何一次定时运行。请确认已部署 Cron Triggers；本地的 wrangler dev 不会自动触发。',
    overdue: '定时刷新没有按时运行。本次访问已经代为开始刷新；若一直如此，请检查 Cron Triggers。',
    expression: '表达式（UTC）',
    lastRun: '上次运行',
    nextRun: '下次运行',
    runs: '最近的刷新',
    noRuns: '还没有任何刷新记录。',
    run: '编号',
    trigger: '触发',
    triggers: { cron: '定时', import: '导入', visit: '访问' } satisfies Record<Trigger, string>,
    started: '开始',
    elapsed: '用时',
    outcome: '结果',
    outcomes: {
      running: '进行中',
      idle: '无新数据',
      done: '完成',
      failed: '失败',
    } satisfies Record<RunRecord['outcome'], string>,
    computed: '算好门店',
    readable: '可读回',
    rowsRead: '读取行数',
    rowsWritten: '写入行数',
    shards: '分片',
    failures: (n: number) => `${n} 个失败`,
    wholeRun: '整次运行',
    lastSharded: (run: number, shards: string, outcome: string) =>
      `最近一次分片刷新：#${run}，分 ${shards} 片，${outcome}。`,
    noSharded: '最近的刷新都没有分片。',
    givenUp: '队列放弃的门店',
    noGivenUp: '没有队列放弃、又没有最新卡片的门店。',
    store: '门店',
    error: '原因',
    stores: '各门店的卡片',
    storeSummary: (all: string, current: string, behind: string, without: string) =>
      `${all} 家：最新 ${current}，落后 ${behind}，没有卡片 ${without}`,
    storesHidden: (n: string, behind: string) => `另有 ${n} 家未列出，其中不是最新的 ${behind} 家。`,
    lastDay: '最后有单',
    dataVersion: '数据版本',
    card: '卡片',
    cardVersion: '卡片版本',
    cardAge: '卡片计算于',
    current: '最新',
    behind: '落后',
    withoutCard: '没有卡片',
    visit: '现在访问得到',
    visits: {
      cache: '缓存',
      stale: '过期',
      miss: '未命中',
      unreadable: '缓存读不到',
    } satisfies Record<EdgeAnswer, string>,
    noStores: '还没有门店：先导入订单。',
  },
}

/** Everything that the page says. A missing or misspelt key in another language is a type error. */
export type Words = typeof zh

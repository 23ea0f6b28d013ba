import type { Role, TokenPurpose } from '../../access/role'
import type { AuditEventName, AuditVia } from '../../data/auditEvents'
import type { Fullness } from '../../data/databaseSizes'
import type { RunRecord, Trigger } from '../../data/runs'
import type { ProfitStep } from '../../details/orderDetail'
import type { Label, ReasonCode } from '../../diagnosis/cell'
import type { StaleReason } from '../../diagnosis/diagnosis'
import type { LeftOut } from '../../diagnosis/rule'
import { DELIVERY_LIMIT_YUAN } from '../../diagnosis/rules/deliveryCost/words'
import { FEE_CHANNELS, TREND_DAYS, WEEK_DAYS } from '../../diagnosis/thresholds'
import type { Explanation, Lang, ProductChangeWords } from '../../diagnosis/words'
import type { Growth } from '../../status/growth'
import type { ScheduleState } from '../../status/schedule'
import type { DatabaseFill, EdgeAnswer } from '../../status/status'
import { zh as coverage } from '../coverage/words'
import { zh as home } from '../home/words'
import { zh as imports } from '../imports/words'
import type { MeView } from '../me/view'
import type { MessageView } from '../message/view'
import type { PeopleProblem } from '../people/view'
import type { BadRequest, Unavailable } from '../problem'
import { zh as product } from '../product/words'
import { zh as search } from '../search/words'
import type { AskReason } from '../signIn/view'
import { zh as storeChanges } from '../stores/words'

/** Why a database has no size. */
type Unreached = Exclude<DatabaseFill['status'], 'answers'>

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
    /** Where there are too many stores to choose from. */
    type: '店名，或其中几个字',
    typeOrAll: '店名或其中几个字（留空为全部）',
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
    source: { cache: '缓存', live: '实时计算', stale: '已过期 · 正在刷新' },
    stale: {
      unchecked: '已超过保鲜时间没有核对数据，后台正在重新核对。',
      changed: '这份结果算好之后又导入了订单，后台正在重算。',
      rebuilding: '计算规则更新了，后台正在按新规则重新汇总历史订单，完成后自动换成新结果。',
    } satisfies Record<StaleReason, string>,
    staleUnknown: '这份结果可能不是最新的，后台正在刷新。',
    trouble: '最近一次刷新中断，这一页改从数据库读取，数字是最新的。原因：',
    filling: '数据库快满了：已用八成以上，到 95% 就不能再导入订单。',
    toStatus: '系统状态',
    failed: (stores: number) => `${stores} 家门店计算失败，以下数字不含：`,
    absent: (stores: number) => `${stores} 家门店当日没有订单，未计入：`,
    lastDay: (date: string) => `（最后有单 ${date}）`,
    note: (text: string) => `（${text}）`,
    notOver: (day: string) =>
      `${day}还没过完（或导出时还没过完）：这里只是到导入时为止的数字，不要和整天比。`,
    notOverStores: (stores: number) => `${stores} 家门店的这一天没有导完，只有到导入时为止的数字：`,
    doubtful: (day: string) => `${day}的订单可能不全：`,
    fewOrders: (orders: string, usual: string) => `只有 ${orders} 单，平时约 ${usual} 单`,
    manyRejected: (orders: string) => `有 ${orders} 单没能导入`,
    toCoverage: '看哪天缺、怎么补',
    more: (stores: number) => `其余 ${stores} 家`,
    withoutData: (stores: number) => `另有 ${stores} 家门店数据不足，未计入`,
    frozen: (stores: number) => `另有 ${stores} 家门店的库存是导出时的快照，未计入`,
  },
  onlyChannel: {
    all: '看全部渠道',
    states: {
      narrowed: {
        chip: '只看',
        what: (rules: readonly string[]) => `经营数字、${rules.join('、')}只含这个渠道；其余规则含全部渠道。`,
      },
      empty: {
        chip: '当日没有订单的渠道：',
        what: () => '经营数字为 0，订单类规则无从判断；其余规则含全部渠道。',
      },
      all: { chip: '这次不能只看', what: () => '以下是全部渠道的数字。' },
    },
    noOrders: '这个渠道当日没有订单',
  },
  home,
  changes: {
    label: '与前一天比',
    products: {
      new: (n) => `新增 ${n}`,
      ongoing: (n) => `前一天也有 ${n}`,
      gone: (n) => `已恢复 ${n}`,
      notSeen: (n) => `当日未见 ${n}`,
    } satisfies ProductChangeWords as ProductChangeWords,
    uncompared: (count: string) => `无对比 ${count}`,
    days: {
      first: '前一天没有',
      recovered: '已恢复',
      nth: (days: number) => `连续第 ${days} 天`,
      atLeast: (days: number) => `连续 ${days} 天以上`,
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
    /** Each explained where a formula names it. */
    terms: [
      ['Σ', '把每一行（或每一单）的加起来'],
      ['企客后返', '事后返还给门店的钱，冲抵配送费'],
      ['实收额', '商品实际收到的钱，不含配送费'],
    ] as Explanation['inputs'],
    kpiPlain:
      '卖货收到的钱是实收额，减去进货成本就是毛利；毛利再减平台服务费和配送费、加上事后返还的，就是净利润，也就是落到手里的钱。',
    kpiInputs: [
      ['收费渠道', [...FEE_CHANNELS].join('、')],
      [
        '对比',
        `较前一天、较前 ${WEEK_DAYS} 天里有数据的各天的均值；净利率、客单价、营销费率的均值是各天合计后再相除`,
      ],
    ] as Explanation['inputs'],
  },
  kpi: {
    withoutPrice: (lines: string) => `${lines} 行没有实收价格，不计入任何金额。`,
    withoutFee: (orders: string) => `${orders} 单没有平台服务费，无法判断是不是有效订单，都按有效计算。`,
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
  unknownSummary: (n: number) => `${n} 项无法判断`,
  biggest: '影响最大',
  frozenStock: {
    /** @param stores how many of several; null for the one that the page is of. @param days `1月10日–17日`, null where stores differ */
    note: (stores: number | null, days: string | null) =>
      `${stores === null ? '' : `${stores} 家门店的`}库存是导出时的快照${days === null ? '' : `（${days}相同）`}，无法判断缺了几天；每天导出前一天的订单，就能判断。`,
    verdict: '无法判断：库存是快照',
    todo: '每天导出前一天的订单，就能判断。',
  },
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
    label: (average: string, days: number) => `前 ${days} 天日均 ${average} 单`,
    noLabel: `前 ${TREND_DAYS} 天没有订单`,
    /** In place of a percentage: none on the days before, or no days before. */
    new: '新出现',
    none: '暂无对比',
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
      body: '导入平台导出的订单表后，这里就会出现今天要做的事。由运营在“导入订单”页导入；程序也可以：',
      byPage: '导入订单',
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
      typeAnother: '请在上面输入店名，或其中几个字。',
    },
    whichStore: {
      title: '是哪一家？',
      body: (typed: string) => `店名里有${typed}的：`,
      cut: (shown: string, all: string) => `共 ${all} 家，只列出 ${shown} 家：再多输几个字。`,
    },
    badRequest: {
      unreadableDate: { title: '看不懂这个日期', body: '日期应写成 2026-01-18 这样的格式。' },
      unreadableStore: { title: '看不懂门店名称', body: '请从列表里重新选择门店。' },
      tooManyStores: { title: '一次选择的门店太多', body: '请少选几家，或直接查看全部门店。' },
    } satisfies Record<BadRequest['code'], Message>,
    damagedDays: {
      notListed: '这里没有列出那一天。',
      title: '有一天存下的订单损坏了',
      body: '这几天的数字和其他订单不受影响。请负责导入的人把那一天的全部订单重新导一遍；导不了，请管理员恢复备份。',
    },
    storesOutOfReach: {
      title: '有门店现在读不到',
      notListed: '这里没有列出它们，合计里也没有。',
      notTaken: '要带走的清单只给全的：可以先选其他门店。',
      inChat: (stores: string) => `另有 ${stores} 家门店现在读不到，不在其中`,
      body: '它们的订单在另一个数据库里，现在从那里读不到。订单没有受影响，请稍后重新加载；若一直如此，请告诉管理员。',
    },
    unavailable: {
      timeout: { title: '诊断超时', body: '这次计算没能在时限内完成。订单数据没有受影响，请稍后重新加载。' },
      database: { title: '暂时读不到数据', body: '数据库没有应答。订单数据没有受影响，请稍后重新加载。' },
      unexpected: {
        title: '诊断暂不可用',
        body: '出了意料之外的错误。请稍后重新加载；若一直如此，请把参考编号告诉管理员。',
      },
    } satisfies Record<Unavailable['reason'], Message>,
    /** needed: null where a person has to sign in. */
    wrongToken: (use: string, needed: string | null) =>
      `这个令牌只能用来${use}，${needed === null ? '这里要登录后才能用' : `这里要用${needed}的令牌`}。`,
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
      tooLarge: { title: '提交的内容太大', body: '请退回上一页，减少勾选或文字后再提交。' },
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
    operator: { name: '运营', may: '看自己门店的诊断，并能导入其订单' },
    admin: { name: '管理员', may: '看全部门店的诊断，能导入订单，管理人员，看操作记录' },
  } satisfies Record<Role, { name: string; may: string }>,
  /** may: what it lets one do, at the choice of one; use: what it is for, in a sentence. */
  purposes: {
    read: { name: '读取', may: '读你能看到的数据', use: '读取数据' },
    import: { name: '导入', may: '导入订单', use: '导入订单' },
    people: { name: '管理人员', may: '给命令 npm run people 用', use: '管理人员' },
  } satisfies Record<TokenPurpose, { name: string; may: string; use: string }>,
  signIn: {
    confirm: {
      title: '在这台设备上登录',
      body: '点下面的按钮，这台设备就会登录，以后打开不用再登录。',
      button: '登录',
      notYours: '链接不是管理员发给你的？关掉这个页面就好，什么都不会发生。',
    },
    ask: {
      title: '请向管理员要登录链接',
      how: '管理员会发给你一个链接，在手机上点开就能登录，不用密码。',
      paste: '已经有链接？完整粘贴到这里',
      button: '登录',
    },
    /** Each with what it names: days or devices, '' where there is nothing. */
    reasons: {
      noProof: () => '这里的经营数据只给指定的人看，你还没有登录。',
      importing: () => '导入要先登录。请向管理员要一个「运营」的登录链接。',
      sessionEnded: () => '这台设备的登录已经失效：太久没用，或被收回了。',
      unknownEmail: () => '这个邮箱还没有登记，请让管理员登记：',
      signedOut: () => '你已在这台设备上退出登录。',
      unknownLink: () => '这个链接不对，或已经作废。请检查是否复制完整，或要一个新的。',
      expiredLink: (days) => `这个链接 ${days} 天没有人用，已经过期。请要一个新的。`,
      usedUpLink: (devices) => `这个链接已经在 ${devices} 台设备上用过，不能再用。请要一个新的。`,
    } satisfies Record<AskReason['code'], (named: string) => string> as Record<
      AskReason['code'],
      (named: string) => string
    >,
    closed: { title: '还没有开放', body: '经营数据默认谁也不能看。请等管理员开放。' },
    forAdmins: '我是管理员',
    firstAdmin: '还没有管理员时，在项目目录运行，会得到你自己的登录链接：',
    addPerson: '给别人登录链接：登录后在「人员」页添加，或运行：',
    access: '公司用 Cloudflare Access 的：在「人员」里填上对方的邮箱，对方不用链接就能进来。',
    modePeople: '只给指定的人看：',
    modePublic: '拿到网址的人都能看：',
    modeWhere: '这是 Worker 的变量（本地写在 .dev.vars 里），改后重新部署。',
    note: '登录后，这台设备用一个 Cookie 记住你，90 天不用才会退出。',
  },
  me: {
    title: '我的',
    stores: '我的门店',
    allStores: '全部门店，包括以后新开的',
    noStores: '还没有门店。请问管理员：哪些门店归你看？',
    orders: '订单',
    manage: '管理',
    people: '人员',
    audit: '操作记录',
    language: '语言',
    signOut: '退出登录',
    byAccess: '你是经 Cloudflare Access 进来的，要退出请在那里退出。',
    newToken: '新建令牌',
    tokens: 'API 令牌',
    tokensNote: '给程序用的钥匙，例如每天自动导入订单。只在网页上看的话，不需要它。',
    tokenName: '名称，自己看得懂就好',
    tokenNameHint: '夜间导入',
    purpose: '用途',
    create: '新建',
    made: '新令牌做好了',
    madeFor: (purpose: string) => `用途：${purpose}`,
    secret: '令牌',
    once: '只显示这一次：请现在就复制保存。谁拿到它，谁就能用。',
    example: '用法',
    problems: {
      tokenNameMissing: '请给令牌起个名称，不超过 60 个字。',
      unreadablePurpose: '请选择令牌的用途。',
      tooManyTokens: '令牌太多了：请先作废不用的。',
    } satisfies Record<NonNullable<Extract<MeView, { status: 'ready' }>['refused']>['code'], string>,
  },
  /** What somebody is signed in with: devices and tokens. */
  proofs: {
    devices: '登录的设备',
    noDevices: '没有登录的设备。',
    unknownDevice: '未知设备',
    thisDevice: '这台设备',
    since: (day: string) => `${day}登录`,
    lastUsed: (day: string) => `最近使用：${day}`,
    end: '退出',
    endOthers: '退出其他所有设备',
    made: (day: string) => `${day}新建`,
    never: '从未使用',
    revoke: '作废',
    effect: '退出或作废后，这里马上生效，其他地方一分钟内生效。',
  },
  people: {
    title: '人员',
    counted: (active: string, inactive: string) =>
      inactive === '0' ? `${active} 人` : `${active} 人，另有 ${inactive} 人已停用`,
    everybody: '全部人员',
    nobody: '还没有人。',
    add: '添加人员',
    addButton: '添加，并生成登录链接',
    edit: '修改资料',
    save: '保存',
    saved: '已保存',
    cancel: '不改了',
    name: '姓名',
    role: '角色',
    scope: '看哪些门店',
    allStores: '全部门店，包括以后新开的',
    someStores: '只看勾选的门店',
    tick: '勾选门店',
    adminScope: '管理员总是看全部门店，不用选。',
    /** Of many stores. */
    nameStores: '门店名，一行一家',
    meantStores: (stores: string) => `店名里有这几个字的（${stores} 家）：`,
    noStoresThere: '还没有门店：先导入订单。',
    email: '邮箱，可不填',
    emailHint: '只有用 Cloudflare Access 登录的人才要填。',
    me: '我',
    inactive: '已停用',
    withoutStores: '还没有门店',
    seen: (day: string) => `最近使用：${day}`,
    neverSeen: '还没登录过',
    added: (day: string) => `${day}添加`,
    firstSeen: (day: string) => `${day}首次登录`,
    link: '登录链接',
    makeLink: '新建登录链接',
    makeLinkNote: '新建后，旧链接作废，已登录的设备不受影响。',
    noLink: '没有能用的链接。',
    linkUnused: (until: string) => `有一个还没用过的，${until}过期。`,
    linkUsed: (devices: string, most: string) => `已在 ${devices} 台设备上用过，最多 ${most} 台。`,
    linkExpired: '有一个没人用过，已经过期。',
    revoke: '收回与停用',
    revokeAll: '收回全部链接、设备和令牌',
    revokeNote: '人还在，但要用新链接重新登录。这里马上生效，其他地方一分钟内生效。',
    deactivate: '停用',
    deactivateNote: '收回全部登录，不能再进来；资料保留，以后可以重新启用。',
    activate: '重新启用',
    activateNote: '启用后再新建登录链接，对方才能登录。',
    erase: '永久删除',
    eraseNote: (id: string) =>
      `姓名、邮箱、门店和所有登录都会删除，不能恢复。操作记录会留下，但只写「已删除的人 #${id}」。`,
    eraseButton: '永久删除，不能恢复',
    self: '这是你自己：收回或停用后，你也会退出。',
    notSaved: '操作未成功：',
    toPerson: '去看看',
    newLink: {
      title: '登录链接做好了',
      of: '给',
      link: '链接',
      words: '可以这样发给对方',
      message: (url: string) =>
        `这是你的「今日必做」登录链接，请在手机上打开，点「登录」。不要转发给别人。\n${url}`,
      limits: (devices: string, days: string) => `最多在 ${devices} 台设备上打开；${days} 天没人用就过期。`,
      once: '只显示这一次：请现在复制并发给对方。',
    },
    problems: {
      nameMissing: () => '请填姓名。',
      nameTooLong: (most) => `姓名太长，最多 ${most} 个字。`,
      unreadableRole: () => '请选择角色。',
      noStores: () => '请选全部门店，或至少勾选一家门店。',
      unknownStores: () => '没有这些门店：',
      unreadableEmail: () => '这不像一个邮箱地址。',
      emailTaken: () => '这个邮箱已经是别人的。',
      nobodySuch: () => '没有这个人，可能已被别的管理员删除或停用。',
      lastAdmin: () => '至少要留一位在用的管理员。',
    } satisfies Record<PeopleProblem['code'], (most: string) => string> as Record<
      PeopleProblem['code'],
      (most: string) => string
    >,
  },
  audit: {
    title: '操作记录',
    about: '最新的在前，保留一年。',
    none: '还没有记录。',
    who: '操作人',
    when: '时间',
    what: '操作',
    whom: '对象',
    via: '登录方式',
    country: '地区',
    older: '更早的记录',
    json: '操作记录（JSON）',
    erased: (id: string) => `已删除的人 #${id}`,
    vias: {
      session: '登录的设备',
      cloudflareAccess: 'Cloudflare Access',
      token: 'API 令牌',
      importToken: 'IMPORT_TOKEN',
      link: '登录链接',
      command: '命令 npm run people',
      public: '公开访问，未登录',
    } satisfies Record<AuditVia, string>,
    events: {
      signIn: '登录',
      signOut: '退出登录',
      personAdded: '添加人员',
      personChanged: '修改资料',
      personDeactivated: '停用',
      personActivated: '重新启用',
      personErased: '永久删除',
      linkMade: '新建登录链接',
      proofsRevoked: '收回全部链接、设备和令牌',
      sessionRevoked: '退出设备',
      otherSessionsRevoked: '退出其他所有设备',
      tokenMade: '新建令牌',
      tokenRevoked: '作废令牌',
      import: '导入订单',
      ordersChanged: '改动门店与订单',
      storeMoved: '迁移门店',
      export: '导出列表',
    } satisfies Record<AuditEventName, string>,
    imported: (stores: string, lines: string, orders: string) =>
      `${stores} 家门店，${lines} 行，${orders} 单有变化`,
    interrupted: '中断，只存了一部分',
    refused: '被拒绝',
    ordersChanged: (what: string, id: string, orders: string) => `${what} #${id}，${orders} 单`,
    storeMoved: (id: string, database: string) => `门店 #${id}，迁往 ${database}`,
    /** stores: null for all. */
    person: (role: string, stores: string | null) =>
      `${role}，${stores === null ? '全部门店' : `${stores} 家门店`}`,
    exported: (format: string, day: string, days: string, rows: string) =>
      `${format}，${day}${days === '1' ? '' : `起往前 ${days} 天`}，${rows} 行`,
  },
  footer: {
    note: '日期按北京时间的营业日。金额精确到分；「—」表示未知，不是 0。',
    status: '系统状态',
    json: '本页数据（JSON）',
    times: '时间为北京时间。',
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
    unsoldForDays: '满 3 天',
    unsoldForAWeek: '满 7 天',
    unsoldForTwoWeeks: '满 15 天',
    unsoldForLonger: '超 15 天',
    listPrice: '原价',
    promotion: '活动价',
    discount: '优惠',
    causeUnknown: '看不出',
    severe: '严重',
    mild: '一般',
    firstEver: '有数据以来首次',
    valid: '有效',
    invalid: '无效：平台服务费 ≤ 0',
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
    change: { new: '新增', ongoing: '前一天也有' },
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
    least: (title: string) => `最低${title}`,
    findings: '逐笔',
    findingCount: (n: number) => `看 ${n} 笔`,
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
    leftOut: {
      title: '不在此列：',
      withoutData: {
        short: (stores: number) => `${stores} 家数据不足`,
        says: (stores: number) => `${stores} 家门店的历史天数不够，还不能判断：`,
      },
      frozen: {
        short: (stores: number) => `${stores} 家库存是快照`,
        says: (stores: number) =>
          `${stores} 家门店的库存是导出时的快照，无法判断；每天导出前一天的订单，就能判断：`,
      },
      withoutOrders: {
        short: (stores: number) => `${stores} 家没有订单`,
        says: (stores: number) => `${stores} 家门店这些天没有订单：`,
      },
    },
    date: '日期',
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
    origin: '来自：',
    fileLine: (line: string) => `第 ${line} 行起`,
    time: '下单时间',
    channel: '渠道',
    store: '门店',
    counted: '计入经营指标',
    valid: '是',
    invalid: '否：这个渠道的真实订单都有平台服务费，这单没有，按测试或取消处理',
    profit: '利润怎么来的',
    profitPlain: '卖货赚的毛利，减去平台和配送拿走的，加上事后返还的，就是这一单落到手里的钱。',
    profitSteps: {
      grossProfit: '商品毛利（各行相加）',
      serviceFee: '平台服务费',
      deliveryFee: '物流配送费',
      rebate: '企客后返（事后返还）',
    } satisfies Record<ProfitStep['step'], string>,
    netProfit: '净利润',
    loss: '亏损',
    earned: '盈利',
    even: '不赚不亏',
    delivery: '配送净成本怎么来的',
    deliveryPlain: '付出去的配送费，减去顾客付的，再减去事后返还的，就是门店自己贴的配送费。',
    deliverySteps: {
      fee: '物流配送费',
      paidByUser: '用户支付配送费',
      discount: '配送费减免',
      rebate: '企客后返（事后返还）',
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
    stock: '库存（导出时）',
    notMerchandise: '商品类诊断不看这一行',
    withoutCost: '缺成本',
  },
  product,
  coverage,
  search,
  imports,
  storeChanges,
  system: {
    title: '系统状态',
    checked: (clock: string) => `查看于 ${clock}（北京时间）`,
    orders: '订单到齐了吗',
    ordersSummary: (all: number, lacking: number) =>
      lacking === 0 ? `${all} 家门店，都不缺天。` : `${all} 家门店，其中 ${lacking} 家缺天。`,
    ordersOfFirst: (all: string, shown: string, lacking: string) =>
      `共 ${all} 家门店，这里是订单最早中断的 ${shown} 家，其中 ${lacking} 家缺天。`,
    daysMissing: (days: number) => `缺 ${days} 天`,
    daysDoubtful: (days: number) => `${days} 天可能不全`,
    upToDate: '到齐',
    notUpToDate: '昨天的还没导全',
    lastComplete: '齐到',
    lacks: '缺哪几天',
    toCoverage: '看哪天缺、怎么补',
    engineering: '系统怎么运行：定时、刷新、缓存',
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
    databases: '数据库用了多少',
    database: '数据库',
    used: (used: string, limit: string, percent: string) => `${used} / ${limit}（${percent}%）`,
    room: '够不够',
    usedTitle: '已用',
    fullWhen: '什么时候满',
    fullOn: (date: string) => `照现在的速度，大约 ${date} 满`,
    fullFar: '照现在的速度，十年内不会满',
    fullUnknown: {
      fewDays: '还不知道：记录满一周才能估算',
      notGrowing: '不知道：最近没有变大',
    } satisfies Record<Extract<Growth, { status: 'unknown' }>['reason'], string>,
    fullnesses: {
      roomy: '够用',
      filling: '快满了',
      full: '已停止导入',
    } satisfies Record<Fullness, string>,
    unreached: { noAnswer: '没有回应', notBound: '没有接上' } satisfies Record<Unreached, string>,
    unreachedStores: (stores: string) => `${stores} 家门店的数据在里面`,
    unreachedNotices: {
      noAnswer: (database: string, stores: string) =>
        `数据库 ${database} 没有回应，里面 ${stores} 家门店的数据暂时读不到，其他门店不受影响。过几分钟再看；还是这样，就到 Cloudflare 后台看这个数据库。`,
      notBound: (database: string, stores: string) =>
        `${stores} 家门店的数据在数据库 ${database} 里，可是没有接上，读不到。怎么办：在 wrangler.toml 里写上 ${database}，再部署一次。`,
    } satisfies Record<Unreached, unknown>,
    /** Of one of several databases. */
    ofDatabase: (database: string, notice: string) => `${database}：${notice}`,
    filling:
      '数据库已用八成以上，到 95% 就不能再导入订单。怎么办：早一点归档旧订单（ARCHIVE_AFTER_DAYS）；再加一个数据库，把一些门店搬过去（docs/deploying.md）；用免费套餐的，升级到 Workers Paid，再把 DATABASE_LIMIT_MB 改成新的上限。移除门店或日子，要 30 天后才腾出地方。',
    full: '数据库已用 95% 以上，现在不能导入订单；撤销导入、删除门店和日子不受影响。怎么办：早一点归档旧订单（ARCHIVE_AFTER_DAYS）；再加一个数据库，把一些门店搬过去（docs/deploying.md）；用免费套餐的，升级到 Workers Paid，再把 DATABASE_LIMIT_MB 改成新的上限。移除门店或日子，要 30 天后才腾出地方。',
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
      died: '中断',
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

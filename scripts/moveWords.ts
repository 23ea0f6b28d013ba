import type { Lang } from '../src/diagnosis/words.ts'
import type { MoveProgress } from './moveClient.ts'
import { grouped, printable } from './terminal.ts'

/** What `npm run move` says. Names are anybody's text. */
export interface MoveWords {
  usage: string
  missing: string
  progress(progress: MoveProgress, rowsInAll: number): string
  moved(store: string, to: string): string
  turnedBack(store: string, to: string): string
  /** What to do, by the reason; undefined for one that a later server may give. */
  refused(reason: string, store: string, to: string): string | undefined
  differs(table: string): string
}

const zh: MoveWords = {
  usage: `用法：npm run move -- --store 门店 --to DB_2 [--url 地址] [--token 令牌]

把一家门店的数据从一个数据库迁到另一个。中断后再运行一次就会接着做；不再运行，定时任务也会做完。
迁移期间这家门店照常可以查看，只是不能导入、撤销或改动。

  --store 门店   门店名称
  --to 数据库    wrangler.toml 里的绑定名：DB、DB_2、DB_3……
  --url 地址     服务器（默认 http://localhost:8051，或 PORT 指定的端口）
  --token 令牌   管理员的、用途为 people 的 API 令牌，在 /me 页面新建（默认取 PEOPLE_TOKEN）；本机不需要

服务器前面有 Cloudflare Access 时：用 CF_ACCESS_CLIENT_ID 和 CF_ACCESS_CLIENT_SECRET 给出它的服务令牌。`,
  missing: '迁哪家门店，迁到哪里？请给出 --store 和 --to。',
  progress({ step, table, beganAgainFor }, rows) {
    if (beganAgainFor !== null) return `${printable(beganAgainFor)} 两边不一致：重新复制`
    if (step === 'waiting') return '别处正在迁移这家门店：等待'
    const where = table === null ? '' : `，到 ${printable(table)}`
    return `${step === 'clearing' ? '清理目标' : '复制'}${where}，共 ${grouped(rows)} 行`
  },
  moved: (store, to) =>
    `${printable(store)} 已迁到 ${printable(to)}，两边核对一致。一分钟后，原处的数据由定时任务删除。`,
  turnedBack: (store, to) => `迁移已取消：${printable(store)} 仍在 ${printable(to)}，可以照常导入。`,
  refused: (reason, store, to) =>
    ({
      unknownStore: `没有叫 ${printable(store)} 的有订单的门店：名称以 /stores 页面上的为准。`,
      unknownDatabase: `服务器没有绑定 ${printable(to)}：先写进 wrangler.toml 并部署。`,
      alreadyThere: `${printable(store)} 已经在 ${printable(to)} 里。`,
      movingElsewhere: `${printable(store)} 正在迁往另一个数据库：等那次迁移做完，或用 --to 加它现在所在的数据库取消迁移。`,
      stillLeaving: `${printable(store)} 刚刚迁过，原处的数据还在删除：几分钟后再试。`,
      targetFull: `${printable(to)} 满了，门店迁过去也收不了订单：换一个有空间的数据库，或先腾出空间。`,
    })[reason],
  differs: (table) =>
    `复制了几次，${printable(table)} 两边仍不一致，门店还在原处。看看服务器日志里的 move.again，再运行一次会重新复制。`,
}

const en: MoveWords = {
  usage: `Usage: npm run move -- --store STORE --to DB_2 [--url URL] [--token TOKEN]

Moves a store's data from one database to another. Cut off, it goes on when it is run again; if it is not, the schedule ends it.
Meanwhile the store can be looked at as ever, but nothing of it is imported, taken back or changed.

  --store STORE  the store's name
  --to DATABASE  a binding of wrangler.toml: DB, DB_2, DB_3…
  --url URL      server (default: http://localhost:8051, or the port in PORT)
  --token TOKEN  an admin's API token of the purpose “people”, from the page /me (default: PEOPLE_TOKEN);
                 not needed on this machine

Where Cloudflare Access stands before the server: its service token in CF_ACCESS_CLIENT_ID and
CF_ACCESS_CLIENT_SECRET.`,
  missing: 'Which store, and where to? Give --store and --to.',
  progress({ step, table, beganAgainFor }, rows) {
    if (beganAgainFor !== null) return `${printable(beganAgainFor)} differed: copying again`
    if (step === 'waiting') return 'it is being moved from elsewhere: waiting'
    const where = table === null ? '' : `, at ${printable(table)}`
    return `${step === 'clearing' ? 'clearing the target' : 'copying'}${where}, ${grouped(rows)} rows`
  },
  moved: (store, to) =>
    `${printable(store)} is in ${printable(to)} now, and was compared. In a minute the schedule deletes what is left where it was.`,
  turnedBack: (store, to) =>
    `The move is called off: ${printable(store)} stays in ${printable(to)}, and takes orders as ever.`,
  refused: (reason, store, to) =>
    ({
      unknownStore: `No store with orders is called ${printable(store)}: the page /stores has the names.`,
      unknownDatabase: `The server has no binding ${printable(to)}: add it to wrangler.toml, and deploy.`,
      alreadyThere: `${printable(store)} is in ${printable(to)} already.`,
      movingElsewhere: `${printable(store)} is on its way to another database: let that move end, or call it off with --to and the database that it is in now.`,
      stillLeaving: `${printable(store)} has just moved, and is still deleted where it was: try again in some minutes.`,
      targetFull: `${printable(to)} is full, and a store there could take no orders: choose one with room, or make room there.`,
    })[reason],
  differs: (table) =>
    `It was copied several times, and ${printable(table)} still differs; the store is where it was. Look at move.again in the server's log; run again, it copies anew.`,
}

export const MOVE_WORDS: Record<Lang, MoveWords> = { zh, en }

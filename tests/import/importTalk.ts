import { gunzipSync } from 'node:zlib'
import type { ImportServer, ServerReply } from '../../src/import/talk'

/** A server of imports in the place of the real one. */

export interface Asked {
  /** `POST /api/imports` */
  what: string
  body: unknown
}

/** What is answered to a request; 'broken' is a connection without an answer. */
export type Answer = { status: number; json?: unknown; retryAfter?: string } | 'broken'

export interface FakeServer extends ImportServer {
  asked: Asked[]
  /** How long it was waited before requests that were sent again. */
  waits: number[]
}

/** @param answers by what is asked, and how often it was asked before */
export function fakeServer(answers: (what: string, before: number) => Answer): FakeServer {
  const asked: Asked[] = []
  const waits: number[] = []
  return {
    asked,
    waits,
    async send(method, path, packed): Promise<ServerReply> {
      const what = `${method} ${path}`
      const before = asked.filter((one) => one.what === what).length
      asked.push({ what, body: packed && JSON.parse(gunzipSync(packed).toString()) })
      const answer = answers(what, before)
      if (answer === 'broken') throw new Error('ECONNRESET')
      const { status, json, retryAfter } = answer
      return { status, json, headers: new Headers(retryAfter ? { 'Retry-After': retryAfter } : {}) }
    },
    async sleep(milliseconds) {
      waits.push(milliseconds)
    },
  }
}

export const SETTINGS = {
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  latestDate: '2026-01-20',
  answers: {},
}

export const COUNTS = { ordersStored: 1, ordersNew: 1, ordersChanged: 0, ordersRemoved: 0, daysChanged: 1 }

/** Answers everything well. */
export function wellAnswered(what: string, partsDone: number[] = []): Answer {
  if (what.includes('/settings')) return { status: 200, json: SETTINGS }
  if (what.endsWith('/compare')) return { status: 200, json: { status: 'compared', store: STORE, days: [] } }
  if (what === 'POST /api/imports') {
    return { status: 201, json: { status: 'started', importId: 7, partsDone, stores: [STORE] } }
  }
  if (what.includes('/parts/')) return { status: 200, json: COUNTS }
  return { status: 200, json: { status: 'imported', importId: 7, report: { orders: 1 } } }
}

const STORE = { name: '示例门店', storedAs: '示例门店', isNew: false }

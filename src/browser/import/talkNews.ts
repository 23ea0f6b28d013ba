import type { Compared, Sent } from '../../import/sendImport'
import type { TalkFailure, WaitReason } from '../../import/talk'
import type { Trouble } from '../../ui/import/view'
import type { News } from './messages'

/** What the page says of a conversation with the server that came to no good end. */

const DENIED: Record<number, 'notSignedIn' | 'denied' | 'dayTooLarge'> = {
  401: 'notSignedIn',
  403: 'denied',
  422: 'dayTooLarge',
}

const INTERRUPTED = {
  connection: 'unreachable',
  busy: 'busy',
  server: 'serverFailed',
} as const satisfies Record<WaitReason, string>

type Failed = TalkFailure | Exclude<Compared, { status: 'compared' }>

export function troubleOf(failed: Failed): Trouble {
  switch (failed.status) {
    case 'refused':
      return { kind: 'refusal', refusal: failed.refusal }
    case 'denied':
      return { kind: 'failure', failure: DENIED[failed.httpStatus] ?? 'unsupported' }
    case 'unsupported':
      return { kind: 'failure', failure: 'unsupported' }
    case 'interrupted':
      return { kind: 'failure', failure: INTERRUPTED[failed.because] }
    case 'cancelled':
      return { kind: 'failure', failure: 'unreachable' }
  }
}

/** How sending ended. */
export function newsOfSending(sent: Sent): News {
  switch (sent.status) {
    case 'finished':
      return {
        what: 'done',
        view: { finished: sent.finished, stores: sent.stores.map(({ storedAs }) => storedAs) },
      }
    case 'cancelled':
    case 'interrupted': {
      const { partsDone = 0, parts = 0 } = sent.progress ?? {}
      const because = sent.status === 'cancelled' ? 'cancelled' : sent.because
      return { what: 'stopped', because, importId: sent.importId ?? null, partsDone, parts }
    }
    case 'refused':
    case 'denied':
    case 'unsupported':
      return { what: 'trouble', trouble: troubleOf(sent) }
  }
}

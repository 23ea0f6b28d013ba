import type { Answers } from '../../import/answers'
import type { WaitReason } from '../../import/talk'
import type { DoneView, PreviewView, QuestionsView, Trouble } from '../../ui/import/view'
import {
  keyOf,
  type News,
  type PartKey,
  type ReadingProgress,
  type SendingProgress,
  type Told,
} from './messages'

/** What the page knows of each export: pure, and drawn from anew with every word of the Web Worker. */

export type Step =
  | { at: 'waiting' }
  | { at: 'reading'; progress: ReadingProgress; sinceMs: number }
  | { at: 'comparing'; partsDone: number; parts: number; waits: WaitReason | null }
  | { at: 'questions'; view: QuestionsView }
  | { at: 'preview'; view: PreviewView; recounting: boolean }
  | { at: 'sending'; progress: SendingProgress; sinceMs: number; partsBefore: number }
  | Stopped
  | { at: 'done'; view: DoneView }
  | { at: 'trouble'; trouble: Trouble }

type Stopped = { at: 'stopped' } & Pick<
  Extract<News, { what: 'stopped' }>,
  'because' | 'importId' | 'partsDone' | 'parts'
>

export interface Item extends PartKey {
  answers: Answers
  completeDays: boolean
  /** Whether its sender has confirmed it: after a reload it goes on being stored. */
  confirmed: boolean
  /** What was asked about it, for an answer to be changed. */
  asked?: QuestionsView
  step: Step
}

export function newItem(key: PartKey): Item {
  return { ...key, answers: {}, completeDays: false, confirmed: false, step: { at: 'waiting' } }
}

/** The items once the Web Worker has told something. @param nowMs of a clock that only runs forward */
export function heard(items: readonly Item[], told: Told, nowMs: number): Item[] {
  if (told.about === 'file') return withParts(items, told)
  return items.map((item) =>
    keyOf(item) === told.key
      ? { ...item, ...asked(told.news), step: stepAfter(item.step, told.news, nowMs) }
      : item,
  )
}

function asked(news: News): Pick<Item, 'asked'> {
  return news.what === 'questions' ? { asked: news.view } : {}
}

/** An item at the question that it was at before, with the answers that were given since. */
export function askedAgain(item: Item): Item {
  const { asked, answers } = item
  return asked ? { ...item, step: { at: 'questions', view: { ...asked, answers, again: false } } } : item
}

/** A file's exports in the place of the file: those that were known already stay as they are. */
function withParts(items: readonly Item[], { fileId, parts }: Extract<Told, { about: 'file' }>): Item[] {
  const at = items.findIndex((item) => item.fileId === fileId)
  if (at === -1) return [...items]
  const known = new Map(items.filter((item) => item.fileId === fileId).map((item) => [item.name, item]))
  const opened = parts.map(({ name, refusal }): Item => {
    const item = known.get(name) ?? newItem({ fileId, name })
    return refusal ? { ...item, step: { at: 'trouble', trouble: { kind: 'fileRefusal', refusal } } } : item
  })
  if (opened.length === 0) {
    const [file] = known.values()
    if (file)
      opened.push({ ...file, step: { at: 'trouble', trouble: { kind: 'failure', failure: 'noFiles' } } })
  }
  const others = items.filter((item) => item.fileId !== fileId)
  const before = items.slice(0, at).filter((item) => item.fileId !== fileId).length
  return [...others.slice(0, before), ...opened, ...others.slice(before)]
}

function stepAfter(step: Step, news: News, nowMs: number): Step {
  switch (news.what) {
    case 'reading':
      return {
        at: 'reading',
        progress: news.progress,
        sinceMs: step.at === 'reading' && step.progress.bytesRead !== null ? step.sinceMs : nowMs,
      }
    case 'comparing':
      // A preview stays while the tick in it is counted.
      if (step.at === 'preview') return { ...step, recounting: true }
      return { at: 'comparing', partsDone: news.partsDone, parts: news.parts, waits: news.waits }
    case 'questions':
      return { at: 'questions', view: news.view }
    case 'preview':
      return { at: 'preview', view: news.view, recounting: false }
    case 'sending': {
      const { progress } = news
      if (step.at === 'sending' && step.progress.parts > 0) return { ...step, progress }
      return { at: 'sending', progress, sinceMs: nowMs, partsBefore: progress.partsDone }
    }
    case 'stopped': {
      const { what: _, ...stopped } = news
      return { at: 'stopped', ...stopped }
    }
    case 'done':
      return { at: 'done', view: news.view }
    case 'trouble':
      return { at: 'trouble', trouble: news.trouble }
  }
}

/** Whether nothing more will come of it by itself or by its reader. */
export function isOver({ step }: Item): boolean {
  return step.at === 'done'
}

/** Too early to tell how long it will take. */
const MIN_ELAPSED_MS = 1500

/** How long something will still take, from how far it has come; null where that cannot be told. */
export function secondsLeft(share: number | null, elapsedMs: number): number | null {
  if (share === null || share <= 0 || elapsedMs < MIN_ELAPSED_MS) return null
  return ((elapsedMs / share) * (1 - share)) / 1000
}

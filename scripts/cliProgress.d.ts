/** The part of cli-progress 3 that is used here: the package has no types of its own. */
declare module 'cli-progress/cli-progress.js' {
  interface Options {
    format: string
    hideCursor?: boolean
    clearOnComplete?: boolean
    stream?: NodeJS.WritableStream
  }

  class SingleBar {
    constructor(options: Options)
    start(total: number, startValue: number, payload?: Record<string, string>): void
    increment(step: number, payload?: Record<string, string>): void
    update(value: number, payload?: Record<string, string>): void
    stop(): void
  }

  const cliProgress: { SingleBar: typeof SingleBar }
  export default cliProgress
}

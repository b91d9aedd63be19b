/** Runs something later; gives back how to call it off. */
export type Schedule = (run: () => void, delayMs: number) => () => void

/** One thing at a time that is to be done later. */
export interface Timer {
  /** In the place of what waited before. */
  start(run: () => void, delayMs: number): void
  stop(): void
  isRunning(): boolean
}

export function createTimer(schedule: Schedule): Timer {
  let cancel: (() => void) | null = null
  const stop = () => {
    cancel?.()
    cancel = null
  }
  return {
    start: (run, delayMs) => {
      stop()
      cancel = schedule(() => {
        cancel = null
        run()
      }, delayMs)
    },
    stop,
    isRunning: () => cancel !== null,
  }
}

export const scheduleInBrowser: Schedule = (run, delayMs) => {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}

/** The time that injected latency takes: the machine's, or one that a test winds on. */
export interface Clock {
  /** Milliseconds of a clock that never goes back. */
  now(): number
  /** Carries out an action after so many milliseconds. @returns a function that calls it off */
  after(ms: number, action: () => void): () => void
}

export const machineClock: Clock = {
  now: () => performance.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  },
}

export function sleep(clock: Clock, ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => clock.after(ms, resolve)) : Promise.resolve()
}

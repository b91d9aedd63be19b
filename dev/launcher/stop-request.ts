const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const PARENT_CHECK_MS = 1000

/**
 * Resolves when somebody wants the launcher to end: by a signal, by closing the terminal, or by ending the npm that
 * started it in a way that npm cannot pass on. From then on further signals change nothing: stopping is under way, and
 * bounded.
 */
export function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve())
    // Whoever read our output has gone.
    process.stdout.on('error', () => resolve())
    process.stderr.on('error', () => resolve())
    if (!process.env.npm_lifecycle_event) return
    const npm = process.ppid
    const check = setInterval(() => {
      if (process.ppid !== npm) resolve()
    }, PARENT_CHECK_MS)
    check.unref()
  })
}

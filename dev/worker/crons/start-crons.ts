import { startCronTicker } from './cron-ticker.ts'

/**
 * Fires the cron triggers of a Worker by themselves, as Cloudflare's scheduler does: workerd only fires them on request.
 * @returns a function that ends it
 * @throws Error for an expression that is not understood
 */
export function startCrons(options: {
  crons: string[]
  /** The Worker's. */
  origin: string
  print: (line: string) => void
}): () => void {
  const { crons, origin, print } = options
  const stopped = new AbortController()
  const stopTicker = startCronTicker(crons, (cron, time) => {
    void triggerCron({ origin, cron, time, signal: stopped.signal }).then((failure) => {
      if (failure) print(`[cron] ${cron} failed: ${failure}`)
    })
  })
  return () => {
    stopTicker()
    stopped.abort()
  }
}

/**
 * Has the Worker run the job of a cron expression.
 * @returns what went wrong, or null
 */
async function triggerCron(options: {
  origin: string
  cron: string
  time: Date
  signal: AbortSignal
}): Promise<string | null> {
  const { origin, cron, time, signal } = options
  const url = new URL('/cdn-cgi/local/scheduled', origin)
  url.search = new URLSearchParams({ cron, time: String(time.getTime()), format: 'json' }).toString()
  try {
    const response = await fetch(url, { signal })
    return response.ok ? null : `HTTP status ${response.status}`
  } catch (error) {
    return signal.aborted ? null : (error as Error).message
  }
}

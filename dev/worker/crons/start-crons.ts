import { join } from 'node:path'
import { z } from 'zod'
import { startCronTicker } from './cron-ticker.ts'

const configSchema = z.object({ triggers: z.object({ crons: z.array(z.string()).default([]) }) })

/**
 * Fires the Worker's cron triggers, as wrangler.toml has them, by themselves: `wrangler dev` only fires them on request.
 * @returns a function that ends it
 */
export async function startCrons(options: {
  root: string
  port: number
  print: (line: string) => void
}): Promise<() => void> {
  const { root, port, print } = options
  // A second's work to load, which nobody has to wait for.
  const { unstable_readConfig: readWranglerConfig } = await import('wrangler')
  const { triggers } = configSchema.parse(readWranglerConfig({ config: join(root, 'wrangler.toml') }))
  const stopped = new AbortController()
  const stopTicker = startCronTicker(triggers.crons, (cron, time) => {
    void triggerCron({ port, cron, time, signal: stopped.signal }).then((failure) => {
      if (failure) print(`[cron] ${cron} failed: ${failure}`)
    })
  })
  return () => {
    stopTicker()
    stopped.abort()
  }
}

/**
 * Has the Worker run the job of a cron expression, as Cloudflare's scheduler does.
 * @returns what went wrong, or null
 */
async function triggerCron(options: {
  port: number
  cron: string
  time: Date
  signal: AbortSignal
}): Promise<string | null> {
  const { port, cron, time, signal } = options
  const url = new URL(`http://localhost:${port}/cdn-cgi/handler/scheduled`)
  url.search = new URLSearchParams({ cron, time: String(time.getTime()), format: 'json' }).toString()
  try {
    const response = await fetch(url, { signal })
    return response.ok ? null : `HTTP status ${response.status}`
  } catch (error) {
    return signal.aborted ? null : (error as Error).message
  }
}

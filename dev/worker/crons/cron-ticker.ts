import { parseCronExpression } from './cron-expression.ts'

const MINUTE_MS = 60_000

/**
 * Fires cron triggers by the machine's clock, at the start of each minute that an expression names. Minutes during which
 * the machine slept are not made up for, and a run that takes longer than its interval does not hold up the next one.
 * @returns a function that ends it
 * @throws Error for an expression that is not understood
 */
export function startCronTicker(expressions: string[], fire: (cron: string, time: Date) => void): () => void {
  const triggers = expressions.map((cron) => ({ cron, fires: parseCronExpression(cron) }))
  let timer: NodeJS.Timeout

  const waitForMinute = (minute: number) => {
    timer = setTimeout(
      () => {
        // A timer may be early by a little, and late by much.
        const now = Date.now()
        if (now < minute) return waitForMinute(minute)
        const time = new Date(now - (now % MINUTE_MS))
        waitForMinute(time.getTime() + MINUTE_MS)
        for (const { cron, fires } of triggers) if (fires(time)) fire(cron, time)
      },
      Math.max(0, minute - Date.now()),
    )
  }
  const now = Date.now()
  waitForMinute(now - (now % MINUTE_MS) + MINUTE_MS)
  return () => clearTimeout(timer)
}

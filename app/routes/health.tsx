import { hasCrm } from '#app/platform/crm-settings.server.ts'
import { type LoaderFunctionArgs, json } from '@remix-run/cloudflare'
import { seeFor } from '#app/domain/health-problem.ts'
import { HEALTH_LOOKS } from '#app/domain/limits.ts'
import { createLookBudget } from '#app/platform/look-budget.ts'
import { retryAfter } from '#app/web/retry-later.server.ts'
import { checkHealth } from '#app/services/check-health.server.ts'

// Of this isolate. Anybody may ask as often as they like: beyond the budget the last answer is given again, so that a
// crowd neither asks the database nor blinds the monitor.
const budget = createLookBudget(HEALTH_LOOKS)
let lastAnswer: { body: object; status: number } | null = null

/** For monitors: 200 when all is well, else 503 with what is not, and what to type. Anybody may read it. */
export async function loader({ context }: LoaderFunctionArgs) {
  if (!budget.spend(context.now)) {
    if (lastAnswer) return json(lastAnswer.body, { status: lastAnswer.status })
    const headers = retryAfter(Math.ceil(HEALTH_LOOKS.everyMs / 1000))
    return json({ problems: ['too_many_looks'] }, { status: 429, headers })
  }
  const { RETENTION_DAYS, IDLE_MINUTES } = context.config
  const expected = {
    retentionDays: RETENTION_DAYS,
    hubspot: hasCrm(context.config),
    idleMinutes: IDLE_MINUTES,
  }
  const health = await checkHealth(context.db, expected).catch((error: unknown) => {
    context.log.error('health_failed', error)
    return { healthy: false, database: 'unreachable', problems: ['database'], see: seeFor(['database']) }
  })
  lastAnswer = { body: health, status: health.healthy ? 200 : 503 }
  return json(lastAnswer.body, { status: lastAnswer.status })
}

/** There is nothing to change here. */
export const action = () => json({ problems: ['method'] }, { status: 405, headers: { Allow: 'GET, HEAD' } })

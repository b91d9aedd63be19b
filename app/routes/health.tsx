import { type LoaderFunctionArgs, json } from '@remix-run/cloudflare'
import { seeFor } from '#app/domain/health-problem.ts'
import { checkHealth } from '#app/services/check-health.server.ts'

/** For monitors: 200 when all is well, else 503 with what is not, and what to type. Anybody may read it. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { RETENTION_DAYS, HUBSPOT_ACCESS_TOKEN, IDLE_MINUTES } = context.config
  const expected = {
    retentionDays: RETENTION_DAYS,
    hubspot: HUBSPOT_ACCESS_TOKEN !== undefined,
    idleMinutes: IDLE_MINUTES,
  }
  const health = await checkHealth(context.db, expected).catch((error: unknown) => {
    context.log.error('health_failed', error)
    return { healthy: false, database: 'unreachable', problems: ['database'], see: seeFor(['database']) }
  })
  return json(health, { status: health.healthy ? 200 : 503 })
}

/** There is nothing to change here. */
export const action = () => json({ problems: ['method'] }, { status: 405, headers: { Allow: 'GET, HEAD' } })

import type { AppLoadContext } from '@remix-run/cloudflare'
import { messagesFor } from '#app/words/messages.ts'
import { sessionKey, stepPath } from '#app/web/session-key.server.ts'
import { type RememberedVisitor, otherSessions } from '#app/web/visitor-cookie.server.ts'
import { findOtherStep } from '#app/services/assessment/open-step.server.ts'
import type { StepView } from './step-view.server.ts'

/** What an address that names no assessment says where the browser has several: whose tab it is, nobody knows. */
export async function otherUnderWay(
  { config, db, log, now, mount }: AppLoadContext,
  remembered: RememberedVisitor,
  shown: string,
): Promise<StepView['notice']> {
  const others = otherSessions(remembered, shown)
  if (others.length === 0) return null
  const other = await findOtherStep(db, others, mount.scorecard, now).catch((error: unknown) => {
    log.error('other_step_failed', error)
    return null
  })
  if (!other) return null
  const key = await sessionKey(config.IP_HASH_SECRET[0]!, other.sessionId)
  const { otherUnderWay: t } = messagesFor(mount.language).notices
  return { ...t, tone: 'success', href: stepPath(other.step, key) }
}

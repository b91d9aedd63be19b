import type { OpsActionRow } from '#app/data/console/ops-actions.server.ts'
import { OPS_ACTIONS } from '#app/domain/console/ops-action.ts'
import { OPERATOR_REASONS, type OperatorReason } from '#app/domain/pause.ts'

/** What was done, in words: "Made dead leads due again (invalid email)". */
export function tellAction({ action, subject }: Pick<OpsActionRow, 'action' | 'subject'>): string {
  const about = subject === null ? '' : ` (${subject.replaceAll('_', ' ')})`
  return `${OPS_ACTIONS[action].words}${about}`
}

export function tellReason(reason: string | null): string | null {
  if (reason === null) return null
  return Object.hasOwn(OPERATOR_REASONS, reason) ? OPERATOR_REASONS[reason as OperatorReason] : reason
}

/** The sentence on the page after a deed. */
export function tellDone(action: OpsActionRow): string {
  return `${tellAction(action)}: ${action.count}. It is on the record.`
}

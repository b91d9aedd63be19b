import { CrmError, ScopeError, isRefusal } from '#app/domain/crm/errors.ts'
import {
  type ClaimedFollowUp,
  type FollowUpSettlement,
  readHeldFollowUps,
} from '#app/data/hubspot/follow-ups.server.ts'
import { pauseOperation } from '#app/data/pauses.server.ts'
import { type SyncError, encodeSyncError } from '#app/domain/crm/failure.ts'
import { formFault } from '#app/domain/crm/form-fault.ts'
import { findConsentText } from '#app/content/consent.ts'
import { quizOf } from '#app/content/scorecards.ts'
import { languageOr } from '#app/domain/language/languages.ts'
import { CONSENT, wordsOf } from '#app/domain/lead/consent.ts'
import { describeReferrer } from '#app/domain/visit/attribution.ts'
import { DEFAULT_MOUNT, mountedPath } from '#app/domain/visit/mount.ts'
import { messagesOf } from '#app/words/messages.ts'
import { followUpSettlement as settle } from './follow-up-settlement.server.ts'
import { RunStopped } from './run.server.ts'
import type { SyncContext } from './sync-context.server.ts'

/** One call each, and never a second where nobody knows what became of the first. */
export async function submitForms(
  context: SyncContext,
  rows: readonly ClaimedFollowUp[],
): Promise<FollowUpSettlement[]> {
  const settlements: FollowUpSettlement[] = []
  let paused = false
  for (const row of rows) {
    if (paused) settlements.push(settle.untried(context, row, false))
    else if (row.abandoned) settlements.push(settle.leftOut(row, { kind: 'interrupted' }))
    else {
      const outcome = await submit(context, row)
      if (outcome === 'paused') {
        paused = true
        settlements.push(settle.untried(context, row, false))
      } else if (outcome) settlements.push(outcome)
    }
  }
  return settlements
}

async function submit(
  context: SyncContext,
  row: ClaimedFollowUp,
): Promise<FollowUpSettlement | 'paused' | null> {
  const { run, db } = context
  const { client, portalId, formId } = context.followUps!.form!
  const held = await run.query((queried) => readHeldFollowUps(queried, [row]))
  if (!held.has(row.id) || row.email === null) return null
  try {
    await run.callOnce(() => client.submit({ portalId, formId }, submissionOf(context, row)))
    await run.worked('forms')
    return settle.done(row, null)
  } catch (error) {
    if (error instanceof RunStopped) return settle.untried(context, row, false)
    if (!(error instanceof CrmError)) throw error
    const facts: SyncError = error.error
    const fault = isRefusal(error) ? formFault(facts) : 'unknown'
    if (fault === 'record' || fault === 'unknown') return settle.leftOut(row, facts)
    if (fault === 'provider') return settle.failed(context, row, facts)
    const reason = error instanceof ScopeError ? 'scope' : 'portal_settings'
    run.breakers.open('forms', reason, facts)
    await pauseOperation(db, { operation: 'forms', reason, evidence: encodeSyncError(facts), seconds: null })
    return 'paused'
  }
}

function submissionOf({ followUps }: SyncContext, row: ClaimedFollowUp) {
  const { siteUrl, form } = followUps!
  const { query } = describeReferrer(row.referrerSource)
  const mount = { ...DEFAULT_MOUNT, scorecard: row.scorecard, language: languageOr(row.pageLanguage) }
  return {
    email: row.email!,
    pageUri: `${siteUrl.replace(/\/+$/, '')}${mountedPath(mount, '/')}${query}`,
    pageName: messagesOf(quizOf({ ...row, language: mount.language })).layout.product,
    hutk: row.hubspotUtk,
    consentText: wordsOf(findConsentText(row.consentTextVersion) ?? CONSENT, form!.company),
  }
}

import type { OutboxEntry } from '#app/data/hubspot/outbox.server.ts'
import { NO_CONTACT_CONSENT, OF_DRAFT } from '#app/domain/crm/failure.ts'
import { type PayloadFacts, buildSyncPayload } from '#app/domain/hubspot/mapping.ts'
import type { ConsentPurpose } from '#app/domain/lead/consent.ts'
import { isDraftVersion } from '#app/domain/quiz/versions.ts'
import { type LeadRank, rankLead } from '#app/domain/lead/quality.ts'

export type PrepareLeadInput = Omit<PayloadFacts, 'email' | 'leadQuality'> & {
  email: string | null
  /** those that stand */
  purposes: readonly ConsentPurpose[]
  quizVersion: string
  /** as the setting CONFIRM_BEFORE_SYNC */
  confirmFirst?: boolean | undefined
  traceId?: string | null | undefined
}

export interface PreparedLead extends Omit<LeadRank, 'syncType'> {
  /** null without an address and consent to contact, and of a draft: nothing of this person goes to HubSpot */
  outbox: OutboxEntry | null
  syncError: string | null
}

/** Ranks a lead and makes the outbox entry that is to be written together with it. */
export function prepareLead(facts: PrepareLeadInput): PreparedLead {
  const lead = rankLead(facts)
  if (!lead || !facts.email) {
    return { leadQuality: 'basic', qualifiedForBriefing: false, outbox: null, syncError: null }
  }
  const { leadQuality, qualifiedForBriefing, syncType } = lead
  if (!facts.purposes.includes('contact')) {
    return { leadQuality, qualifiedForBriefing, outbox: null, syncError: NO_CONTACT_CONSENT }
  }
  if (isDraftVersion(facts.quizVersion))
    return { leadQuality, qualifiedForBriefing, outbox: null, syncError: OF_DRAFT }
  const payload = buildSyncPayload({ ...facts, email: facts.email, leadQuality })
  const { confirmFirst, traceId = null } = facts
  const outbox = { id: crypto.randomUUID(), syncType, payload, confirmFirst, traceId }
  return { leadQuality, qualifiedForBriefing, outbox, syncError: null }
}

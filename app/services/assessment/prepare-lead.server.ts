import type { OutboxEntry } from '#app/data/hubspot/outbox.server.ts'
import { type PayloadFacts, buildSyncPayload } from '#app/domain/hubspot/mapping.ts'
import { type LeadRank, rankLead } from '#app/domain/lead/quality.ts'

export type PrepareLeadInput = Omit<PayloadFacts, 'email' | 'leadQuality'> & {
  email: string | null
  consentAt: Date | null
  /** as the setting CONFIRM_BEFORE_SYNC */
  confirmFirst?: boolean | undefined
}

export interface PreparedLead extends Omit<LeadRank, 'syncType'> {
  /** null without a consented e-mail address: nothing of this person goes to HubSpot */
  outbox: OutboxEntry | null
}

/** Ranks a lead and makes the outbox entry that is to be written together with it. */
export function prepareLead(facts: PrepareLeadInput): PreparedLead {
  const lead = rankLead({ ...facts, consented: facts.consentAt !== null })
  if (!lead || !facts.email) return { leadQuality: 'basic', qualifiedForBriefing: false, outbox: null }
  const { leadQuality, qualifiedForBriefing, syncType } = lead
  const payload = buildSyncPayload({ ...facts, email: facts.email, leadQuality })
  return {
    leadQuality,
    qualifiedForBriefing,
    outbox: { id: crypto.randomUUID(), syncType, payload, confirmFirst: facts.confirmFirst },
  }
}

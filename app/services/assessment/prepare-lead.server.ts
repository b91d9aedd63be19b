import type { OutboxEntry } from '#app/data/hubspot/outbox.server.ts'
import { type LeadDetails, buildSyncPayload } from '#app/domain/hubspot/mapping.ts'
import { type LeadAssessment, assessLead } from '#app/domain/lead/quality.ts'

export type LeadFacts = Omit<LeadDetails, 'email' | 'leadQuality'> & {
  email: string | null
  consentAt: Date | null
}

export interface PreparedLead extends Omit<LeadAssessment, 'syncType'> {
  /** null without a consented e-mail address: nothing of this person goes to HubSpot */
  outbox: OutboxEntry | null
}

export function prepareLead(facts: LeadFacts): PreparedLead {
  const lead = assessLead({ ...facts, consented: facts.consentAt !== null })
  if (!lead || !facts.email) return { leadQuality: 'basic', qualifiedForBriefing: false, outbox: null }
  const { leadQuality, qualifiedForBriefing, syncType } = lead
  const payload = buildSyncPayload({ ...facts, email: facts.email, leadQuality })
  return { leadQuality, qualifiedForBriefing, outbox: { id: crypto.randomUUID(), syncType, payload } }
}

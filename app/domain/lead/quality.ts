import { type ContactField, isGiven, isNamed } from './contact.ts'

/** Qualifies whatever contact fields are known. */
const BRIEFING_BELOW_TOTAL = 60

export const LEAD_QUALITIES = ['basic', 'enhanced', 'executive_briefing_qualified'] as const
export type LeadQuality = (typeof LEAD_QUALITIES)[number]

/** What the CRM is to hold: a contact, or a contact with a deal. A deal is never without its contact. */
export const SYNC_TYPES = ['contact', 'contact_and_deal'] as const
export type SyncType = (typeof SYNC_TYPES)[number]

export interface RankingFacts extends Partial<Record<ContactField, string | null | undefined>> {
  email: string | null | undefined
  /** has agreed, and not withdrawn it since */
  consented: boolean
  totalScore: number | null | undefined
}

export interface LeadRank {
  leadQuality: LeadQuality
  qualifiedForBriefing: boolean
  syncType: SyncType
}

/**
 * Ranks a lead.
 * @returns null when there is none: without an e-mail address and consent nothing may leave for the CRM
 */
export function rankLead(facts: RankingFacts): LeadRank | null {
  if (!facts.consented || !isGiven(facts.email)) return null
  const named = isNamed(facts) && isGiven(facts.company)
  const low = typeof facts.totalScore === 'number' && facts.totalScore < BRIEFING_BELOW_TOTAL
  if (low || (named && isGiven(facts.phone))) {
    return {
      leadQuality: 'executive_briefing_qualified',
      qualifiedForBriefing: true,
      syncType: 'contact_and_deal',
    }
  }
  return {
    leadQuality: named ? 'enhanced' : 'basic',
    qualifiedForBriefing: false,
    syncType: 'contact',
  }
}

import type { PersonalTable } from './names.ts'

/** The letters (a), (b), (c) and (f) of Article 6(1) of the GDPR. */
export type LegalBasis = 'consent' | 'request' | 'obligation' | 'interest'

export type PurposeId =
  'assessment' | 'results' | 'contact' | 'ranking' | 'offer' | 'team' | 'rights' | 'security' | 'statistics'

export interface ProcessingPurpose {
  id: PurposeId
  basis: LegalBasis
  tables: readonly PersonalTable[]
}

/** Why data is held. A test sees to it that every table that is about people serves one of them. */
export const PROCESSING_PURPOSES: readonly ProcessingPurpose[] = [
  { id: 'assessment', basis: 'request', tables: ['assessment_sessions', 'assessments'] },
  { id: 'results', basis: 'request', tables: ['email_messages', 'access_links', 'assessments'] },
  { id: 'team', basis: 'request', tables: ['teams', 'assessments', 'assessment_sessions'] },
  {
    id: 'contact',
    basis: 'consent',
    tables: ['hubspot_sync_queue', 'hubspot_follow_ups', 'webhook_deliveries', 'assessments', 'teams'],
  },
  { id: 'ranking', basis: 'consent', tables: ['hubspot_sync_queue', 'assessments'] },
  { id: 'offer', basis: 'interest', tables: ['assessments', 'email_messages'] },
  {
    id: 'rights',
    basis: 'obligation',
    tables: ['privacy_requests', 'erasures', 'contact_marks', 'email_messages', 'webhook_deliveries'],
  },
  {
    id: 'security',
    basis: 'interest',
    tables: ['rate_limits', 'assessment_sessions', 'email_messages', 'ops_actions'],
  },
  { id: 'statistics', basis: 'interest', tables: ['assessments', 'deal_outcomes', 'uncounted_assessments'] },
]

import { ASSESSMENTS, ASSESSMENT_SESSIONS } from './assessments.ts'
import type { TableEntry } from './catalogue-types.ts'
import { ACCESS_LINKS, EMAIL_MESSAGES, HUBSPOT_SYNC_QUEUE } from './outboxes.ts'
import { ERASURES, PRIVACY_REQUESTS } from './privacy.ts'
import { HUBSPOT_SYNC_STATE, JOB_SUCCESSES, RATE_LIMITS, RETENTION_RUNS } from './operations.ts'

export type { ColumnEntry, PersonLink, TableEntry } from './catalogue-types.ts'

/**
 * Every column of every table: whether it says something about a person, what becomes of it, and how the notice on
 * `/privacy` calls it. The notice, the export and the tests of the scrub are made from this, and a test compares it with
 * the live database: a column cannot be added without being classified.
 */
export const RETENTION_CATALOGUE: Readonly<Record<string, TableEntry>> = {
  assessment_sessions: ASSESSMENT_SESSIONS,
  assessments: ASSESSMENTS,
  hubspot_sync_queue: HUBSPOT_SYNC_QUEUE,
  email_messages: EMAIL_MESSAGES,
  access_links: ACCESS_LINKS,
  privacy_requests: PRIVACY_REQUESTS,
  erasures: ERASURES,
  rate_limits: RATE_LIMITS,
  retention_runs: RETENTION_RUNS,
  hubspot_sync_state: HUBSPOT_SYNC_STATE,
  job_successes: JOB_SUCCESSES,
}

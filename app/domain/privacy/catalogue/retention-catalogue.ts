import { ASSESSMENTS, ASSESSMENT_SESSIONS } from './assessments.ts'
import {
  ANSWER_DAYS,
  FUNNEL_DAYS,
  KNOWN_CAMPAIGNS,
  DEAL_OUTCOME_ROWS,
  ROLL_UP_CHECKS,
  SCORE_DAYS,
  SCORE_SPREADS,
  UNCOUNTED_ASSESSMENTS,
} from './figures.ts'
import type { TableEntry } from './catalogue-types.ts'
import {
  ACCESS_LINKS,
  EMAIL_MESSAGES,
  HUBSPOT_FOLLOW_UPS,
  HUBSPOT_SYNC_QUEUE,
  TEAMS,
  TEAM_GROUPS,
  WEBHOOK_DELIVERIES,
} from './outboxes.ts'
import { CONTACT_MARKS, ERASURES, PRIVACY_REQUESTS } from './privacy.ts'
import {
  ALERTS,
  EXPERIMENT_ROWS,
  HUBSPOT_SYNC_STATE,
  JOB_SUCCESSES,
  OPS_ACTION_ROWS,
  PAUSES,
  RATE_LIMITS,
  RETENTION_RUNS,
  WEBHOOK_RECEIVERS,
} from './operations.ts'

export type { ColumnEntry, PersonLink, TableEntry } from './catalogue-types.ts'

/**
 * The notice, the export and the tests of the scrub are made from this. A test compares it with the live database, so
 * that no column is added without being classified.
 */
export const RETENTION_CATALOGUE: Readonly<Record<string, TableEntry>> = {
  assessment_sessions: ASSESSMENT_SESSIONS,
  assessments: ASSESSMENTS,
  hubspot_sync_queue: HUBSPOT_SYNC_QUEUE,
  hubspot_follow_ups: HUBSPOT_FOLLOW_UPS,
  email_messages: EMAIL_MESSAGES,
  webhook_deliveries: WEBHOOK_DELIVERIES,
  access_links: ACCESS_LINKS,
  teams: TEAMS,
  team_groups: TEAM_GROUPS,
  privacy_requests: PRIVACY_REQUESTS,
  contact_marks: CONTACT_MARKS,
  erasures: ERASURES,
  rate_limits: RATE_LIMITS,
  retention_runs: RETENTION_RUNS,
  hubspot_sync_state: HUBSPOT_SYNC_STATE,
  pauses: PAUSES,
  job_successes: JOB_SUCCESSES,
  funnel_days: FUNNEL_DAYS,
  score_days: SCORE_DAYS,
  answer_days: ANSWER_DAYS,
  deal_outcomes: DEAL_OUTCOME_ROWS,
  roll_up_checks: ROLL_UP_CHECKS,
  uncounted_assessments: UNCOUNTED_ASSESSMENTS,
  known_campaigns: KNOWN_CAMPAIGNS,
  score_spreads: SCORE_SPREADS,
  ops_actions: OPS_ACTION_ROWS,
  experiments: EXPERIMENT_ROWS,
  webhook_receivers: WEBHOOK_RECEIVERS,
  alerts: ALERTS,
}

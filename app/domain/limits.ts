import { DAY, HOUR, MINUTE } from './duration.ts'

// The numbers that somebody may want to change. Pages and e-mails say them with `inWords`. Those that the database holds
// as well are compared with it by tests/db/schema/limits.test.ts. What one run of a job does stands with the job.

/** How often something may be asked for within a sliding window. */
export interface RateLimit {
  times: number
  seconds: number
}

/** A household or an office starts no more assessments; whoever does waits. */
export const STARTS_PER_NETWORK: RateLimit = { times: 10, seconds: HOUR }
/** Links that carry on elsewhere. */
export const RESUME_LINKS_PER_NETWORK: RateLimit = { times: 20, seconds: HOUR }
/** Links about personal data. */
export const PRIVACY_LINKS_PER_NETWORK: RateLimit = { times: 10, seconds: HOUR }
export const PRIVACY_LINKS_PER_ADDRESS: RateLimit = { times: 3, seconds: DAY }

/** The body of a post; the largest form has a few kilobytes. */
export const BODY_LIMIT_BYTES = 64 * 1024

/** Sessions in a browser's cookie: the one under way, and those whose results it may open. */
export const REMEMBERED_SESSIONS = 5

/** Seconds that things live. */
export const LIFETIMES = {
  /** an unfinished assessment, after its last answer */
  session: 24 * HOUR,
  visitorCookie: 30 * DAY,
  /** well past the scrub of the contact details: scores and advice stay open */
  resultsLink: 90 * DAY,
  /** it ends with its session at the latest; this is for one that goes on being extended */
  resumeLink: 7 * DAY,
  privacyLink: 24 * HOUR,
  /** the log of removals and the ledger of erasures: longer than any backup */
  retentionLog: 400 * DAY,
}

/** Personal data of completed assessments, where RETENTION_DAYS does not say otherwise. */
export const RETENTION_DAYS = { usual: 30, most: 365 } as const

/** E-mails that may be sent; those beyond are skipped. The settings MAIL_CAP_* override them. */
export interface EmailLimits {
  addressPerDay: number
  networkPerHour: number
  totalPerHour: number
}
export const EMAIL_LIMITS: EmailLimits = { addressPerDay: 5, networkPerHour: 20, totalPerHour: 1_000 }

/** How a queue tries again: see `backoff`. */
export interface QueueLimits {
  /** attempts until a row is dead */
  maxRetries: number
  /** the longest wait after the first failure; it doubles with each further one */
  retryDelaySeconds: number
  /** longer than a run may hold a row; when a run dies, its rows are due again after this */
  leaseSeconds: number
}
export const LEAD_QUEUE: QueueLimits = { maxRetries: 5, retryDelaySeconds: MINUTE, leaseSeconds: 60 }
export const EMAIL_QUEUE: QueueLimits = { maxRetries: 8, retryDelaySeconds: 30, leaseSeconds: 90 }
/** Erasures are tried until they are done. */
export const ERASURE_QUEUE: Omit<QueueLimits, 'maxRetries'> = { retryDelaySeconds: MINUTE, leaseSeconds: 60 }
/** Where a delay stops doubling. */
export const MAX_RETRY_DELAY_SECONDS = HOUR

/** Milliseconds until a call or a statement that has no answer is given up. */
export const TIMEOUTS = {
  /** a prospect's page waits no longer before it says that the database does not answer */
  statementMs: 10_000,
  hubspotCallMs: 10_000,
  emailSendMs: 10_000,
}

/** Calls in any window of so many milliseconds, all runs together. */
export interface CallBudget {
  calls: number
  windowMs: number
}
/**
 * What all runs may take of the portal's calls. A Free or Starter portal allows 100 in ten seconds: ten are left to its
 * other apps, and the window is half a second longer than HubSpot's, because a call may arrive that much later than it
 * was counted.
 */
export const PORTAL_BUDGET: CallBudget = { calls: 90, windowMs: 10_500 }

/** Past these /health says that somebody should look. Seconds. */
export const HEALTH_THRESHOLDS = {
  /** a due row is taken up within five minutes, and backs off for an hour at most */
  oldestDueSyncSeconds: 30 * MINUTE,
  /** while it is paused, a few leads never look late: each try makes them due anew */
  syncPausedSeconds: 30 * MINUTE,
  /** it is tried once an hour at least; what refuses it alone, such as a missing permission, pauses the sync only briefly */
  oldestOpenErasureSeconds: DAY,
  oldestDueEmailSeconds: 30 * MINUTE,
  /** the longest that eight attempts take is 64 minutes and what the cron adds */
  oldestOpenEmailSeconds: 90 * MINUTE,
  /** the promise: personal data of people who did not finish is gone within an hour of expiry */
  oldestExpiredSessionSeconds: HOUR,
  /** beyond the retention period; the scrub runs daily */
  unscrubbedGraceSeconds: 2 * DAY,
  /** since a job's last success; every job but the daily ones runs each five minutes */
  jobSeconds: 30 * MINUTE,
  dailyJobSeconds: 26 * HOUR,
}

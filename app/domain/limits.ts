import { DAY, HOUR, MINUTE } from './duration.ts'

// What somebody may want to change. tests/db/schema/limits.test.ts compares those that the database holds as well.

/** In a sliding window. */
export interface RateLimit {
  times: number
  seconds: number
}

/** The setting STARTS_PER_NETWORK_PER_HOUR overrides the usual. */
export const STARTS_PER_NETWORK = { usual: 60, most: 10_000, seconds: HOUR } as const
export const CHALLENGED_STARTS_FACTOR = 10
/** A /48 of IPv6 has so many times what one /64 in it has. */
export const SITE_FACTOR = 5
/** Views of the landing page that are counted; a visitor's, once a day. */
export const LANDINGS_PER_VISITOR: RateLimit = { times: 1, seconds: DAY }
export const LANDINGS_PER_NETWORK: RateLimit = { times: 200, seconds: HOUR }
/** In a day; further ones are counted together. */
export const CAMPAIGNS_TOLD_APART = 100
export const SAVES_PER_SESSION: RateLimit = { times: 60, seconds: MINUTE }
export const SAVES_PER_NETWORK: RateLimit = { times: 600, seconds: MINUTE }
export const CONTACT_POSTS_PER_ASSESSMENT: RateLimit = { times: 20, seconds: HOUR }
export const CONTACT_POSTS_PER_NETWORK: RateLimit = { times: 300, seconds: HOUR }
export const ADDRESSES_PER_ASSESSMENT: RateLimit = { times: 5, seconds: DAY }
export const OWN_LINK_POSTS_PER_ASSESSMENT: RateLimit = { times: 30, seconds: HOUR }
export const OWN_LINK_POSTS_PER_NETWORK: RateLimit = { times: 300, seconds: HOUR }
export const PRINTS_PER_ASSESSMENT: RateLimit = { times: 10, seconds: HOUR }
export const PRINTS_PER_NETWORK: RateLimit = { times: 60, seconds: HOUR }
export const RESUME_LINKS_PER_NETWORK: RateLimit = { times: 20, seconds: HOUR }
export const TEAM_POSTS_PER_NETWORK: RateLimit = { times: 60, seconds: HOUR }
/** Addresses of teams that there are not. */
export const TEAM_GUESSES_PER_NETWORK: RateLimit = { times: 30, seconds: HOUR }
export const RESUMES_PER_LINK: RateLimit = { times: 30, seconds: HOUR }
export const PRIVACY_LINKS_PER_NETWORK: RateLimit = { times: 10, seconds: HOUR }
/** To other spellings of a mailbox than its own, where nothing was sent to them. */
export const PRIVACY_LINKS_PER_MAILBOX_AND_NETWORK: RateLimit = { times: 3, seconds: DAY }
export const PRIVACY_LINKS_PER_MAILBOX: RateLimit = { times: 10, seconds: DAY }
export const OPS_SIGN_INS_PER_NETWORK: RateLimit = { times: 10, seconds: 15 * MINUTE }
/** So that a session that was taken reads no more contact details than a person would. */
export const OPS_POSTS_PER_SESSION: RateLimit = { times: 120, seconds: HOUR }
export const POSTS_PER_PRIVACY_LINK: RateLimit = { times: 20, seconds: HOUR }

/** The proof of work: at most so many hashes, on average half. */
export const CHALLENGE = { hashes: 240_000, seconds: 10 * MINUTE } as const
export const TURNSTILE_ACTION = 'start'

export const HEALTH_LOOKS = { atOnce: 30, everyMs: 2_000 } as const

export const BODY_LIMIT_BYTES = 64 * 1024

/** The assessment under way, and those whose results the browser may open. */
export const REMEMBERED_SESSIONS = 5

export const REMEMBERED_LINKS = 5

/** In seconds. */
export const LIFETIMES = {
  /** counted from the last answer */
  session: 24 * HOUR,
  /** counted for each session from when the browser got it */
  visitorCookie: 30 * DAY,
  linkCookie: 2 * HOUR,
  /** of a form where cookies are blocked, from when it was shown: as long as its session */
  continuation: 24 * HOUR,
  /** of the one that adds contact details to a result: no longer than a page is open on a machine that others use */
  resultsContinuation: 2 * HOUR,
  /** of somebody signed in to /ops with a token, however busy */
  opsSession: 2 * HOUR,
  /** well past the scrub: scores and advice stay open */
  resultsLink: 90 * DAY,
  ownLink: 90 * DAY,
  team: 90 * DAY,
  /** It ends with its session, which may go on being extended, at the latest. */
  resumeLink: 7 * DAY,
  privacyLink: 24 * HOUR,
  /** longer than any backup is kept */
  retentionLog: 400 * DAY,
}

/** As long as each of them works: whoever gets no further one has as many that do. */
export const PRIVACY_LINKS_PER_ADDRESS: RateLimit = { times: 3, seconds: LIFETIMES.privacyLink }

/** Of completed assessments, where the setting RETENTION_DAYS says nothing else. */
export const RETENTION_DAYS = { usual: 30, most: 365 } as const

/** How long landing and privacy page wait for what is known of a visitor. The setting STATE_WAIT_MS overrides the usual. */
export const STATE_WAIT_MS = { usual: 300, most: 60_000 } as const

export const PRINT_WAIT_MS = { usual: 20_000, most: 60_000 } as const

/** How often a cron asks the database whether there is anything to do. The setting IDLE_MINUTES overrides the usual. */
export const IDLE_MINUTES = { usual: 5, most: 30 } as const

/** Beyond `addressPerDay` e-mails are skipped, beyond the others sent later. The settings MAIL_CAP_* override these. */
export interface EmailLimits {
  addressPerDay: number
  networkPerHour: number
  totalPerHour: number
}
export const EMAIL_LIMITS: EmailLimits = { addressPerDay: 5, networkPerHour: 20, totalPerHour: 1_000 }

export interface QueueLimits {
  maxRetries: number
  retryDelaySeconds: number
  /** longer than a run may hold a row: when it dies, the row is due again after this */
  leaseSeconds: number
}
export const LEAD_QUEUE: QueueLimits = { maxRetries: 5, retryDelaySeconds: MINUTE, leaseSeconds: 60 }
/** The attempts end what kills its run; a failing e-mail is ended by its age (mail/retry-schedule.ts). */
export const EMAIL_QUEUE: QueueLimits = { maxRetries: 200, retryDelaySeconds: 30, leaseSeconds: 90 }
/** The attempts end what kills its run; a failing event is ended by its age (webhook/retry-schedule.ts). */
export const WEBHOOK_QUEUE: QueueLimits = { maxRetries: 200, retryDelaySeconds: MINUTE, leaseSeconds: 90 }
export const ERASURE_QUEUE: Omit<QueueLimits, 'maxRetries'> = { retryDelaySeconds: MINUTE, leaseSeconds: 60 }
export const MARK_QUEUE: Omit<QueueLimits, 'maxRetries'> = { retryDelaySeconds: MINUTE, leaseSeconds: 60 }
export const MAX_RETRY_DELAY_SECONDS = HOUR

export const DEAL_CLOSES_AFTER_SECONDS = 30 * DAY

export const TIMEOUTS = {
  statementMs: 10_000,
  crmCallMs: 10_000,
  emailSendMs: 10_000,
  webhookCallMs: 10_000,
  turnstileCallMs: 2_500,
}

export interface CallBudget {
  calls: number
  windowMs: number
}
/** Of 100 in ten seconds that a small portal allows: some are left to other apps, and a call may arrive late. */
export const PORTAL_BUDGET: CallBudget = { calls: 90, windowMs: 10_500 }

/** What wants somebody shows on /health within fifteen minutes: a monitor asks once a minute. */
const SEEN_AFTER = 14 * MINUTE

/** In seconds. What waits counts from when it was first asked for: each try makes it due anew. */
export const HEALTH_THRESHOLDS = {
  oldestOpenSyncSeconds: SEEN_AFTER,
  oldestOpenEmailSeconds: SEEN_AFTER,
  oldestOpenWebhookSeconds: SEEN_AFTER,
  oldestOpenErasureSeconds: SEEN_AFTER,
  oldestOpenMarkSeconds: SEEN_AFTER,
  pausedSeconds: SEEN_AFTER,
  /** a promise to prospects: within an hour */
  oldestExpiredSessionSeconds: SEEN_AFTER,
  unscrubbedGraceSeconds: DAY + SEEN_AFTER,
  /** so many nights take turns at more contacts than one can clear */
  crmRetentionOpenSeconds: 7 * DAY,
  jobSeconds: SEEN_AFTER,
  dailyJobSeconds: DAY + SEEN_AFTER,
}

/** A condition that comes and goes within this is one alert. */
export const ALERT_RECOVERED_AFTER_SECONDS = 10 * MINUTE

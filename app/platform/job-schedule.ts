/** The scheduled jobs and their cron expressions, in UTC. One expression, one job; wrangler.toml holds the same ones. */
export const JOB_SCHEDULE = {
  deliver_emails: '* * * * *',
  drain_hubspot: '*/5 * * * *',
  expire_sessions: '2-59/5 * * * *',
  erase_in_hubspot: '4-59/5 * * * *',
  enforce_retention: '17 3 * * *',
} as const

export type JobName = keyof typeof JOB_SCHEDULE

/** Those that run once a day; all others run at least every five minutes. */
export const DAILY_JOBS: readonly JobName[] = ['enforce_retention']

/** In UTC, one job each, as in wrangler.toml. Those of every five minutes come together: a sleeping database wakes once. */
export const JOB_SCHEDULE = {
  deliver_emails: '* * * * *',
  drain_hubspot: '*/5 * * * *',
  expire_sessions: '1-59/5 * * * *',
  erase_in_hubspot: '2-59/5 * * * *',
  enforce_retention: '17 3 * * *',
} as const

export type JobName = keyof typeof JOB_SCHEDULE

export const DAILY_JOBS: readonly JobName[] = ['enforce_retention']

/** Between two ticks, of jobs that run more than once an hour. */
export const TICK_MINUTES: Partial<Record<JobName, number>> = {
  deliver_emails: 1,
  drain_hubspot: 5,
  expire_sessions: 5,
  erase_in_hubspot: 5,
}

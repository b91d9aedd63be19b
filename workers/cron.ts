import { type JobName, JOB_SCHEDULE } from '#app/platform/job-schedule.ts'
import { recordJobSuccess } from '#app/data/health.server.ts'
import { readConfig } from '#app/platform/config.server.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import type { Job } from './job-types.ts'
import { enforceRetentionJob } from './jobs/enforce-retention.ts'
import { deliverEmailsJob } from './jobs/deliver-emails.ts'
import { drainHubspotJob } from './jobs/drain-hubspot.ts'
import { eraseInHubspotJob } from './jobs/erase-in-hubspot.ts'
import { expireSessionsJob } from './jobs/expire-sessions.ts'
import { isIdle, noteRun } from './idle.ts'
import { type EventContext, createLoadContext } from './load-context.ts'

/** What Cloudflare says of a cron run, as far as it is used here. */
export interface CronEvent {
  cron: string
  /** milliseconds since 1970 */
  scheduledTime: number
}

const JOBS: Record<JobName, Job> = {
  deliver_emails: deliverEmailsJob,
  drain_hubspot: drainHubspotJob,
  expire_sessions: expireSessionsJob,
  erase_in_hubspot: eraseInHubspotJob,
  enforce_retention: enforceRetentionJob,
}

/** What each cron expression runs. */
export const CRON_JOBS: Record<string, { name: JobName; run: Job }> = Object.fromEntries(
  (Object.keys(JOBS) as JobName[]).map((name) => [JOB_SCHEDULE[name], { name, run: JOBS[name] }]),
)

/**
 * Runs the job of a cron expression. An unknown expression is logged and does nothing: a job that deletes must be
 * named, never a default.
 * @throws JobFailedError, so that Cloudflare counts the run as failed
 */
export async function runCron(event: CronEvent, env: object, ctx: EventContext): Promise<void> {
  const now = new Date(event.scheduledTime)
  const job = CRON_JOBS[event.cron]
  const idleMinutes = readConfig(env).IDLE_MINUTES
  if (job && isIdle(job.name, now, idleMinutes)) return
  const { context, close } = createLoadContext(env, { now })
  try {
    if (!job) return context.log.warn('cron_unknown', { cron: event.cron })
    noteRun(job.name, true)
    const counts = await job.run(context)
    const left = await recordJobSuccess(context.db, job.name, systemClock.now(), idleMinutes)
    noteRun(job.name, counts !== null || left)
    if (counts) context.log.info('job', { job: job.name, ...counts })
  } catch (error) {
    context.log.error('job_failed', error, { job: job?.name })
    throw new JobFailedError(job?.name ?? 'none')
  } finally {
    ctx.waitUntil(close())
  }
}

/** Says no more than which job it was: Cloudflare logs the message, and those of drivers may quote what they were given. */
class JobFailedError extends Error {
  override readonly name = 'JobFailedError'
  constructor(job: string) {
    super(`The job ${job} failed: see the event job_failed`)
  }
}

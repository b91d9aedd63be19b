import type { Database } from '#app/data/database.server.ts'
import { type HealthFacts, readHealth } from '#app/data/health.server.ts'
import { DAY } from '#app/domain/duration.ts'
import { HEALTH_THRESHOLDS } from '#app/domain/limits.ts'
import { DAILY_JOBS, JOB_SCHEDULE, type JobName } from '#app/platform/job-schedule.ts'

export interface Health extends HealthFacts {
  healthy: boolean
  database: 'ok' | 'not_utc'
  /** names of what is past its threshold */
  problems: string[]
}

/**
 * A job that has never come to a good end is late as well, once the schema has been there for long enough: that is how
 * a deployment without its cron triggers shows.
 * @param expected for how many days personal data is kept, and whether leads are sent at all (e-mails that nobody sends do not wait)
 */
export async function checkHealth(
  db: Database,
  expected: { retentionDays: number; hubspot: boolean },
): Promise<Health> {
  const facts = await readHealth(db)
  const utc = ['UTC', 'Etc/UTC', 'GMT'].includes(facts.timeZone)
  const late = (age: number | null | undefined, threshold: number) => (age ?? 0) > threshold
  const problems = [
    !utc && 'time_zone',
    expected.hubspot &&
      late(facts.oldestDueSyncSeconds, HEALTH_THRESHOLDS.oldestDueSyncSeconds) &&
      'hubspot_queue',
    expected.hubspot &&
      late(facts.syncPausedSeconds, HEALTH_THRESHOLDS.syncPausedSeconds) &&
      'hubspot_paused',
    late(facts.oldestOpenErasureSeconds, HEALTH_THRESHOLDS.oldestOpenErasureSeconds) && 'open_erasures',
    (late(facts.oldestDueEmailSeconds, HEALTH_THRESHOLDS.oldestDueEmailSeconds) ||
      late(facts.oldestOpenEmailSeconds, HEALTH_THRESHOLDS.oldestOpenEmailSeconds)) &&
      'email_queue',
    late(facts.oldestExpiredSessionSeconds, HEALTH_THRESHOLDS.oldestExpiredSessionSeconds) &&
      'expired_sessions',
    late(
      facts.oldestUnscrubbedSeconds,
      expected.retentionDays * DAY + HEALTH_THRESHOLDS.unscrubbedGraceSeconds,
    ) && 'unscrubbed_assessments',
    ...(Object.keys(JOB_SCHEDULE) as JobName[]).map((job) => {
      const daily = DAILY_JOBS.includes(job)
      const limit = daily ? HEALTH_THRESHOLDS.dailyJobSeconds : HEALTH_THRESHOLDS.jobSeconds
      return late(facts.jobs[job] ?? facts.schemaSeconds, limit) && `job:${job}`
    }),
  ].filter((problem) => problem !== false)
  return { ...facts, healthy: problems.length === 0, database: utc ? 'ok' : 'not_utc', problems }
}

import type { Database } from '#app/data/database.server.ts'
import { type HealthFacts, readHealth } from '#app/data/health.server.ts'
import { DAY, MINUTE } from '#app/domain/duration.ts'
import { type HealthProblem, seeFor } from '#app/domain/health-problem.ts'
import { HEALTH_THRESHOLDS, IDLE_MINUTES } from '#app/domain/limits.ts'
import { HUBSPOT_OPERATIONS, OPTIONAL_OPERATIONS, type Operation } from '#app/domain/pause.ts'
import { DAILY_JOBS, JOB_SCHEDULE, type JobName } from '#app/platform/job-schedule.ts'

export interface Health extends HealthFacts {
  healthy: boolean
  database: 'ok' | 'not_utc' | 'read_only'
  problems: HealthProblem[]
  /** what to type first, by problem */
  see: Record<string, string>
}

export interface HealthExpectations {
  retentionDays: number
  /** there is a token for HubSpot */
  hubspot: boolean
  /** as the setting IDLE_MINUTES */
  idleMinutes?: number
}

/** A job that never succeeded is late too, once the schema is old enough: as in a deployment without cron triggers. */
export async function checkHealth(db: Database, expected: HealthExpectations): Promise<Health> {
  return judgeHealth(await readHealth(db), expected)
}

export function judgeHealth(facts: HealthFacts, expected: HealthExpectations): Health {
  const utc = ['UTC', 'Etc/UTC', 'GMT'].includes(facts.timeZone)
  const problems: HealthProblem[] = [
    ...(facts.readOnly ? ['database_read_only' as const] : []),
    ...(utc ? [] : ['time_zone' as const]),
    ...findWaiting(facts, expected),
    ...findDead(facts),
    ...findOverdue(facts, expected),
    ...(facts.rollUpDifferences > 0 ? ['roll_up' as const] : []),
    ...findLateJobs(facts, expected),
  ]
  return {
    ...facts,
    healthy: problems.length === 0,
    database: facts.readOnly ? 'read_only' : utc ? 'ok' : 'not_utc',
    problems,
    see: seeFor(problems),
  }
}

const isLate = (age: number | null | undefined, threshold: number) => (age ?? 0) > threshold

/** How much later than usual a cron comes that leaves a sleeping database alone. */
const idleSeconds = ({ idleMinutes = IDLE_MINUTES.usual }: HealthExpectations) =>
  Math.max(0, idleMinutes - IDLE_MINUTES.usual) * MINUTE

const NEEDED_OPERATIONS = HUBSPOT_OPERATIONS.filter((operation) => !OPTIONAL_OPERATIONS.includes(operation))

function findWaiting(facts: HealthFacts, expected: HealthExpectations): HealthProblem[] {
  const idle = idleSeconds(expected)
  const isPaused = (operation: Operation) =>
    isLate(facts.pausedSeconds[operation], HEALTH_THRESHOLDS.pausedSeconds)
  const isSyncLate = isLate(facts.oldestOpenSyncSeconds, HEALTH_THRESHOLDS.oldestOpenSyncSeconds + idle)
  const waiting: [boolean, HealthProblem][] = [
    // Where HubSpot was never called leads wait for whoever will connect it.
    [!expected.hubspot && facts.hubspotCalled && isSyncLate, 'hubspot_not_configured'],
    [expected.hubspot && isSyncLate, 'hubspot_queue'],
    [expected.hubspot && NEEDED_OPERATIONS.some(isPaused), 'hubspot_paused'],
    [isPaused('mail'), 'mail_paused'],
    [isLate(facts.pausedWebhookSeconds, HEALTH_THRESHOLDS.pausedSeconds), 'webhook_paused'],
    [
      isLate(facts.oldestOpenWebhookSeconds, HEALTH_THRESHOLDS.oldestOpenWebhookSeconds + idle),
      'webhook_queue',
    ],
    [isLate(facts.oldestOpenEmailSeconds, HEALTH_THRESHOLDS.oldestOpenEmailSeconds + idle), 'email_queue'],
    [
      isLate(facts.oldestOpenErasureSeconds, HEALTH_THRESHOLDS.oldestOpenErasureSeconds + idle),
      'open_erasures',
    ],
    // Without HubSpot there is nobody to tell, unless there was one before.
    [
      (expected.hubspot || facts.hubspotCalled) &&
        isLate(facts.oldestOpenMarkSeconds, HEALTH_THRESHOLDS.oldestOpenMarkSeconds + idle),
      'open_withdrawals',
    ],
  ]
  return waiting.filter(([found]) => found).map(([, problem]) => problem)
}

function findDead(facts: HealthFacts): HealthProblem[] {
  const { deadSyncs, deadEmails, deadWebhooks, deadErasures, deadMarks } = facts
  const dead: [number, HealthProblem][] = [
    [deadSyncs, 'hubspot_dead'],
    [deadEmails, 'email_dead'],
    [deadWebhooks, 'webhook_dead'],
    [deadErasures, 'dead_erasures'],
    [deadMarks, 'dead_withdrawals'],
  ]
  return dead.filter(([count]) => count > 0).map(([, problem]) => problem)
}

function findOverdue(facts: HealthFacts, expected: HealthExpectations): HealthProblem[] {
  const { oldestExpiredSessionSeconds, unscrubbedGraceSeconds } = HEALTH_THRESHOLDS
  const overdue: [boolean, HealthProblem][] = [
    [
      isLate(facts.oldestExpiredSessionSeconds, oldestExpiredSessionSeconds + idleSeconds(expected)),
      'expired_sessions',
    ],
    [
      isLate(facts.oldestUnscrubbedSeconds, expected.retentionDays * DAY + unscrubbedGraceSeconds),
      'unscrubbed_assessments',
    ],
    [isLate(facts.crmRetentionOpenSeconds, HEALTH_THRESHOLDS.crmRetentionOpenSeconds), 'crm_retention'],
  ]
  return overdue.filter(([found]) => found).map(([, problem]) => problem)
}

function findLateJobs({ jobs, schemaSeconds }: HealthFacts, expected: HealthExpectations): HealthProblem[] {
  const { dailyJobSeconds, jobSeconds } = HEALTH_THRESHOLDS
  return (Object.keys(JOB_SCHEDULE) as JobName[])
    .filter((job) => {
      const limit = DAILY_JOBS.includes(job) ? dailyJobSeconds : jobSeconds + idleSeconds(expected)
      return isLate(jobs[job] ?? schemaSeconds, limit)
    })
    .map((job) => `job:${job}` as const)
}

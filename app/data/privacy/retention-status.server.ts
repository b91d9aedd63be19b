import * as z from 'zod'
import { RETENTION_JOBS, RETENTION_OUTCOMES } from '#app/domain/privacy/retention-jobs.ts'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import { type Part, readPart, time } from '#app/data/parts.server.ts'
import { one } from '#app/data/rows.server.ts'

const count = z.number()
const maybeTime = time.nullable()

const statusRow = z.object({
  cutoff: time,
  dueAssessments: count,
  dueQueueRows: count,
  dueMessages: count,
  /** assessments that become due within the next day, and within a week */
  dueTomorrow: count,
  dueThisWeek: count,
  unscrubbed: count,
  oldestPersonal: maybeTime,
  expiredSessions: count,
  openRequests: count,
})

/** What is due, in counts and times. */
export type RetentionStatus = z.output<typeof statusRow>

/**
 * Counts what is due now and what will be; reads only, so that it is also the scrub's dry run.
 * @param atMost it counts no further, where a page must not wait
 */
export function retentionStatusPart(
  retentionDays: number,
  atMost: number | null = null,
): Part<RetentionStatus> {
  const limit = sql`LIMIT ${atMost}::int`
  const counted = (rows: Sql) => sql`(SELECT count(*)::int FROM (SELECT ${rows} ${limit}) AS counted)`
  const unscrubbed = sql`FROM assessments, cut WHERE "emailScrubbedAt" IS NULL`
  const query = sql`
    WITH cut AS MATERIALIZED (
      SELECT utc_ago(make_interval(days => ${retentionDays}::int))::timestamptz(3) AS at
    ), due AS MATERIALIZED (
      SELECT a.id FROM assessments a, cut WHERE a."emailScrubbedAt" IS NULL AND a."createdAt" <= cut.at ${limit}
    )
    SELECT cut.at AS cutoff,
      (SELECT count(*)::int FROM due) AS "dueAssessments",
      ${counted(sql`FROM hubspot_sync_queue q JOIN due ON due.id = q."assessmentId"`)} AS "dueQueueRows",
      ${counted(sql`FROM email_messages m, cut
        WHERE (m.recipient IS NOT NULL OR m.payload <> '{}' OR m."lastError" IS NOT NULL)
          AND (m."createdAt" <= cut.at OR m."assessmentId" IN (SELECT id FROM due))`)} AS "dueMessages",
      ${counted(sql`${unscrubbed} AND "createdAt" > cut.at AND "createdAt" <= cut.at + interval '24 hours'`)} AS "dueTomorrow",
      ${counted(sql`${unscrubbed} AND "createdAt" > cut.at AND "createdAt" <= cut.at + interval '168 hours'`)} AS "dueThisWeek",
      ${counted(unscrubbed)} AS unscrubbed,
      oldest_personal_record() AS "oldestPersonal",
      ${counted(sql`FROM assessment_sessions WHERE "expiresAt" <= now()`)} AS "expiredSessions",
      ${counted(sql`FROM privacy_requests WHERE "expiresAt" > now()`)} AS "openRequests"
    FROM cut`
  return { query, row: statusRow }
}

export async function readRetentionStatus(db: Database, retentionDays: number): Promise<RetentionStatus> {
  return one(await db.$queryRaw(retentionStatusPart(retentionDays).query), statusRow)
}

const runRow = z.object({
  job: z.string(),
  startedAt: time,
  finishedAt: maybeTime,
  affectedRows: z.number(),
  oldestPersonalLeftAt: maybeTime,
  outcome: z.enum(RETENTION_OUTCOMES),
})

/** An entry of the retention log. */
export type RetentionRunRow = z.output<typeof runRow>

/** The latest runs of each job, newest first. */
export function lastRunsPart(perJob: number): Part<RetentionRunRow> {
  const query = sql`
    SELECT r.job, r."startedAt", r."finishedAt", r."affectedRows", r."oldestPersonalLeftAt", r.outcome
    FROM unnest(${[...RETENTION_JOBS]}::text[]) AS jobs(job)
    CROSS JOIN LATERAL (
      SELECT * FROM retention_runs r WHERE r.job = jobs.job ORDER BY r."startedAt" DESC LIMIT ${perJob}::int
    ) AS r`
  return { query, row: runRow }
}

export function readLastRuns(db: Database, perJob: number): Promise<RetentionRunRow[]> {
  return readPart(db, lastRunsPart(perJob))
}

import * as z from 'zod'
import type { RetentionJob, RetentionOutcome } from '#app/domain/privacy/retention-jobs.ts'
import { type Database, sql } from '#app/data/database.server.ts'

export interface StartedRun {
  id: string
  /**
   * Everything created up to here is due: the database's clock less the retention. PostgreSQL's own text, because a
   * JavaScript date would cut it.
   */
  cutoff: string
}

/** Notes that a run begins. Until it ends it counts as failed: a run that is killed leaves its trace. */
export async function startRun(db: Database, job: RetentionJob, retentionDays: number): Promise<StartedRun> {
  const rows = await db.$queryRaw(sql`
    INSERT INTO retention_runs (id, job, "startedAt", outcome)
    VALUES (gen_random_uuid()::text, ${job}, now(), 'failed')
    RETURNING id, utc_ago(make_interval(days => ${retentionDays}::int))::timestamptz(3)::text AS cutoff`)
  return z.tuple([z.object({ id: z.string(), cutoff: z.string() })]).parse(rows)[0]
}

export interface RunResult {
  affectedRows: number
  outcome: RetentionOutcome
}

const ended = z.tuple([z.object({ oldestPersonalLeftAt: z.date().nullable() })])

/** Ends a run's entry. @returns the oldest personal record that is left now; null when there is none */
export async function endRun(db: Database, id: string, result: RunResult): Promise<Date | null> {
  const rows = await db.$queryRaw(sql`
    UPDATE retention_runs SET "finishedAt" = GREATEST(now(), "startedAt"), "affectedRows" = ${result.affectedRows}::int,
      outcome = ${result.outcome}, "oldestPersonalLeftAt" = oldest_personal_record()
    WHERE id = ${id} RETURNING "oldestPersonalLeftAt"`)
  return ended.parse(rows)[0].oldestPersonalLeftAt
}

const scrubbed = z.tuple([z.object({ scrubbed: z.number(), lastCreatedAt: z.string().nullable() })])

/**
 * Scrubs one batch of assessments with their queue rows and messages, oldest first.
 * @param after where the batch before ended; null for the first
 * @returns where this batch ended, for the next; null when nothing was due
 */
export async function scrubAssessments(
  db: Database,
  { cutoff, after, limit }: { cutoff: string; after: string | null; limit: number },
): Promise<{ scrubbed: number; lastCreatedAt: string | null }> {
  const rows = await db.$queryRaw(sql`
    SELECT scrubbed, "lastCreatedAt"::text FROM scrub_assessments(${cutoff}::text::timestamptz,
      ${after ?? '-infinity'}::text::timestamptz, ${limit}::int)`)
  return scrubbed.parse(rows)[0]
}

const counted = z.tuple([z.object({ count: z.number() })])

/** Scrubs one batch of what belongs to no assessment. @returns how many rows */
export async function scrubUnattached(db: Database, cutoff: string, limit: number): Promise<number> {
  const rows = await db.$queryRaw(sql`
    SELECT scrub_unattached(${cutoff}::text::timestamptz, ${limit}::int) AS count`)
  return counted.parse(rows)[0].count
}

/** Deletes one batch of rows that have done their work. @returns how many */
export async function deleteFinishedBatch(
  db: Database,
  { cutoff, keepLogSeconds, limit }: { cutoff: string; keepLogSeconds: number; limit: number },
): Promise<number> {
  const rows = await db.$queryRaw(sql`
    SELECT delete_finished_rows(${cutoff}::text::timestamptz, make_interval(secs => ${keepLogSeconds}::float8),
      ${limit}::int) AS count`)
  return counted.parse(rows)[0].count
}

/** Deletes one batch of expired requests about personal data. @returns how many */
export async function deleteExpiredPrivacyRequests(db: Database, limit: number): Promise<number> {
  return db.$executeRaw(sql`
    DELETE FROM privacy_requests WHERE id IN (
      SELECT id FROM privacy_requests WHERE "expiresAt" <= now()
      ORDER BY "expiresAt" LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`)
}

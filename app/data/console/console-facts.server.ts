import * as z from 'zod'
import { type Sql, sql } from '#app/data/database.server.ts'
import { type Part, time } from '#app/data/parts.server.ts'
import { COUNTED, boundedCount } from './queue-figures.server.ts'

const overviewRow = z.object({
  /** assessments completed within 24 hours, and within a week */
  completedToday: z.number(),
  completedThisWeek: z.number(),
  underWay: z.number(),
  leadsSentToday: z.number(),
  emailsSentToday: z.number(),
  /** addresses of a week that were sent to more than one contact of HubSpot */
  doubledContacts: z.number(),
  /** deals of HubSpot that two assessments of a week have */
  doubledDeals: z.number(),
  oldestPersonal: time.nullable(),
})

const since = (interval: Sql) => sql`now() - interval ${interval}`

/** Counts of the last days, bounded, on indexes; '-infinity' as the index of the list says it. */
export const overviewPart: Part<z.output<typeof overviewRow>> = {
  row: overviewRow,
  query: sql`
    WITH week AS MATERIALIZED (
      SELECT lower(email) COLLATE "C" AS email, "hubspotContactId" COLLATE "C" AS contact, "hubspotDealId" COLLATE "C" AS deal
      FROM assessments
      WHERE "createdAt" > '-infinity' AND "createdAt" > ${since(sql`'7 days'`)} AND "hubspotContactId" IS NOT NULL)
    SELECT completed.today AS "completedToday", completed.week AS "completedThisWeek",
      ${boundedCount(sql`FROM assessment_sessions WHERE "expiresAt" > now()`)} AS "underWay",
      ${boundedCount(sql`FROM hubspot_sync_queue WHERE status = 'completed'
        AND "completedAt" > ${since(sql`'24 hours'`)}`)} AS "leadsSentToday",
      ${boundedCount(sql`FROM email_messages WHERE status = 'completed'
        AND "completedAt" > ${since(sql`'24 hours'`)}`)} AS "emailsSentToday",
      (SELECT count(*)::int FROM (SELECT FROM week
        WHERE email IN (SELECT email FROM week GROUP BY email HAVING count(*) > 1)
        GROUP BY email HAVING min(contact) <> max(contact)) AS twice) AS "doubledContacts",
      (SELECT count(*)::int FROM (SELECT FROM week WHERE deal IS NOT NULL
        GROUP BY deal HAVING count(*) > 1) AS twice) AS "doubledDeals",
      oldest_personal_record() AS "oldestPersonal"
    FROM (
      SELECT (count(*) FILTER (WHERE "createdAt" > ${since(sql`'24 hours'`)}))::int AS today, count(*)::int AS week
      FROM (SELECT "createdAt" FROM assessments WHERE "createdAt" > ${since(sql`'7 days'`)}
        ORDER BY "createdAt" DESC LIMIT ${COUNTED + 1}::int) AS newest) AS completed`,
}

const jobRow = z.object({ job: z.string(), succeededAt: time, seconds: z.number() })
export type JobRow = z.output<typeof jobRow>

/** When each scheduled job last came to a good end. */
export const jobsPart: Part<JobRow> = {
  row: jobRow,
  query: sql`
    SELECT job, "succeededAt", EXTRACT(EPOCH FROM now() - "succeededAt")::int AS seconds FROM job_successes ORDER BY job`,
}

const deadRow = z.object({
  id: z.string(),
  assessmentId: z.string().nullable(),
  kind: z.string(),
  createdAt: time,
  lastAttemptAt: time.nullable(),
  error: z.string().nullable(),
})
export type DeadRow = z.output<typeof deadRow>

/** Some of the dead rows of a queue, the newest first. @param kind the column that says what is sent */
export function deadRowsPart(name: Sql, kind: Sql, limit: number): Part<DeadRow> {
  const query = sql`
    SELECT id, "assessmentId", ${kind} AS kind, "createdAt", "lastAttemptAt", "lastError" AS error
    FROM ${name} WHERE status = 'dead' ORDER BY "createdAt" DESC LIMIT ${limit}::int`
  return { query, row: deadRow }
}

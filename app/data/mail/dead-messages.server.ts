import * as z from 'zod'
import { allows } from '#app/data/consent.server.ts'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import { type DeadSelection, isChosen, isDismissible } from '#app/data/dead-selection.server.ts'
import { boundedCount } from '#app/data/console/queue-figures.server.ts'
import { one } from '#app/data/rows.server.ts'

const revived = z.object({ retried: z.number(), superseded: z.number(), unclear: z.number() })

/**
 * Makes dead e-mails due again, with all their attempts, in one statement. One that another of the same kind has overtaken
 * is cancelled; one without an address (scrubbed, link gone) stays as it is. What was admitted under the caps stays so.
 *
 * An e-mail that was known not to be taken goes under a new idempotency key. One that may have been taken keeps its key
 * while the provider still knows it, which makes a repeat safe. After that it is sent only when it was named by id or
 * cause, since it may then arrive twice: `all` leaves it.
 * @returns how many are due again, were cancelled, and were left because they may have been taken
 */
export async function retryDeadEmails(
  db: Database,
  selection: DeadSelection,
  repeatableSeconds: number,
): Promise<z.output<typeof revived>> {
  // Assessments before messages, as everywhere.
  const rows = await db.$queryRaw(sql`
    WITH chosen AS MATERIALIZED (
      SELECT q.id, q."assessmentId",
        q.payload ? 'unclearSince' OR q."lastError" = 'outcome_unknown' AS unclear,
        (q.payload->>'unclearSince')::timestamptz > now() - make_interval(secs => ${repeatableSeconds}::float8) AS repeatable,
        q.kind = 'resume' AND (
          EXISTS (SELECT FROM email_messages o WHERE o.kind = 'resume' AND o.status = 'pending'
            AND o."sessionId" = q."sessionId" AND o."recipientHash" = q."recipientHash")
          OR row_number() OVER (PARTITION BY q.kind, q."sessionId", q."recipientHash" ORDER BY q."createdAt" DESC, q.id) > 1
        ) AS superseded
      FROM email_messages q WHERE ${isRetriable(selection)}
    ), held AS MATERIALIZED (
      SELECT a.id FROM assessments a WHERE a.id IN (SELECT "assessmentId" FROM chosen) ORDER BY a.id FOR NO KEY UPDATE
    ), left_alone AS (
      SELECT id FROM chosen WHERE unclear AND NOT COALESCE(repeatable, false) AND ${selection === 'all'}::boolean
    ), changed AS (
      UPDATE email_messages q SET
        status = CASE WHEN c.superseded THEN 'cancelled' ELSE 'pending' END,
        recipient = CASE WHEN NOT c.superseded THEN q.recipient END,
        payload = CASE WHEN c.superseded THEN '{}' WHEN c.repeatable THEN q.payload ELSE q.payload - 'unclearSince' END,
        revision = q.revision + CASE WHEN c.repeatable THEN 0 ELSE 1 END,
        "retryCount" = 0, "nextRetryAt" = now(), "claimToken" = NULL
      FROM chosen c
      WHERE c.id = q.id AND q.status = 'dead' AND c.id NOT IN (SELECT id FROM left_alone)
        AND (SELECT count(*) FROM held) >= 0
      RETURNING q."assessmentId", q.kind, c.superseded
    ), mirrored AS (
      UPDATE assessments a SET "emailDeliveryStatus" = 'pending'
      FROM changed WHERE a.id = changed."assessmentId" AND changed.kind = 'results' AND a."emailScrubbedAt" IS NULL
    )
    SELECT (count(*) FILTER (WHERE NOT superseded))::int AS retried,
      (count(*) FILTER (WHERE superseded))::int AS superseded,
      (SELECT count(*)::int FROM left_alone) AS unclear
    FROM changed`)
  return one(rows, revived)
}

/** Its address is still there, and the person has not withdrawn. */
function isRetriable(selection: DeadSelection): Sql {
  return sql`${isChosen(selection)} AND q.recipient IS NOT NULL AND (q.kind <> 'results' OR EXISTS (
    SELECT FROM assessments p WHERE p.id = q."assessmentId" AND ${allows('p', 'results')}))`
}

/** How many {@link retryDeadEmails} would look at, or {@link dismissEmails} would end, up to {@link COUNTED} and one. */
export async function countDeadMessages(
  db: Database,
  what: 'retry' | 'dismiss',
  selection: DeadSelection,
): Promise<number> {
  const chosen = what === 'retry' ? isRetriable(selection) : isDismissible(selection)
  const rows = await db.$queryRaw(
    sql`SELECT ${boundedCount(sql`FROM email_messages q WHERE ${chosen}`)} AS count`,
  )
  return one(rows, dismissed).count
}

/** How many dead e-mails still hold what it takes to send them. */
export function countDeadEmails(db: Database): Promise<number> {
  return db.emailMessage.count({ where: { status: 'dead', recipient: { not: null } } })
}

const dismissed = z.object({ count: z.number() })

/**
 * Ends e-mails for good, dead ones or by their ids also those that still wait, and says so on their assessments, whose
 * pages would else go on promising them.
 * @returns how many
 */
export async function dismissEmails(db: Database, selection: DeadSelection): Promise<number> {
  // Assessments before messages, as everywhere.
  const rows = await db.$queryRaw(sql`
    WITH held AS MATERIALIZED (
      SELECT a.id FROM assessments a WHERE a.id IN (
        SELECT q."assessmentId" FROM email_messages q WHERE ${isDismissible(selection)})
      ORDER BY a.id FOR NO KEY UPDATE
    ), changed AS (
      UPDATE email_messages q SET status = 'cancelled', payload = '{}', recipient = NULL, "claimToken" = NULL
      WHERE ${isDismissible(selection)} AND (SELECT count(*) FROM held) >= 0
      RETURNING q."assessmentId", q.kind
    ), mirrored AS (
      UPDATE assessments a SET "emailDeliveryStatus" = 'skipped'
      FROM changed WHERE a.id = changed."assessmentId" AND changed.kind = 'results' AND a."emailScrubbedAt" IS NULL
    )
    SELECT count(*)::int AS count FROM changed`)
  return one(rows, dismissed).count
}

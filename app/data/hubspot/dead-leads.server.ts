import * as z from 'zod'
import { allows } from '#app/data/consent.server.ts'
import { type Database, type PrismaClient, type Sql, sql } from '#app/data/database.server.ts'
import { type DeadSelection, isChosen, isDismissible } from '#app/data/dead-selection.server.ts'
import { boundedCount } from '#app/data/console/queue-figures.server.ts'
import { one } from '#app/data/rows.server.ts'

const revived = z.object({ retried: z.number(), superseded: z.number() })

/** Of persons who may be contacted. */
function isRetriable(selection: DeadSelection): Sql {
  return sql`${isChosen(selection)} AND EXISTS (
    SELECT FROM assessments p WHERE p.id = q."assessmentId" AND ${allows('p', 'contact')})`
}

/** {@link retryDeadWithin} by itself. */
export function retryDead(db: PrismaClient, selection: DeadSelection): Promise<z.output<typeof revived>> {
  return db.$transaction((tx) => retryDeadWithin(tx, selection))
}

/**
 * Opens dead rows again with all their attempts, due at once, of persons who may be contacted. One whose assessment has a later row is cancelled
 * instead, since that carries newer details; one whose personal data was scrubbed stays as it is.
 * @param tx a transaction
 */
export async function retryDeadWithin(
  tx: Database,
  selection: DeadSelection,
): Promise<z.output<typeof revived>> {
  const chosen = isRetriable(selection)
  // A statement of its own: the next one must see the row of somebody who is just adding details.
  await tx.$queryRaw(sql`
    SELECT id FROM assessments WHERE id IN (SELECT q."assessmentId" FROM hubspot_sync_queue q WHERE ${chosen})
    ORDER BY id FOR NO KEY UPDATE`)
  const rows = await tx.$queryRaw(sql`
    WITH changed AS (
      UPDATE hubspot_sync_queue q SET
        status = CASE WHEN later.exists THEN 'cancelled' ELSE 'pending' END,
        "retryCount" = 0, "retryDelaySeconds" = DEFAULT, "nextRetryAt" = now(), "claimToken" = NULL
      FROM hubspot_sync_queue dead, LATERAL (SELECT EXISTS (
        SELECT FROM hubspot_sync_queue l WHERE l."assessmentId" = dead."assessmentId" AND l.id <> dead.id
          AND l.status <> 'cancelled' AND (l."createdAt", l.id) > (dead."createdAt", dead.id))) AS later
      WHERE dead.id = q.id AND ${chosen}
      RETURNING q."assessmentId", later.exists AS superseded
    ), mirrored AS (
      UPDATE assessments a SET "hubspotSyncStatus" = 'pending'
      FROM changed WHERE a.id = changed."assessmentId" AND NOT changed.superseded
    )
    SELECT (count(*) FILTER (WHERE NOT superseded))::int AS retried,
      (count(*) FILTER (WHERE superseded))::int AS superseded
    FROM changed`)
  return one(rows, revived)
}

const counted = z.object({ count: z.number() })

/** How many {@link retryDead} would open or cancel, or {@link dismissLeads} would end, up to {@link COUNTED} and one. */
export async function countDeadLeads(
  db: Database,
  what: 'retry' | 'dismiss',
  selection: DeadSelection,
): Promise<number> {
  const chosen = what === 'retry' ? isRetriable(selection) : isDismissible(selection)
  const rows = await db.$queryRaw(
    sql`SELECT ${boundedCount(sql`FROM hubspot_sync_queue q WHERE ${chosen}`)} AS count`,
  )
  return one(rows, counted).count
}

/**
 * Ends rows for good, dead ones or by their ids also those that still wait: somebody has seen that these leads will not reach
 * HubSpot. Newer details of one are sent as usual.
 * @returns how many
 */
export async function dismissLeads(db: Database, selection: DeadSelection): Promise<number> {
  // Assessments before rows, as everywhere.
  const rows = await db.$queryRaw(sql`
    WITH held AS MATERIALIZED (
      SELECT a.id FROM assessments a
      WHERE a.id IN (SELECT q."assessmentId" FROM hubspot_sync_queue q WHERE ${isDismissible(selection)})
      ORDER BY a.id FOR NO KEY UPDATE
    ), dismissed AS (
      UPDATE hubspot_sync_queue q SET status = 'cancelled', payload = '{}', "claimToken" = NULL
      WHERE ${isDismissible(selection)} AND (SELECT count(*) FROM held) >= 0
      RETURNING q.id, q."assessmentId"
    ), mirrored AS (
      UPDATE assessments a SET "hubspotSyncStatus" = 'skipped'
      WHERE a.id IN (SELECT "assessmentId" FROM dismissed) AND a."hubspotSyncStatus" IN ('pending', 'failed')
        AND NOT EXISTS (SELECT FROM hubspot_sync_queue o WHERE o."assessmentId" = a.id AND o.status = 'pending'
          AND o.id NOT IN (SELECT id FROM dismissed))
    )
    SELECT count(*)::int AS count FROM dismissed`)
  return one(rows, counted).count
}

import * as z from 'zod'
import { type Database, type PrismaClient, sql } from '#app/data/database.server.ts'
import { one } from '#app/data/rows.server.ts'

/** Which dead rows: all, or those with one of these ids (of the row or of its assessment). */
export type DeadSelection = 'all' | { ids: readonly string[] }

const revived = z.object({ retried: z.number(), superseded: z.number() })

/**
 * Opens dead rows again with all their attempts, due at once. One whose assessment has a later row is cancelled
 * instead, since that carries newer details; one whose personal data was scrubbed stays as it is.
 */
export async function retryDead(
  db: PrismaClient,
  selection: DeadSelection,
): Promise<z.output<typeof revived>> {
  const ids = selection === 'all' ? null : [...selection.ids]
  const chosen = sql`q.status = 'dead' AND q.payload <> '{}'::jsonb
    AND (${ids}::text[] IS NULL OR q.id = ANY(${ids}::text[]) OR q."assessmentId" = ANY(${ids}::text[]))`
  return db.$transaction(async (tx) => {
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
  })
}

/**
 * Ends dead rows for good: somebody has seen that these leads will not reach HubSpot. What they hold stays until it is
 * scrubbed, and newer details of the same lead are sent as usual.
 * @returns how many
 */
export async function dismissDead(db: Database, selection: DeadSelection): Promise<number> {
  const ids = selection === 'all' ? undefined : { in: [...selection.ids] }
  const { count } = await db.hubspotSyncQueue.updateMany({
    where: { status: 'dead', ...(ids && { OR: [{ id: ids }, { assessmentId: ids }] }) },
    data: { status: 'cancelled' },
  })
  return count
}

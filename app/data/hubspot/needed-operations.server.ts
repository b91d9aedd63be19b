import * as z from 'zod'
import { type Database, sql } from '#app/data/database.server.ts'
import { markQueue } from '#app/data/privacy/contact-marks.server.ts'
import { erasureQueue } from '#app/data/privacy/erasures.server.ts'
import { many } from '#app/data/rows.server.ts'
import { leadQueue } from './claims.server.ts'
import { followUpQueue } from './follow-ups.server.ts'

/** The operations that open leads, their follow-ups, erasures and marks need, due or not. */
export async function listNeededOperations(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw(sql`
    SELECT DISTINCT unnest(${leadQueue.operations}) AS operation FROM hubspot_sync_queue q
      WHERE q.status = 'pending' AND NOT q."awaitsConfirmation"
    UNION SELECT unnest(${erasureQueue.operations}) FROM erasures q WHERE q.status = 'pending'
    UNION SELECT unnest(${markQueue.operations}) FROM contact_marks q WHERE q.status = 'pending'
    UNION SELECT unnest(${followUpQueue.operations}) FROM hubspot_follow_ups q WHERE q.status = 'pending'`)
  return many(rows, z.object({ operation: z.string() })).map(({ operation }) => operation)
}

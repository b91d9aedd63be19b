import * as z from 'zod'
import { type Database, sql } from '#app/data/database.server.ts'
import { one } from '#app/data/rows.server.ts'

const usedRow = z.object({ used: z.boolean() })

/** Whether somebody is with us still who has this contact or one of its addresses, or an erasure or a withdrawal is about it. */
export async function isInUse(
  db: Database,
  contactId: string,
  addresses: readonly string[],
): Promise<boolean> {
  const has = sql`lower(email) = ANY(${[...addresses]}::text[])`
  const rows = await db.$queryRaw(sql`
    SELECT EXISTS (SELECT FROM assessments WHERE "hubspotContactId" = ${contactId} OR ${has})
      OR EXISTS (SELECT FROM erasures WHERE status <> 'completed'
        AND (${has} OR ${contactId} = ANY("contactIds" || "formerContactIds")))
      OR EXISTS (SELECT FROM contact_marks WHERE status IN ('pending', 'dead')
        AND (${has} OR ${contactId} = ANY("contactIds"))) AS used`)
  return one(rows, usedRow).used
}

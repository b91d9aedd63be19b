import { LIFETIMES } from '#app/domain/limits.ts'
import { type Database, sql } from './database.server.ts'

export interface NewSharedLink {
  id: string
  tokenHash: string
  assessmentId: string
}

/** Makes the link to pass on an assessment, unless there is one that works. */
export async function insertSharedLink(db: Database, link: NewSharedLink): Promise<void> {
  await db.$executeRaw(sql`
    INSERT INTO access_links AS l (id, "tokenHash", kind, "assessmentId", "expiresAt")
    VALUES (${link.id}, ${link.tokenHash}, 'shared', ${link.assessmentId},
      now() + make_interval(secs => ${LIFETIMES.sharedLink}::float8))
    ON CONFLICT ("assessmentId") WHERE kind = 'shared' DO UPDATE SET
      id = EXCLUDED.id, "tokenHash" = EXCLUDED."tokenHash", "createdAt" = now(), "expiresAt" = EXCLUDED."expiresAt"
      WHERE l."expiresAt" <= now()`)
}

/** Whoever holds the link reads nothing by it from now on. */
export async function deleteSharedLink(db: Database, assessmentId: string): Promise<void> {
  await db.accessLink.deleteMany({ where: { assessmentId, kind: 'shared' } })
}

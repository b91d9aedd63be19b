import { LIFETIMES } from '#app/domain/limits.ts'
import * as z from 'zod'
import { type Database, sql } from './database.server.ts'
import { maybeOne } from './rows.server.ts'

/** `shared` shows the results to whoever has it; `again` lets a later assessment be compared with them. */
export type OwnLinkKind = 'shared' | 'again'

export interface NewOwnLink {
  id: string
  tokenHash: string
  assessmentId: string
  kind: OwnLinkKind
  /** the hash of one that has to go, since its address cannot be shown to anybody any more */
  replaces: string | null
}

/** Makes a link that the owner of an assessment asks for, unless there is another one that works. */
export async function insertOwnLink(
  db: Database,
  { id, tokenHash, kind, assessmentId, replaces }: NewOwnLink,
): Promise<void> {
  await db.$executeRaw(sql`
    INSERT INTO access_links AS l (id, "tokenHash", kind, "assessmentId", "expiresAt")
    VALUES (${id}, ${tokenHash}, ${kind}, ${assessmentId},
      now() + make_interval(secs => ${LIFETIMES.ownLink}::float8))
    ON CONFLICT ("assessmentId", kind) WHERE "recipientHash" IS NULL DO UPDATE SET
      id = EXCLUDED.id, "tokenHash" = EXCLUDED."tokenHash", "createdAt" = now(), "expiresAt" = EXCLUDED."expiresAt"
      WHERE l."expiresAt" <= now() OR l."tokenHash" = ${replaces}`)
}

/** Whoever holds the link reads nothing by it from now on. */
export async function deleteOwnLink(db: Database, assessmentId: string, kind: OwnLinkKind): Promise<void> {
  await db.accessLink.deleteMany({ where: { assessmentId, kind } })
}

const earlierResult = z.object({
  scorecard: z.string(),
  quizVersion: z.string(),
  totalScore: z.number(),
  completedAt: z.date(),
})

export type EarlierResult = z.output<typeof earlierResult>

/** @returns what somebody with this link may compare a later assessment with; null for a link that opens nothing */
export async function findEarlierResult(db: Database, tokenHash: string): Promise<EarlierResult | null> {
  const rows = await db.$queryRaw(sql`
    SELECT a.scorecard, a."quizVersion", a."totalScore", a."completedAt"
    FROM access_links l JOIN assessments a ON a.id = l."assessmentId"
    WHERE l."tokenHash" = ${tokenHash} AND l.kind <> 'shared' AND l."expiresAt" > now()`)
  return maybeOne(rows, earlierResult)
}

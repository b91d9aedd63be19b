import * as z from 'zod'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import { maybeOne, one } from '#app/data/rows.server.ts'

/** A link as it is stored; its token is derived from `id` (see platform/token.server.ts). */
export interface NewAccessLink {
  id: string
  tokenHash: string
  recipientHash: string
}

/**
 * The statement that stores a link unless it is there, for use inside the statement that writes its e-mail.
 * @param targets a relation with the columns `assessmentId` and `sessionId`; no rows, no link
 */
export function insertLink(
  targets: Sql,
  link: NewAccessLink & { kind: 'results' | 'resume'; seconds: number },
): Sql {
  return sql`
    INSERT INTO access_links (id, "tokenHash", kind, "assessmentId", "sessionId", "recipientHash", "expiresAt")
    SELECT ${link.id}, ${link.tokenHash}, ${link.kind}, "assessmentId", "sessionId", ${link.recipientHash},
      now() + make_interval(secs => ${link.seconds}::float8)
    FROM ${targets} ON CONFLICT (id) DO NOTHING`
}

/**
 * The statement that ends an assessment's links to other addresses than this one's.
 * @param assessments a relation with the assessment's `id`
 */
export function endLinksToOthers(assessments: Sql, { recipientHash }: NewAccessLink): Sql {
  return sql`
    DELETE FROM access_links
    WHERE "assessmentId" IN (SELECT id FROM ${assessments}) AND "recipientHash" <> ${recipientHash}`
}

const openLink = z.object({
  id: z.string(),
  assessmentId: z.string().nullable(),
  /** the session under way that it opens; null when it has become an assessment */
  session: z
    .object({
      id: z.string(),
      scorecard: z.string(),
      currentStep: z.number(),
      totalSteps: z.number(),
      email: z.string().nullable(),
    })
    .nullable(),
})

/** A link that works now: it opens an assessment, or a session under way. */
export type OpenLink = z.output<typeof openLink>

/**
 * Finds what a link opens. Reading changes nothing: mail scanners follow links.
 * @param tokenHash from `hashToken`
 * @returns null for a link that never was, has expired, was erased, or whose session is over
 */
export async function findAccessLink(db: Database, tokenHash: string): Promise<OpenLink | null> {
  const rows = await db.$queryRaw(sql`
    SELECT l.id, l."assessmentId", CASE WHEN s."sessionId" IS NOT NULL THEN jsonb_build_object(
      'id', s."sessionId", 'scorecard', s.scorecard, 'currentStep', s."currentStep", 'totalSteps', s."totalSteps", 'email', s.email) END AS session
    FROM access_links l
    LEFT JOIN assessment_sessions s
      ON s."sessionId" = l."sessionId" AND l."assessmentId" IS NULL AND s."expiresAt" > now()
    WHERE l."tokenHash" = ${tokenHash} AND l."recipientHash" IS NOT NULL AND l."expiresAt" > now()
      AND (l."assessmentId" IS NOT NULL OR s."sessionId" IS NOT NULL)`)
  return maybeOne(rows, openLink)
}

const confirmation = z.object({ assessmentId: z.string().nullable() })

/**
 * Notes that somebody acted through the link, which confirms its address. A lead that is in HubSpot, or waits, is sent from now on
 * with the full right to write.
 * @returns the assessment whose lead is due by this; null where there is nothing to send
 */
export async function confirmAddress(db: Database, tokenHash: string): Promise<string | null> {
  const rows = await db.$queryRaw(sql`SELECT confirm_address(${tokenHash}) AS "assessmentId"`)
  return one(rows, confirmation).assessmentId
}

const deletion = z.object({ deleted: z.number() })

/** Deletes at most `limit` links past their expiry. @returns how many */
export async function deleteExpiredAccessLinks(db: Database, limit: number): Promise<number> {
  const rows = await db.$queryRaw(sql`SELECT delete_expired_access_links(${limit}::int)::int AS deleted`)
  return one(rows, deletion).deleted
}

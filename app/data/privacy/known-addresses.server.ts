import * as z from 'zod'
import { type Database, sql } from '#app/data/database.server.ts'
import { many } from '#app/data/rows.server.ts'

const found = z.object({ email: z.string() })

/** Addresses that may be the one with this hash: those of what was sent under it. Few, since others may have replaced it. */
export async function findCandidates(db: Database, recipientHash: string): Promise<string[]> {
  const rows = await db.$queryRaw(sql`
    WITH sent AS MATERIALIZED (
      SELECT "assessmentId", "sessionId", recipient FROM email_messages WHERE "recipientHash" = ${recipientHash}
      UNION ALL SELECT "assessmentId", "sessionId", NULL FROM access_links WHERE "recipientHash" = ${recipientHash}
    )
    SELECT lower(a.email) AS email FROM assessments a JOIN sent ON sent."assessmentId" = a.id WHERE a.email IS NOT NULL
    UNION SELECT lower(s.email) FROM assessment_sessions s JOIN sent USING ("sessionId") WHERE s.email IS NOT NULL
    UNION SELECT lower(recipient) FROM sent WHERE recipient IS NOT NULL`)
  return many(rows, found).map(({ email }) => email)
}

const group = z.object({
  email: z.string(),
  /** the address's hash, where somebody has acted through a link to it that leads to what this browser holds */
  confirmedHash: z.string().nullable(),
})

/** What a browser holds of one address, and may withdraw. */
export type BrowserConsent = z.output<typeof group>

/** What these sessions hold that was given with consent and is not withdrawn, by address. */
export async function listBrowserConsents(
  db: Database,
  sessionIds: readonly string[],
): Promise<BrowserConsent[]> {
  if (sessionIds.length === 0) return []
  const rows = await db.$queryRaw(sql`
    SELECT email, max("recipientHash") AS "confirmedHash" FROM (
      SELECT lower(a.email) AS email, l."recipientHash" FROM assessments a
      LEFT JOIN access_links l ON l."assessmentId" = a.id AND l."usedAt" IS NOT NULL
      WHERE a."sessionId" = ANY(${[...sessionIds]}::text[]) AND a."consentWithdrawnAt" IS NULL AND a.email IS NOT NULL
      UNION ALL
      SELECT lower(email), NULL FROM assessment_sessions
      WHERE "sessionId" = ANY(${[...sessionIds]}::text[]) AND email IS NOT NULL AND "expiresAt" > now()
    ) AS held GROUP BY email`)
  return many(rows, group)
}

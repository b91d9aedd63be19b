import * as z from 'zod'
import type { Contact } from '#app/domain/lead/contact.ts'
import { LEAD_QUALITIES, type LeadQuality } from '#app/domain/lead/quality.ts'
import {
  CATEGORY_IDS,
  type CategoryId,
  type ScoreBreakdown,
  mapBreakdown,
} from '#app/domain/quiz/structure.ts'
import { assignContact, contactColumns } from './contact-columns.server.ts'
import { type Database, emptySql, sql } from './database.server.ts'
import { endLinksToOthers } from './mail/access-links.server.ts'
import { type NewResultsEmail, enqueueResults } from './mail/outbox.server.ts'
import { type OutboxEntry, dropOvertaken, enqueueSync } from './hubspot/outbox.server.ts'
import { type Counter, hitRateLimits, limitColumns, requireRoom } from './rate-limit.server.ts'
import { maybeOne, one } from './rows.server.ts'
import {
  type ConsentEvidence,
  type SessionRow,
  consentAssignments,
  personColumns,
} from './sessions.server.ts'

const assessmentRow = z.object({
  id: z.string(),
  sessionId: z.string(),
  quizVersion: z.string(),
  responses: z.record(z.string(), z.string()),
  totalScore: z.number(),
  scoreBreakdown: z.object(mapBreakdown(() => z.number())),
  scoreCategory: z.enum(CATEGORY_IDS),
  recommendations: z.array(z.string()),
  ...personColumns,
  consentWithdrawnAt: z.date().nullable(),
  leadQuality: z.enum(LEAD_QUALITIES),
  qualifiedForBriefing: z.boolean(),
  completionTimeSeconds: z.number().nullable(),
  completedAt: z.date(),
  referrerSource: z.string().nullable(),
  emailDeliveryStatus: z.enum(['pending', 'sent', 'failed', 'skipped']),
  emailDeliveryError: z.string().nullable(),
  emailScrubbedAt: z.date().nullable(),
  rowVersion: z.string(),
})

/** A completed assessment, as its owner sees it. */
export type AssessmentRow = z.output<typeof assessmentRow>

const openedRow = assessmentRow.extend({
  /** whether somebody has acted through the link; null without one, or where it opens nothing */
  linkUsed: z.boolean().nullable(),
})

/** An assessment with the link that opened it. */
export type OpenedAssessment = z.output<typeof openedRow>

const withId = z.object({ id: z.string() })

const columns = sql`a.*, a.xmin::text AS "rowVersion"`

export interface CompletionData {
  id: string
  totalScore: number
  scoreBreakdown: ScoreBreakdown
  scoreCategory: CategoryId
  recommendations: string[]
  leadQuality: LeadQuality
  qualifiedForBriefing: boolean
  browserInfo: object | null
  /** null when there is no consented e-mail: nothing goes to HubSpot */
  outbox: OutboxEntry | null
  /** null when there is no consented e-mail */
  resultsEmail: NewResultsEmail | null
}

/**
 * Turns a session into an assessment with its outbox row and the e-mail with its results, in one statement: all of it happens, or nothing.
 * @param session as it was read; when it has changed since, or is gone, nothing happens
 * @returns the assessment's id, or null when the session was no longer in that state
 */
export async function insertAssessment(
  db: Database,
  session: Pick<SessionRow, 'sessionId' | 'rowVersion'>,
  data: CompletionData,
): Promise<string | null> {
  const syncStatus = data.outbox ? 'pending' : 'skipped'
  const rows = await db.$queryRaw(sql`
    WITH gone AS (
      DELETE FROM assessment_sessions
      WHERE "sessionId" = ${session.sessionId} AND xmin::text = ${session.rowVersion} AND "expiresAt" > now()
      RETURNING *
    ), made AS (
      INSERT INTO assessments (
        id, "sessionId", responses, "quizVersion", "totalScore", "scoreBreakdown", "scoreCategory", recommendations,
        ${contactColumns}, "emailFromElsewhere",
        "consentAt", "consentTextVersion", "consentTextHash", "consentPurposes",
        "hubspotSyncStatus", "emailDeliveryStatus", "completedAt", "completionTimeSeconds",
        "browserInfo", "referrerSource", "abTestVariant", "ipAddressHash", "leadQuality", "qualifiedForBriefing")
      SELECT ${data.id}, "sessionId", responses, "quizVersion", ${data.totalScore}::int,
        ${JSON.stringify(data.scoreBreakdown)}::jsonb, ${data.scoreCategory}, ${data.recommendations}::text[],
        ${contactColumns}, "emailFromElsewhere",
        "consentAt", "consentTextVersion", "consentTextHash", "consentPurposes",
        ${syncStatus}, ${data.resultsEmail ? 'pending' : 'skipped'}, now(), EXTRACT(EPOCH FROM now() - "startedAt")::int,
        ${data.browserInfo && JSON.stringify(data.browserInfo)}::jsonb, "referrerSource", "abTestVariant",
        "ipAddressHash", ${data.leadQuality}, ${data.qualifiedForBriefing}::boolean
      FROM gone
      RETURNING id
    )
    ${data.outbox ? sql`, queued AS (${enqueueSync(sql`made`, data.outbox)})` : emptySql}
    ${data.resultsEmail ? sql`, ${enqueueResults(sql`made`, data.resultsEmail)}` : emptySql}
    SELECT id FROM made`)
  return maybeOne(rows, withId)?.id ?? null
}

/** @returns the assessment, if one of these sessions made it, or the link with this hash opens it */
export async function findOwnAssessment(
  db: Database,
  id: string,
  key: { sessionIds: readonly string[]; linkHash: string | null },
): Promise<OpenedAssessment | null> {
  if (key.sessionIds.length === 0 && key.linkHash === null) return null
  const rows = await db.$queryRaw(sql`
    SELECT ${columns}, CASE WHEN l.id IS NOT NULL THEN l."usedAt" IS NOT NULL END AS "linkUsed" FROM assessments a
    LEFT JOIN access_links l
      ON l."assessmentId" = a.id AND l."tokenHash" = ${key.linkHash}::text AND l."expiresAt" > now()
    WHERE a.id = ${id} AND (a."sessionId" = ANY(${[...key.sessionIds]}::text[]) OR l.id IS NOT NULL)`)
  return maybeOne(rows, openedRow)
}

export interface ContactUpdate {
  contact: Contact & { email: string }
  /** the address is of this very form */
  emailGiven: boolean
  /** consent given just now; null keeps the evidence that is there */
  consent: ConsentEvidence | null
  leadQuality: LeadQuality
  qualifiedForBriefing: boolean
  outbox: OutboxEntry
  resultsEmail: NewResultsEmail
}

const contactWritten = z.object({ ...limitColumns, written: z.boolean() })

/**
 * Writes contact details and queues one sync for them, and the results for an address that has not had them, in one
 * statement. An address that another takes the place of loses its links.
 * @param assessment as it was read; when it has changed since, or was scrubbed, nothing happens
 * @param counters are hit when it is written, or refuse
 * @returns whether it was written
 * @throws RateLimitError when a counter has no room
 */
export async function updateContactDetails(
  db: Database,
  assessment: Pick<AssessmentRow, 'id' | 'rowVersion' | 'email'>,
  data: ContactUpdate,
  counters: readonly Counter[] = [],
): Promise<boolean> {
  const replaced = assessment.email !== null && assessment.email !== data.contact.email
  const rows = await db.$queryRaw(sql`
    WITH fresh AS MATERIALIZED (
      SELECT id FROM assessments
      WHERE id = ${assessment.id} AND xmin::text = ${assessment.rowVersion} AND "emailScrubbedAt" IS NULL
      FOR UPDATE
    ), taken AS MATERIALIZED (SELECT ${hitRateLimits(counters)} AS hit FROM fresh), changed AS (
      UPDATE assessments SET
        ${assignContact(data.contact)},
        -- The contact of a former address may be somebody else's.
        "hubspotContactId" = CASE WHEN email = ${data.contact.email} THEN "hubspotContactId" END,
        "leadQuality" = ${data.leadQuality}, "qualifiedForBriefing" = ${data.qualifiedForBriefing}::boolean,
        "hubspotSyncStatus" = 'pending',
        "emailDeliveryStatus" = COALESCE((
          SELECT CASE
            WHEN m.status = 'completed' THEN 'sent' WHEN m.status = 'dead' THEN 'failed'
            WHEN m.status = 'skipped' OR (m.status = 'cancelled' AND m."admittedAt" IS NOT NULL) THEN 'skipped' END
          FROM email_messages m WHERE m."assessmentId" = assessments.id AND m.kind = 'results'
            AND m."recipientHash" = ${data.resultsEmail.link.recipientHash}), 'pending'),
        "emailDeliveryError" = (
          SELECT m."lastError" FROM email_messages m WHERE m."assessmentId" = assessments.id AND m.kind = 'results'
            AND m."recipientHash" = ${data.resultsEmail.link.recipientHash})
        ${data.emailGiven ? sql`, "emailFromElsewhere" = false` : emptySql}
        ${data.consent ? sql`, ${consentAssignments(data.consent)}, "consentWithdrawnAt" = NULL` : emptySql}
      WHERE id = (SELECT fresh.id FROM fresh, taken WHERE (taken.hit)."refusedKey" IS NULL)
      RETURNING id
    ), overtaken AS (${dropOvertaken(sql`changed`)}), queued AS (${enqueueSync(sql`changed`, data.outbox)}),
    ${enqueueResults(sql`changed`, data.resultsEmail)}
    ${replaced ? sql`, outdated_links AS (${endLinksToOthers(sql`changed`, data.resultsEmail.link)})` : emptySql}
    SELECT EXISTS (SELECT FROM changed) AS written,
      (SELECT (hit)."refusedKey" FROM taken) AS "refusedKey", (SELECT (hit)."waitSeconds" FROM taken) AS "waitSeconds"`)
  const answer = one(rows, contactWritten)
  requireRoom(answer)
  return answer.written
}

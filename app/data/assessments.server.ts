import * as z from 'zod'
import type { ConsentPurpose } from '#app/domain/lead/consent.ts'
import type { Language } from '#app/domain/language/languages.ts'
import type { Contact } from '#app/domain/lead/contact.ts'
import { LEAD_QUALITIES, type LeadQuality } from '#app/domain/lead/quality.ts'
import { UNDELIVERABLE_EVENTS } from '#app/domain/mail/undeliverable.ts'
import { CATEGORY_IDS, type CategoryId, type ScoreBreakdown } from '#app/domain/quiz/structure.ts'
import { type ConsentEvidence, consentAssignments } from './consent.server.ts'
import { assignContact, contactColumns } from './contact-columns.server.ts'
import { type Database, type Sql, emptySql, sql } from './database.server.ts'
import { endLinksToOthers } from './mail/access-links.server.ts'
import { type NewResultsEmail, enqueueResults } from './mail/outbox.server.ts'
import { type OutboxEntry, dropOvertaken, enqueueSync } from './hubspot/outbox.server.ts'
import { type Counter, hitRateLimits, limitColumns, requireRoom } from './rate-limit.server.ts'
import { maybeOne, one } from './rows.server.ts'
import { traced } from './trace.server.ts'
import { languageAssignment } from './language-column.server.ts'
import { type SessionRow, personColumns } from './sessions.server.ts'
import { takesPart } from './teams.server.ts'

export const assessmentRow = z.object({
  id: z.string(),
  sessionId: z.string(),
  scorecard: z.string(),
  quizVersion: z.string(),
  language: z.string(),
  responses: z.record(z.string(), z.string()),
  totalScore: z.number(),
  scoreBreakdown: z.record(z.string(), z.number()),
  scoreCategory: z.enum(CATEGORY_IDS),
  recommendations: z.array(z.string()),
  ...personColumns,
  consentWithdrawnAt: z.date().nullable(),
  /** when somebody first acted through a link to the present address */
  addressConfirmedAt: z.date().nullable(),
  leadQuality: z.enum(LEAD_QUALITIES),
  qualifiedForBriefing: z.boolean(),
  completionTimeSeconds: z.number().nullable(),
  completedAt: z.date(),
  referrerSource: z.string().nullable(),
  emailDeliveryStatus: z.enum(['pending', 'sent', 'failed', 'skipped', ...UNDELIVERABLE_EVENTS]),
  emailDeliveryError: z.string().nullable(),
  emailScrubbedAt: z.date().nullable(),
  rowVersion: z.string(),
})

/** A completed assessment, as its owner sees it. */
export type AssessmentRow = z.output<typeof assessmentRow>

const withId = z.object({ id: z.string() })

/** What a session and its assessment say of the visit, for the figures. */
const visitColumns = sql`"startedAt", "trafficKind", source, medium, campaign, device, locale, language, scorecard, "sourceKind"`

export const assessmentColumns = sql`a.*, a.xmin::text AS "rowVersion"`

export interface CompletionData {
  id: string
  totalScore: number
  scoreBreakdown: ScoreBreakdown
  scoreCategory: CategoryId
  recommendations: string[]
  leadQuality: LeadQuality
  qualifiedForBriefing: boolean
  browserInfo: object | null
  /** null without consent to contact: nothing goes to HubSpot */
  outbox: OutboxEntry | null
  /** why there is none, where an address is known */
  syncError: string | null
  /** null when nobody has asked for it */
  resultsEmail: NewResultsEmail | null
  /** of this browser, whose answers count once in a team */
  sessionIds?: readonly string[] | undefined
  /** of the request, for the events that come of it */
  traceId?: string | null | undefined
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
        AND set_config('scorecard.completed', ${session.sessionId}, true) IS NOT NULL
      RETURNING *
    ), made AS (
      INSERT INTO assessments (
        id, "sessionId", "formerSessionIds", responses, "quizVersion", "totalScore", "scoreBreakdown", "scoreCategory", recommendations,
        ${contactColumns}, "emailFromElsewhere",
        "consentAt", "consentTextVersion", "consentTextHash", "consentPurposes", "addressConfirmedAt",
        "hubspotSyncStatus", "hubspotSyncError", "emailDeliveryStatus", "completedAt", "completionTimeSeconds",
        "browserInfo", "referrerSource", "hubspotUtk", "abTestVariant", "ipAddressHash", "leadQuality", "qualifiedForBriefing",
        "teamId", ${visitColumns})
      SELECT ${data.id}, "sessionId", "formerSessionIds", responses, "quizVersion", ${data.totalScore}::int,
        ${JSON.stringify(data.scoreBreakdown)}::jsonb, ${data.scoreCategory}, ${data.recommendations}::text[],
        ${contactColumns}, "emailFromElsewhere",
        "consentAt", "consentTextVersion", "consentTextHash", "consentPurposes",
        -- Links to a former address have ended.
        (SELECT min(l."usedAt") FROM access_links l WHERE l."sessionId" = gone."sessionId"),
        ${syncStatus}, ${data.syncError}::text, ${data.resultsEmail ? 'pending' : 'skipped'}, now(), EXTRACT(EPOCH FROM now() - "startedAt")::int,
        ${data.browserInfo && JSON.stringify(data.browserInfo)}::jsonb, "referrerSource", "hubspotUtk",
        "abTestVariant", "ipAddressHash", ${data.leadQuality}, ${data.qualifiedForBriefing}::boolean,
        -- It may have ended meanwhile, or this browser have answered for it by another assessment.
        (SELECT t.id FROM teams t WHERE t.id = gone."teamId" AND t."expiresAt" > now() AND NOT ${takesPart(data.sessionIds ?? [])}),
        ${visitColumns}
      FROM gone
      RETURNING id, "addressConfirmedAt", language
    )
    ${data.outbox ? sql`, queued AS (${enqueueSync(sql`made`, data.outbox)})` : emptySql}
    ${data.resultsEmail ? sql`, ${enqueueResults(sql`made`, data.resultsEmail)}` : emptySql}
    SELECT id, ${traced(data.traceId)} FROM made`)
  return maybeOne(rows, withId)?.id ?? null
}

export interface ContactUpdate {
  contact: Contact & { email: string }
  /** the address is of this very form */
  emailGiven: boolean
  /** what was agreed to or asked for just now; null keeps the evidence that is there */
  evidence: ConsentEvidence | null
  /** all that stand from now on */
  purposes: readonly ConsentPurpose[]
  leadQuality: LeadQuality
  qualifiedForBriefing: boolean
  /** null without consent to contact: what is queued under a former address is cancelled */
  outbox: OutboxEntry | null
  /** why there is none */
  syncError: string | null
  /** null when nobody has asked for it */
  resultsEmail: NewResultsEmail | null
  /** the address is one of the owner's own: the assessment counts as a test */
  ownTest?: boolean
  /** of the page that it comes from */
  language?: Language | undefined
  /** of the request, for the events that come of it */
  traceId?: string | null | undefined
}

const contactWritten = z.object({ ...limitColumns, written: z.boolean(), emailQueued: z.boolean() })

/**
 * Writes contact details and, where consent allows it, queues one sync for them, and the results for an address that has
 * not had them, in one statement. An address that another takes the place of loses its links.
 * @param assessment as it was read; when it has changed since, or was scrubbed, nothing happens
 * @param counters are hit when it is written, or refuse
 * @returns whether an e-mail is due by this; null where nothing was written
 * @throws RateLimitError when a counter has no room
 */
export async function updateContactDetails(
  db: Database,
  assessment: Pick<AssessmentRow, 'id' | 'rowVersion' | 'email'>,
  data: ContactUpdate,
  counters: readonly Counter[] = [],
): Promise<{ emailQueued: boolean } | null> {
  const { contact, outbox, resultsEmail, evidence } = data
  const replaced = assessment.email !== null && assessment.email !== contact.email
  const rows = await db.$queryRaw(sql`
    WITH fresh AS MATERIALIZED (
      SELECT id FROM assessments
      WHERE id = ${assessment.id} AND xmin::text = ${assessment.rowVersion} AND "emailScrubbedAt" IS NULL
      FOR UPDATE
    ), taken AS MATERIALIZED (SELECT ${hitRateLimits(counters)} AS hit FROM fresh), changed AS (
      UPDATE assessments SET
        ${assignContact(contact)},
        -- The contact of a former address may be somebody else's.
        "hubspotContactId" = CASE WHEN email = ${contact.email} THEN "hubspotContactId" END,
        "addressConfirmedAt" = CASE WHEN email = ${contact.email} THEN "addressConfirmedAt" END,
        "leadQuality" = ${data.leadQuality}, "qualifiedForBriefing" = ${data.qualifiedForBriefing}::boolean,
        "hubspotSyncStatus" = ${outbox ? 'pending' : 'skipped'}, "hubspotSyncError" = ${data.syncError}::text
        ${resultsEmail ? sql`, ${deliveryOf(resultsEmail)}` : emptySql}
        ${data.ownTest ? sql`, "trafficKind" = 'own_test'` : emptySql}
        ${data.emailGiven ? sql`, "emailFromElsewhere" = false` : emptySql}
        ${languageAssignment(data)}
        ${evidence ? sql`, ${consentAssignments(evidence, data.purposes)}, "consentWithdrawnAt" = NULL` : emptySql}
      WHERE id = (SELECT fresh.id FROM fresh, taken WHERE (taken.hit)."refusedKey" IS NULL)
      RETURNING id, "addressConfirmedAt", language
    ), overtaken AS (${dropOvertaken(sql`changed`, { open: outbox === null })})
    ${outbox ? sql`, queued AS (${enqueueSync(sql`changed`, outbox)})` : emptySql}
    ${resultsEmail ? sql`, ${enqueueResults(sql`changed`, resultsEmail)}` : emptySql}
    ${replaced && resultsEmail ? sql`, outdated_links AS (${endLinksToOthers(sql`changed`, resultsEmail.link)})` : emptySql}
    SELECT EXISTS (SELECT FROM changed) AS written,
      ${resultsEmail ? sql`EXISTS (SELECT FROM results_email)` : sql`false`} AS "emailQueued", ${traced(data.traceId)},
      (SELECT (hit)."refusedKey" FROM taken) AS "refusedKey", (SELECT (hit)."waitSeconds" FROM taken) AS "waitSeconds"`)
  const answer = one(rows, contactWritten)
  requireRoom(answer)
  return answer.written ? { emailQueued: answer.emailQueued } : null
}

/** A SET list: how far the results have come for an address that may have had them before. */
function deliveryOf({ link: { recipientHash } }: NewResultsEmail): Sql {
  const before = sql`FROM email_messages m WHERE m."assessmentId" = assessments.id AND m.kind = 'results'
            AND m."recipientHash" = ${recipientHash}`
  return sql`
        "emailDeliveryStatus" = COALESCE((
          SELECT CASE
            WHEN m.undeliverable IS NOT NULL THEN m.undeliverable
            WHEN m.status = 'completed' THEN 'sent' WHEN m.status = 'dead' THEN 'failed'
            WHEN m."admittedAt" IS NOT NULL AND m.status IN ('skipped', 'cancelled') THEN 'skipped' END
          ${before}), 'pending'),
        "emailDeliveryError" = (SELECT m."lastError" ${before} AND NOT (m.status = 'skipped' AND m."admittedAt" IS NULL))`
}

import * as z from 'zod'
import { DEFAULT_LANGUAGE, type Language } from '#app/domain/language/languages.ts'
import { LIFETIMES, RESUMES_PER_LINK } from '#app/domain/limits.ts'
import { contactShape } from './contact-columns.server.ts'
import { type Database, type Sql, emptySql, sql } from './database.server.ts'
import { type Counter, hitRateLimits, limitColumns, requireRoom } from './rate-limit.server.ts'
import { type SessionContact, contactAssignments } from './session-contact.server.ts'
import { languageAssignment } from './language-column.server.ts'
import { maybeOne, one } from './rows.server.ts'
import { type TeamKey, teamTaking } from './teams.server.ts'
import { type VisitData, admitCampaign } from './roll-up/landings.server.ts'

/** The columns about a person that a session and the assessment it becomes have in common. */
export const personColumns = {
  ...contactShape,
  consentAt: z.date().nullable(),
  consentTextVersion: z.string().nullable(),
  consentPurposes: z.array(z.string()),
  /** given in another browser than the one that has the session, or that took the assessment */
  emailFromElsewhere: z.boolean(),
}

const storedAnswers = z.record(z.string(), z.string())

const sessionRow = z.object({
  sessionId: z.string(),
  currentStep: z.number(),
  totalSteps: z.number(),
  responses: storedAnswers,
  scorecard: z.string(),
  quizVersion: z.string(),
  language: z.string(),
  ...personColumns,
  consentTextHash: z.string().nullable(),
  ipAddressHash: z.string().nullable(),
  userAgent: z.string().nullable(),
  referrerSource: z.string().nullable(),
  hubspotUtk: z.string().nullable(),
  abTestVariant: z.string().nullable(),
  startedAt: z.date(),
  lastActivity: z.date(),
  expiresAt: z.date(),
  /** PostgreSQL's version of the row: a later statement can insist on the very state that was read. */
  rowVersion: z.string(),
})

/** An assessment under way, whole. */
export type SessionRow = z.output<typeof sessionRow>

const columns = sql`s.*, s.xmin::text AS "rowVersion"`

export interface CreateSessionData extends VisitData {
  sessionId: string
  scorecard: string
  quizVersion: string
  totalSteps: number
  language?: Language
  /** HMAC of the visitor's address; null where the platform gives none */
  ipAddressHash: string | null
  userAgent: string | null
  referrerSource: string | null
  /** the cookie of HubSpot's script on the page that led here */
  hubspotUtk?: string | null
  /** the team that it is started for, by the hash of its link's token */
  team?: TeamKey | null
}

const written = z.object({ ...limitColumns, written: z.boolean() })

/**
 * Starts an assessment. It is counted in the same statement, so that parallel starts cannot slip past.
 * @throws RateLimitError when a counter has no room
 */
export async function createAssessmentSession(
  db: Database,
  data: CreateSessionData,
  counters: readonly Counter[] = [],
): Promise<SessionRow> {
  const rows = await db.$queryRaw(sql`
    WITH taken AS MATERIALIZED (SELECT * FROM ${hitRateLimits(counters)}), s AS (
      INSERT INTO assessment_sessions
        ("sessionId", scorecard, "quizVersion", "totalSteps", "ipAddressHash", "userAgent", "referrerSource", "hubspotUtk", "abTestVariant", "trafficKind",
          device, locale, language, "sourceKind", source, medium, campaign, "teamId")
      SELECT ${data.sessionId}, ${data.scorecard}, ${data.quizVersion}, ${data.totalSteps}::int, ${data.ipAddressHash}::text, ${data.userAgent}::text,
        ${data.referrerSource}::text, ${data.hubspotUtk ?? null}::text, ${data.abTestVariant}::text, ${data.trafficKind}, ${data.device}, ${data.locale}, ${data.language ?? DEFAULT_LANGUAGE},
        ${data.sourceKind}, c.source, c.medium, c.campaign, ${data.team ? teamTaking(data.team, data) : sql`NULL`}
      FROM taken CROSS JOIN LATERAL ${admitCampaign(data, sql`taken."refusedKey" IS NULL`)} AS c
      WHERE "refusedKey" IS NULL
      RETURNING *, xmin::text AS "rowVersion"
    ) SELECT "refusedKey", "waitSeconds", "sessionId" IS NOT NULL AS written, s.* FROM taken LEFT JOIN s ON true`)
  requireRoom(one(rows, written))
  return one(rows, sessionRow)
}

/** What the page of a step shows of an assessment under way. */
export type OpenSession = Pick<
  SessionRow,
  | 'currentStep'
  | 'responses'
  | 'scorecard'
  | 'quizVersion'
  | 'email'
  | 'emailFromElsewhere'
  | 'consentPurposes'
  | 'abTestVariant'
  | 'lastActivity'
  | 'expiresAt'
>

/**
 * Finds a session for a page that shows it.
 * @param now the caller's time: a write afterwards goes by the database's, and may still find the session expired
 * @returns null when there is none or it has expired
 */
export async function findSession(db: Database, sessionId: string, now: Date): Promise<OpenSession | null> {
  const session = await db.assessmentSession.findUnique({
    where: { sessionId, expiresAt: { gt: now } },
    select: {
      currentStep: true,
      responses: true,
      scorecard: true,
      quizVersion: true,
      email: true,
      emailFromElsewhere: true,
      consentPurposes: true,
      abTestVariant: true,
      lastActivity: true,
      expiresAt: true,
    },
  })
  return session && { ...session, responses: storedAnswers.parse(session.responses) }
}

/**
 * Reads a session as a save returns it, for a statement that insists on its version.
 * @returns null when there is none or it has expired
 */
export async function readSessionVersion(db: Database, sessionId: string): Promise<SessionRow | null> {
  const rows = await db.$queryRaw(sql`
    SELECT ${columns} FROM assessment_sessions s WHERE s."sessionId" = ${sessionId} AND s."expiresAt" > now()`)
  return maybeOne(rows, sessionRow)
}

/**
 * Gives the session of a link to the browser that acted through it, under a new id; that confirms the link.
 * @returns false when the link opens no session that is under way
 * @throws RateLimitError when the link was used too often
 */
export async function moveSession(db: Database, tokenHash: string, sessionId: string): Promise<boolean> {
  const counters = [{ key: `resume-link:${tokenHash}`, limit: RESUMES_PER_LINK }]
  const rows = await db.$queryRaw(sql`
    WITH taken AS MATERIALIZED (SELECT * FROM ${hitRateLimits(counters)})
    SELECT *, CASE WHEN "refusedKey" IS NULL THEN resume_session(${tokenHash}, ${sessionId}) ELSE false END AS written
    FROM taken`)
  const answer = one(rows, written)
  requireRoom(answer)
  return answer.written
}

/** Gives the sessions of a browser, and the assessments that they became, ids that nobody has: as many as there are. */
export async function forgetSessions(
  db: Database,
  former: readonly string[],
  unknown: readonly string[],
): Promise<void> {
  await db.$executeRaw(sql`SELECT forget_sessions(${[...former]}::text[], ${[...unknown]}::text[])`)
}

const successor = z.object({
  assessmentId: z.string().nullable(),
  totalScore: z.number().nullable(),
  moved: z.boolean(),
})

/**
 * Finds what became of a session that is gone.
 * @returns the assessment that it became, with its score; whether another browser carries it on; neither when it has expired or was erased
 */
export async function findSuccessor(db: Database, sessionId: string): Promise<z.output<typeof successor>> {
  const isFormer = sql`"formerSessionIds" @> ARRAY[${sessionId}]::text[] AND "formerSessionIds" <> '{}'`
  const rows = await db.$queryRaw(sql`
    SELECT completed.id AS "assessmentId", completed."totalScore",
      EXISTS (SELECT FROM assessment_sessions WHERE ${isFormer} AND "expiresAt" > now())
        OR EXISTS (SELECT FROM assessments WHERE ${isFormer}) AS moved
    FROM (VALUES (1)) AS always LEFT JOIN assessments completed ON completed."sessionId" = ${sessionId}`)
  return one(rows, successor)
}

export interface ProgressData extends SessionContact {
  /** the step that these answers belong to, from 1 */
  step: number
  /** answers by question id; merged into those that are there */
  responses: Record<string, string>
  /** whether the step is complete, which moves `currentStep` forward to it; default true */
  stepCompleted?: boolean
  /** the address is one of the owner's own: the assessment counts as a test */
  ownTest?: boolean
  /** the `expiresAt` of what these answers were made of: saved if none came since, or if they change none that did */
  shown?: Date | undefined
}

/**
 * Saves answers in one statement and one round trip. Answers are merged, the step moves forward only, and the session
 * lives for its whole time anew, so two tabs and a late retry lose nothing and repeating is safe.
 * @returns the session after the save; null when it is gone, has expired, or has not reached this step
 * @throws RateLimitError when a counter has no room
 */
export async function saveAssessmentProgress(
  db: Database,
  sessionId: string,
  data: ProgressData,
  counters: readonly Counter[] = [],
): Promise<SessionRow | null> {
  const reached = data.stepCompleted === false ? 0 : data.step
  const responses = JSON.stringify(data.responses)
  const rows = await db.$queryRaw(sql`
    WITH taken AS MATERIALIZED (SELECT * FROM ${hitRateLimits(counters)}), saved AS (
      UPDATE assessment_sessions s SET
        responses = s.responses || ${responses}::jsonb,
        "currentStep" = LEAST(s."totalSteps", GREATEST(s."currentStep", ${reached}::int)),
        "expiresAt" = now() + make_interval(secs => ${LIFETIMES.session}::float8),
        ${contactAssignments(data)}${languageAssignment(data)}${data.ownTest ? sql`, "trafficKind" = 'own_test'` : emptySql}
      FROM taken
      WHERE taken."refusedKey" IS NULL
        AND s."sessionId" = ${sessionId} AND s."expiresAt" > now() AND s."currentStep" >= ${data.step - 1}::int
          ${data.shown ? sql`AND (s."expiresAt" = ${data.shown} OR ${changesNothing(data, responses)})` : emptySql}
      RETURNING ${columns}
    ) SELECT "refusedKey", "waitSeconds", "sessionId" IS NOT NULL AS written, saved.* FROM taken LEFT JOIN saved ON true`)
  const answer = one(rows, written)
  requireRoom(answer)
  return answer.written ? one(rows, sessionRow) : null
}

/** Of an older form: neither an answer nor whose results these are. */
function changesNothing(data: ProgressData, responses: string): Sql {
  const { email, removeEmail, consent, consentTakenBack = false } = data
  return sql`s.responses || ${responses}::jsonb = ${responses}::jsonb || s.responses AND ${!consentTakenBack || Boolean(consent)}::boolean
    AND lower(COALESCE(s.email, '')) = lower(COALESCE(${removeEmail ? '' : email || null}::text, s.email, ''))`
}

const deletion = z.object({ deleted: z.number() })

/** Deletes at most `limit` sessions past their expiry. @returns how many */
export async function deleteExpiredSessions(db: Database, limit: number): Promise<number> {
  const rows = await db.$queryRaw(sql`SELECT delete_expired_sessions(${limit}::int)::int AS deleted`)
  return one(rows, deletion).deleted
}

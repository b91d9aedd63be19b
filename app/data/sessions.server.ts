import * as z from 'zod'
import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES, STARTS_PER_NETWORK } from '#app/domain/limits.ts'
import { contactShape } from './contact-columns.server.ts'
import { type Database, type Sql, emptySql, sql } from './database.server.ts'
import { hitRateLimit } from './rate-limit.server.ts'
import { maybeOne, one } from './rows.server.ts'

/** The columns about a person that a session and the assessment it becomes have in common. */
export const personColumns = {
  ...contactShape,
  consentAt: z.date().nullable(),
  consentTextVersion: z.string().nullable(),
  /** given in another browser than the one that has the session, or that took the assessment */
  emailFromElsewhere: z.boolean(),
}

const storedAnswers = z.record(z.string(), z.string())

const sessionRow = z.object({
  sessionId: z.string(),
  currentStep: z.number(),
  totalSteps: z.number(),
  responses: storedAnswers,
  quizVersion: z.string(),
  ...personColumns,
  consentTextHash: z.string().nullable(),
  consentPurposes: z.array(z.string()),
  ipAddressHash: z.string().nullable(),
  userAgent: z.string().nullable(),
  referrerSource: z.string().nullable(),
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

export interface CreateSessionData {
  sessionId: string
  quizVersion: string
  /** HMAC of the visitor's address; null where the platform gives none */
  ipAddressHash: string | null
  /** the same address under the keys before the present one, which the rate limit counts as well */
  formerIpAddressHashes?: readonly string[]
  userAgent: string | null
  referrerSource: string | null
  abTestVariant: string | null
}

/** One network has started more assessments within an hour than a household or an office would. */
export class StartLimitError extends Error {
  override readonly name = 'StartLimitError'
  constructor() {
    const { times, seconds } = STARTS_PER_NETWORK
    super(`More than ${times} assessments were started from one network within ${inWords(seconds)}.`)
  }
}

/**
 * Starts an assessment. The rate limit is counted in the same statement, so that parallel starts cannot slip past.
 * @throws StartLimitError when the network has had all its starts
 */
export async function createAssessmentSession(db: Database, data: CreateSessionData): Promise<SessionRow> {
  // Counted under every key: a replaced key neither forgets nor forgives.
  const limitKeys = [data.ipAddressHash ?? 'unknown', ...(data.formerIpAddressHashes ?? [])].map(
    (hash) => `start:${hash}`,
  )
  const rows = await db.$queryRaw(sql`
    WITH s AS (
      INSERT INTO assessment_sessions
        ("sessionId", "quizVersion", "ipAddressHash", "userAgent", "referrerSource", "abTestVariant")
      SELECT ${data.sessionId}, ${data.quizVersion}, ${data.ipAddressHash}::text, ${data.userAgent}::text,
        ${data.referrerSource}::text, ${data.abTestVariant}::text
      WHERE (
        SELECT bool_and(${hitRateLimit(sql`key`, STARTS_PER_NETWORK)})
        FROM unnest(${limitKeys}::text[]) AS key)
      RETURNING *, xmin::text AS "rowVersion"
    ) SELECT * FROM s`)
  const session = maybeOne(rows, sessionRow)
  if (!session) throw new StartLimitError()
  return session
}

/** What the page of a step shows of an assessment under way. */
export type OpenSession = Pick<
  SessionRow,
  'currentStep' | 'responses' | 'email' | 'emailFromElsewhere' | 'consentAt'
>

/**
 * Finds a session for a page that shows it.
 * @param now the caller's time: a write afterwards goes by the database's, and may still find the session expired
 * @returns null when there is none or it has expired
 */
export async function findSession(db: Database, sessionId: string, now: Date): Promise<OpenSession | null> {
  const session = await db.assessmentSession.findUnique({
    where: { sessionId, expiresAt: { gt: now } },
    select: { currentStep: true, responses: true, email: true, emailFromElsewhere: true, consentAt: true },
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
 */
export async function moveSession(db: Database, tokenHash: string, sessionId: string): Promise<boolean> {
  const rows = await db.$queryRaw(sql`SELECT resume_session(${tokenHash}, ${sessionId}) AS moved`)
  return one(rows, z.object({ moved: z.boolean() })).moved
}

/** Gives the sessions of a browser, and the assessments that they became, ids that nobody has: as many as there are. */
export async function forgetSessions(
  db: Database,
  former: readonly string[],
  unknown: readonly string[],
): Promise<void> {
  await db.$executeRaw(sql`SELECT forget_sessions(${[...former]}::text[], ${[...unknown]}::text[])`)
}

const successor = z.object({ assessmentId: z.string().nullable(), moved: z.boolean() })

/**
 * Finds what became of a session that is gone.
 * @returns the assessment that it became; whether another browser carries it on; neither when it has expired or was erased
 */
export async function findSuccessor(db: Database, sessionId: string): Promise<z.output<typeof successor>> {
  const rows = await db.$queryRaw(sql`
    SELECT (SELECT id FROM assessments WHERE "sessionId" = ${sessionId}) AS "assessmentId",
      EXISTS (
        SELECT 1 FROM access_links WHERE "formerSessionIds" @> ARRAY[${sessionId}]::text[]
          AND "formerSessionIds" <> '{}' AND "expiresAt" > now()) AS moved`)
  return one(rows, successor)
}

/** Evidence of consent: which text, identified by version and hash, and for what. The database adds the time. */
export interface ConsentEvidence {
  textVersion: string
  textHash: string
  purposes: readonly string[]
}

export interface ProgressData {
  /** the step that these answers belong to, from 1 */
  step: number
  /** answers by question id; merged into those that are there */
  responses: Record<string, string>
  /** whether the step is complete, which moves `currentStep` forward to it; default true */
  stepCompleted?: boolean
  email?: string | null
  consent?: ConsentEvidence | null
  /** forget the address and the consent that are stored, which absent ones do not */
  removeEmail?: boolean
}

/**
 * Saves answers in one statement and one round trip. Answers are merged, the step moves forward only, and the session
 * lives for its whole time anew, so two tabs and a late retry lose nothing and repeating is safe.
 * @returns the session after the save; null when it is gone, has expired, or has not reached this step
 */
export async function saveAssessmentProgress(
  db: Database,
  sessionId: string,
  data: ProgressData,
): Promise<SessionRow | null> {
  const reached = data.stepCompleted === false ? 0 : data.step
  const rows = await db.$queryRaw(sql`
    UPDATE assessment_sessions s SET
      responses = s.responses || ${JSON.stringify(data.responses)}::jsonb,
      "currentStep" = LEAST(s."totalSteps", GREATEST(s."currentStep", ${reached}::int)),
      "expiresAt" = now() + make_interval(secs => ${LIFETIMES.session}::float8),
      ${contactAssignments(data)}
    WHERE s."sessionId" = ${sessionId} AND s."expiresAt" > now() AND s."currentStep" >= ${data.step - 1}::int
    RETURNING ${columns}`)
  return maybeOne(rows, sessionRow)
}

/** The SET list of what a save does to the contact. */
function contactAssignments({ email, consent, removeEmail }: ProgressData): Sql {
  if (removeEmail) {
    return sql`
      email = NULL, "emailFromElsewhere" = false, "consentAt" = NULL, "consentTextVersion" = NULL, "consentTextHash" = NULL, "consentPurposes" = '{}'`
  }
  const given = email ? sql`email = ${email}, "emailFromElsewhere" = false` : sql`email = s.email`
  return sql`${given}${consent ? sql`, ${consentAssignments(consent)}` : emptySql}`
}

/** The SET list of newly given consent. */
export function consentAssignments(consent: ConsentEvidence): Sql {
  return sql`
    "consentAt" = now(), "consentTextVersion" = ${consent.textVersion}, "consentTextHash" = ${consent.textHash},
    "consentPurposes" = ${[...consent.purposes]}::text[]`
}

const deletion = z.object({ deleted: z.number() })

/** Deletes at most `limit` sessions past their expiry. @returns how many */
export async function deleteExpiredSessions(db: Database, limit: number): Promise<number> {
  const rows = await db.$queryRaw(sql`SELECT delete_expired_sessions(${limit}::int)::int AS deleted`)
  return one(rows, deletion).deleted
}

import { LIFETIMES } from '#app/domain/limits.ts'
import * as z from 'zod'
import { type Database, type Sql, sql } from './database.server.ts'
import { type Counter, hitRateLimits, limitColumns, requireRoom } from './rate-limit.server.ts'
import { maybeOne, one } from './rows.server.ts'

export interface NewTeam {
  id: string
  tokenHash: string
  /** of whoever makes it, and is its first member */
  assessmentId: string
}

/** Makes the team of an assessment, unless it has one, or is in somebody else's. */
export async function insertTeam(db: Database, { id, tokenHash, assessmentId }: NewTeam): Promise<void> {
  await db.$executeRaw(sql`
    WITH made AS (
      INSERT INTO teams (id, "tokenHash", "assessmentId", scorecard, "quizVersion", "expiresAt")
      SELECT ${id}, ${tokenHash}, a.id, a.scorecard, a."quizVersion", now() + make_interval(secs => ${LIFETIMES.team}::float8)
      FROM assessments a WHERE a.id = ${assessmentId} AND a."teamId" IS NULL AND a."emailScrubbedAt" IS NULL
      ON CONFLICT ("assessmentId") DO NOTHING RETURNING id
    )
    UPDATE assessments SET "teamId" = made.id FROM made
    WHERE assessments.id = ${assessmentId} AND "teamGroupId" IS NULL`)
}

/** A condition: this browser has answers in the team `t` that are compared, or will be. They are counted once. */
export const takesPart = (sessionIds: readonly string[]): Sql => sql`EXISTS (
  SELECT FROM assessments m WHERE m."teamId" = t.id AND m."sessionId" = ANY(${[...sessionIds]}::text[])
    AND (m."teamGroupId" IS NULL OR EXISTS (SELECT FROM team_groups g WHERE g.id = m."teamGroupId")))`

/** A value: the team that a start of this quiz is for; NULL where there is none that takes it. */
export function teamTaking({ tokenHash, sessionIds }: TeamKey, quiz: QuizOfTeam): Sql {
  return sql`(
    SELECT t.id FROM teams t WHERE t."tokenHash" = ${tokenHash}::text AND ${asks(quiz)}
      AND t."expiresAt" > now() AND NOT ${takesPart(sessionIds)})`
}

export interface QuizOfTeam {
  scorecard: string
  quizVersion: string
}

/** A condition on the team `t`. */
const asks = ({ scorecard, quizVersion }: QuizOfTeam): Sql =>
  sql`t.scorecard = ${scorecard} AND t."quizVersion" = ${quizVersion}`

export const teamGroup = z.object({ size: z.number(), inPlace: z.record(z.string(), z.number()) })

const openedTeam = z.object({
  scorecard: z.string(),
  quizVersion: z.string(),
  /** the assessment of this browser's by which it was made; null for everybody else's */
  ownerId: z.string().nullable(),
  /** this browser's member of it: what becomes of their answers */
  member: z.object({ id: z.string(), state: z.enum(['waiting', 'compared', 'left_out']) }).nullable(),
  /** this browser's newest result of the same questions, which may be compared; for who does not take part */
  joinable: z.object({ id: z.string(), completedAt: z.coerce.date() }).nullable(),
  /** the step at which this browser's assessment for the team stands */
  stepUnderWay: z.number().nullable(),
  waiting: z.number(),
  /** only for members, and for whoever made it */
  groups: z.array(teamGroup),
})

/** A team, as far as it concerns this browser. */
export type OpenedTeam = z.output<typeof openedTeam>

export interface TeamKey {
  tokenHash: string
  /** of this browser */
  sessionIds: readonly string[]
}

/** @returns null for a team that never was, has ended, or whose maker's details have been removed */
export async function findTeam(db: Database, { tokenHash, sessionIds }: TeamKey): Promise<OpenedTeam | null> {
  const own = sql`"sessionId" = ANY(${[...sessionIds]}::text[])`
  const rows = await db.$queryRaw(sql`
    WITH team AS (SELECT * FROM teams WHERE "tokenHash" = ${tokenHash} AND "expiresAt" > now()), mine AS MATERIALIZED (
      SELECT a.id, a."completedAt", a."teamId", a."teamGroupId", a.scorecard, a."quizVersion" FROM assessments a WHERE ${own}
    )
    SELECT team.scorecard, team."quizVersion", (SELECT id FROM mine WHERE id = team."assessmentId") AS "ownerId", member.row AS member,
      CASE WHEN member.row IS NULL OR member.row ->> 'state' = 'left_out' THEN (
        SELECT jsonb_build_object('id', id, 'completedAt', "completedAt") FROM mine
        WHERE "teamId" IS NULL AND "teamGroupId" IS NULL
          AND scorecard = team.scorecard AND "quizVersion" = team."quizVersion"
        ORDER BY "completedAt" DESC LIMIT 1) END AS joinable,
      (SELECT LEAST("currentStep" + 1, "totalSteps") FROM assessment_sessions
        WHERE ${own} AND "teamId" = team.id AND "expiresAt" > now() LIMIT 1) AS "stepUnderWay",
      (SELECT count(*)::int FROM assessments WHERE "teamId" = team.id AND "teamGroupId" IS NULL) AS waiting,
      COALESCE((SELECT jsonb_agg(jsonb_build_object('size', g.size, 'inPlace', g."inPlace")) FROM team_groups g
        WHERE g."teamId" = team.id AND (member.row IS NOT NULL OR team."assessmentId" IN (SELECT id FROM mine))), '[]') AS groups
    FROM team LEFT JOIN LATERAL (
      SELECT jsonb_build_object('id', m.id, 'state', CASE
        WHEN m."teamGroupId" IS NULL THEN 'waiting'
        WHEN EXISTS (SELECT FROM team_groups g WHERE g.id = m."teamGroupId") THEN 'compared' ELSE 'left_out' END) AS row
      FROM mine m WHERE m."teamId" = team.id ORDER BY m."completedAt" DESC LIMIT 1) member ON true`)
  return maybeOne(rows, openedTeam)
}

const done = z.object({ ...limitColumns, done: z.boolean() })

/** Counts a post, and does something to a team, in one statement. `act` answers rows where it has done something. */
async function changeTeam(db: Database, counters: readonly Counter[], act: Sql): Promise<boolean> {
  const rows = await db.$queryRaw(sql`
    WITH taken AS MATERIALIZED (SELECT * FROM ${hitRateLimits(counters)}), acted AS (${act})
    SELECT "refusedKey", "waitSeconds", EXISTS (SELECT FROM acted) AS done FROM taken`)
  const answer = one(rows, done)
  requireRoom(answer)
  return answer.done
}

const ROOM = sql`EXISTS (SELECT FROM taken WHERE "refusedKey" IS NULL)`

/** All of them answer whether something was done, and @throws RateLimitError when a counter has no room. */
export async function joinTeam(
  db: Database,
  { tokenHash, sessionIds }: TeamKey,
  assessmentId: string,
  counters: readonly Counter[],
): Promise<boolean> {
  return changeTeam(
    db,
    counters,
    sql`UPDATE assessments a SET "teamId" = t.id FROM teams t
      WHERE t."tokenHash" = ${tokenHash} AND t."expiresAt" > now() AND a.id = ${assessmentId}
        AND a."sessionId" = ANY(${[...sessionIds]}::text[]) 
        AND a.scorecard = t.scorecard AND a."quizVersion" = t."quizVersion"
        AND a."teamId" IS NULL AND a."teamGroupId" IS NULL AND ${ROOM}
        AND NOT ${takesPart(sessionIds)}
      RETURNING a.id`,
  )
}

/** See leave_teams in prisma/functions/teams.sql. */
export async function leaveTeam(
  db: Database,
  { tokenHash, sessionIds }: TeamKey,
  counters: readonly Counter[],
): Promise<boolean> {
  return changeTeam(
    db,
    counters,
    sql`SELECT FROM (SELECT leave_teams(ARRAY(
        SELECT a.id FROM teams t JOIN assessments a ON a."teamId" = t.id
        WHERE t."tokenHash" = ${tokenHash} AND a."sessionId" = ANY(${[...sessionIds]}::text[]) AND ${ROOM})) AS n) AS gone
      WHERE n > 0`,
  )
}

/** The one by whom the team was made. */
const ownTeam = ({ tokenHash, sessionIds }: TeamKey): Sql => sql`
  teams t JOIN assessments a ON a.id = t."assessmentId"
      WHERE t."tokenHash" = ${tokenHash} AND t."expiresAt" > now() AND a."sessionId" = ANY(${[...sessionIds]}::text[]) AND ${ROOM}`

/** See compare_team in prisma/functions/teams.sql. */
export async function compareWaiting(
  db: Database,
  key: TeamKey,
  compared: QuizOfTeam & {
    questionIds: readonly string[]
    inPlace: readonly string[]
    least: number
  },
  counters: readonly Counter[],
): Promise<boolean> {
  const { questionIds, inPlace, least } = compared
  return changeTeam(
    db,
    counters,
    sql`SELECT FROM (
        SELECT compare_team(t.id, ${[...questionIds]}::text[], ${[...inPlace]}::text[], ${least}::int) AS n
        FROM ${ownTeam(key)} AND ${asks(compared)}) AS compared WHERE n > 0`,
  )
}

/** The team is gone for everybody, and its members' results stay. */
export async function deleteTeam(db: Database, key: TeamKey, counters: readonly Counter[]): Promise<boolean> {
  return changeTeam(
    db,
    counters,
    sql`DELETE FROM teams WHERE id IN (SELECT t.id FROM ${ownTeam(key)}) RETURNING id`,
  )
}

const deletion = z.object({ deleted: z.number() })

/** Deletes at most `limit` teams past their end. @returns how many */
export async function deleteExpiredTeams(db: Database, limit: number): Promise<number> {
  const rows = await db.$queryRaw(sql`SELECT delete_expired_teams(${limit}::int)::int AS deleted`)
  return one(rows, deletion).deleted
}

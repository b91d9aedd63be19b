import * as z from 'zod'
import { FOLLOW_UP_KINDS, type FollowUpKind } from '#app/domain/hubspot/follow-up.ts'
import { OPTIONAL_OPERATIONS, type Operation } from '#app/domain/pause.ts'
import { LEAD_QUEUE } from '#app/domain/limits.ts'
import { allows } from '#app/data/consent.server.ts'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import { type Settlement, settleClaimed } from '#app/data/queue-settle.server.ts'
import { type QueueTable, claimDue, claimedColumns } from '#app/data/queue.server.ts'
import { boundedCount } from '#app/data/console/queue-figures.server.ts'
import type { Part } from '#app/data/parts.server.ts'
import { teamGroup } from '#app/data/teams.server.ts'
import { many } from '#app/data/rows.server.ts'
import { givingBack } from './state.server.ts'

const columns = {
  assessmentId: z.string(),
  kind: z.enum(FOLLOW_UP_KINDS),
  contactId: z.string().nullable(),
  formerContactIds: z.array(z.string()),
  dealId: z.string().nullable(),
  /** a run has held it before, so that it may have been carried out */
  attempted: z.boolean(),
  /** a run has held it and never said what became of it */
  abandoned: z.boolean(),
  /** whether the person may be contacted, as it stands in the assessment */
  allowed: z.boolean(),
  addressConfirmed: z.boolean(),
  email: z.string().nullable(),
  totalScore: z.number(),
  scoreCategory: z.string(),
  scoreBreakdown: z.record(z.string(), z.number()),
  responses: z.record(z.string(), z.string()),
  scorecard: z.string(),
  quizVersion: z.string(),
  /** of the pages; what sales read is in English */
  pageLanguage: z.string(),
  referrerSource: z.string().nullable(),
  leadQuality: z.string(),
  phone: z.string().nullable(),
  hubspotUtk: z.string().nullable(),
  consentTextVersion: z.string().nullable(),
  /** of the leadership team that was made from it */
  teamGroups: z.array(teamGroup),
}

function operationOf(kind: Sql): Sql {
  return sql`CASE ${kind} WHEN 'note' THEN 'notes' WHEN 'form' THEN 'forms' ELSE 'owners' END`
}

const facts = (row: Sql) => sql`(
  SELECT jsonb_build_object('allowed', ${allows('a', 'contact')},
    'addressConfirmed', a."addressConfirmedAt" IS NOT NULL, 'email', a.email, 'totalScore', a."totalScore",
    'scoreCategory', a."scoreCategory", 'scoreBreakdown', a."scoreBreakdown", 'responses', a.responses,
    'formerContactIds', a."formerContactIds", 'scorecard', a.scorecard, 'quizVersion', a."quizVersion", 'pageLanguage', a.language, 'leadQuality', a."leadQuality",
    'phone', a.phone, 'referrerSource', a."referrerSource", 'hubspotUtk', a."hubspotUtk",
    'consentTextVersion', a."consentTextVersion", 'teamGroups', COALESCE((
      SELECT jsonb_agg(jsonb_build_object('size', g.size, 'inPlace', g."inPlace"))
      FROM teams t JOIN team_groups g ON g."teamId" = t.id WHERE t."assessmentId" = a.id), '[]'))
  FROM assessments a WHERE a.id = ${row}."assessmentId")`

/** Notes and form submissions of leads that HubSpot has. None of them may be repeated without a look at what became of it. */
export const followUpQueue = {
  name: sql`hubspot_follow_ups`,
  leaseSeconds: LEAD_QUEUE.leaseSeconds,
  columns,
  operations: sql`ARRAY[${operationOf(sql`q.kind`)}]`,
  ownOperations: OPTIONAL_OPERATIONS,
  lookup: sql`jsonb_build_object('attempted', claimed.attempted, 'abandoned', claimed.abandoned) || ${facts(sql`claimed`)}`,
  locksAssessments: true,
  assign: sql`"noteId" = COALESCE(o.extra->>'noteId', q."noteId")`,
} satisfies QueueTable

const claimedFollowUp = z.object({ ...claimedColumns, ...columns })

/** A follow-up that this run holds. */
export type ClaimedFollowUp = z.output<typeof claimedFollowUp>

export async function claimFollowUps(
  db: Database,
  claim: { limit: number; token: string; kinds: readonly FollowUpKind[]; resting: readonly Operation[] },
): Promise<ClaimedFollowUp[]> {
  const { limit, token, kinds, resting } = claim
  const only = sql`q.kind = ANY(${[...kinds]}::text[])`
  return claimDue(db, followUpQueue, { limit, token, only, resting })
}

/** What this run wants to follow its leads. */
export interface WantedFollowUps {
  kinds: readonly FollowUpKind[]
  /** with it they are held by this run from the start; null: the next run claims them */
  token: string | null
}

/**
 * What begins with leads as they are settled, in the same statement: follow-ups of those that HubSpot has now, each once.
 * A form is for an address that somebody has shown to be theirs. Where its operation is paused, it waits for the next run.
 */
export function beginFollowUps({ kinds, token }: WantedFollowUps): QueueTable['alongside'] {
  const held = sql`${token}::text IS NOT NULL AND NOT EXISTS (
        SELECT FROM pauses p WHERE p.operation = ${operationOf(sql`k.kind`)})`
  return {
    statement: sql`
      INSERT INTO hubspot_follow_ups (
        id, "assessmentId", kind, "contactId", "dealId", "claimToken", "retryCount", "lastAttemptAt", "nextRetryAt")
      SELECT gen_random_uuid()::text, s."assessmentId", k.kind, s."hubspotContactId",
        CASE k.kind WHEN 'deal_owner' THEN s."hubspotDealId" END,
        CASE WHEN h.held THEN ${token}::text END, CASE WHEN h.held THEN 1 ELSE 0 END, CASE WHEN h.held THEN now() END,
        now() + CASE WHEN h.held THEN make_interval(secs => ${followUpQueue.leaseSeconds}::float8) ELSE interval '0' END
      FROM settled s JOIN assessments a ON a.id = s."assessmentId"
        CROSS JOIN unnest(${[...kinds]}::text[]) AS k(kind), LATERAL (SELECT ${held} AS held) AS h
      WHERE s.result = 'completed' AND s."hubspotContactId" IS NOT NULL AND ${allows('a', 'contact')}
        AND (k.kind <> 'form' OR a."addressConfirmedAt" IS NOT NULL)
        AND (k.kind <> 'deal_owner' OR s."hubspotDealId" IS NOT NULL)
      -- One that a withdrawal has cancelled comes after a new consent, by the next run, which looks first for what was sent.
      ON CONFLICT ("assessmentId", kind) DO UPDATE SET
        status = 'pending', "contactId" = EXCLUDED."contactId", "dealId" = EXCLUDED."dealId", "nextRetryAt" = now()
        WHERE hubspot_follow_ups.status = 'cancelled' AND hubspot_follow_ups."noteId" IS NULL
          AND (hubspot_follow_ups.kind <> 'form' OR hubspot_follow_ups."retryCount" = 0)
      RETURNING *`,
    answer: sql`(
      SELECT jsonb_agg(to_jsonb(b) || ${facts(sql`b`)}
        || '{"spent": false, "probes": [], "attempted": false, "abandoned": false}')
      FROM alongside b WHERE b."assessmentId" = settled."assessmentId" AND b."claimToken" IS NOT NULL)`,
  }
}

/** Of what settling leads has answered, the follow-ups that this run holds. */
export function readBegun(begun: unknown): ClaimedFollowUp[] {
  return z.array(claimedFollowUp).nullable().parse(begun) ?? []
}

const heldRow = z.object({ id: z.string() })

/** Which of these this run still holds: nobody may be written about who has withdrawn consent, or was erased. @returns their ids */
export async function readHeldFollowUps(
  db: Database,
  rows: readonly Pick<ClaimedFollowUp, 'id' | 'claimToken'>[],
): Promise<Set<string>> {
  const held = await db.$queryRaw(sql`
    SELECT f.id FROM hubspot_follow_ups f JOIN assessments a ON a.id = f."assessmentId"
    WHERE f.id = ANY(${rows.map(({ id }) => id)}::text[])
      AND f."claimToken" = ANY(${[...new Set(rows.map(({ claimToken }) => claimToken))]}::text[])
      AND f.status = 'pending' AND ${allows('a', 'contact')}`)
  return new Set(many(held, heldRow).map(({ id }) => id))
}

export interface FollowUpSettlement extends Settlement {
  row: Settlement['row'] & Pick<ClaimedFollowUp, 'assessmentId' | 'kind' | 'email'>
  extra: { noteId: string | null }
}

/**
 * @param unused calls to HubSpot that were taken and not made: given back in the same statement
 * @returns the settlements that were not taken: of rows that this run holds no longer
 */
export async function settleFollowUps(
  db: Database,
  settlements: readonly FollowUpSettlement[],
  unused: { takenAt: Date; calls: number } | null,
): Promise<FollowUpSettlement[]> {
  const alongside = unused
    ? { statement: givingBack(unused.takenAt, unused.calls), answer: sql`NULL` }
    : undefined
  const settled = await settleClaimed(db, { ...followUpQueue, alongside }, settlements)
  const taken = new Set(settled.map(({ id }) => id))
  return settlements.filter(({ row }) => !taken.has(row.id))
}

const noteOutcome = z.object({ id: z.string(), status: z.string(), noteId: z.string().nullable() })

/** What has become of notes, by their rows' ids; those that were erased are missing. */
export async function readNoteOutcomes(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, z.output<typeof noteOutcome>>> {
  const rows = await db.$queryRaw(
    sql`SELECT id, status, "noteId" FROM hubspot_follow_ups WHERE id = ANY(${[...ids]}::text[])`,
  )
  return new Map(many(rows, noteOutcome).map((row) => [row.id, row]))
}

const countRow = z.object({
  kind: z.enum(FOLLOW_UP_KINDS),
  waiting: z.number(),
  done: z.number(),
  /** left out: HubSpot has refused it, or nobody knows what became of it */
  leftOut: z.number(),
})
export type FollowUpCounts = z.output<typeof countRow>

/** How it stands with notes and forms. Kinds of which there is none are missing. */
export async function countFollowUps(db: Database): Promise<FollowUpCounts[]> {
  const rows = await db.$queryRaw(sql`
    SELECT kind, (count(*) FILTER (WHERE status = 'pending'))::int AS waiting,
      (count(*) FILTER (WHERE status = 'completed'))::int AS done,
      (count(*) FILTER (WHERE status = 'dead'))::int AS "leftOut"
    FROM hubspot_follow_ups GROUP BY kind ORDER BY kind`)
  return many(rows, countRow)
}

const openRow = countRow.omit({ done: true })
export type OpenFollowUps = z.output<typeof openRow>

/** What waits and what was left out, of every kind that there is, up to {@link COUNTED} and one. */
export const openFollowUpsPart: Part<OpenFollowUps> = {
  row: openRow,
  query: sql`
    SELECT kind,
      ${boundedCount(sql`FROM hubspot_follow_ups f WHERE f.kind = kinds.kind AND f.status = 'pending'`)} AS waiting,
      ${boundedCount(sql`FROM hubspot_follow_ups f WHERE f.kind = kinds.kind AND f.status = 'dead'`)} AS "leftOut"
    FROM unnest(${[...FOLLOW_UP_KINDS]}::text[]) AS kinds(kind)`,
}

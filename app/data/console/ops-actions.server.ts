import * as z from 'zod'
import { OPS_ACTIONS, OPS_ACTION_NAMES, type OpsAction } from '#app/domain/console/ops-action.ts'
import { ROLES, type Viewer } from '#app/domain/console/roles.ts'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import { type Part, time } from '#app/data/parts.server.ts'
import { one } from '#app/data/rows.server.ts'

export interface NewOpsAction {
  viewer: Pick<Viewer, 'actor' | 'session'>
  action: OpsAction
  /** a word of a closed vocabulary */
  subject?: string | null
  /** the same */
  reason?: string | null
  assessmentId?: string | null
}

const recorded = z.object({ id: z.string(), count: z.number() })
export type RecordedAction = z.output<typeof recorded>

/** The values of a row of the record. @param count how many it was done to */
function values({ viewer, action, subject, reason, assessmentId }: NewOpsAction, count: Sql): Sql {
  return sql`gen_random_uuid()::text, ${viewer.actor}, ${OPS_ACTIONS[action].role}, ${viewer.session}, ${action},
    ${subject ?? null}::text, ${reason ?? null}::text, ${count}, (SELECT id FROM assessments WHERE id = ${assessmentId ?? null})`
}

const insert = sql`INSERT INTO ops_actions (id, actor, role, session, action, subject, reason, count, "assessmentId")`

/** Records what was done, with how many it was done to. */
export async function recordAction(
  db: Database,
  action: NewOpsAction,
  count: number,
): Promise<RecordedAction> {
  const rows = await db.$queryRaw(
    sql`${insert} SELECT ${values(action, sql`${count}::int`)} RETURNING id, count`,
  )
  return one(rows, recorded)
}

/**
 * Does something and records it, in one statement.
 * @param deed tables of a WITH, of which `changed` has a row for each that it was done to
 */
export async function doAndRecord(db: Database, action: NewOpsAction, deed: Sql): Promise<RecordedAction> {
  const rows = await db.$queryRaw(sql`
    WITH ${deed} ${insert} SELECT ${values(action, sql`(SELECT count(*)::int FROM changed)`)} RETURNING id, count`)
  return one(rows, recorded)
}

const ended = z.object({ ended: z.boolean() })

/** Whether a session has been signed out. */
export function signedOutPart(session: string): Part<z.output<typeof ended>> {
  const query = sql`
    SELECT EXISTS (SELECT FROM ops_actions WHERE session = ${session} AND action = 'signed_out') AS ended`
  return { query, row: ended }
}

const actionRow = z.object({
  id: z.string(),
  at: time,
  actor: z.string(),
  role: z.enum(ROLES),
  action: z.enum(OPS_ACTION_NAMES),
  subject: z.string().nullable(),
  reason: z.string().nullable(),
  count: z.number(),
  assessmentId: z.string().nullable(),
})
export type OpsActionRow = z.output<typeof actionRow>

const columns = sql`id, at, actor, role, action, subject, reason, count, "assessmentId"`

export interface ActionPage {
  /** null: the newest */
  before: { time: Date; id: string } | null
  limit: number
  action?: OpsAction | undefined
}

/** The record, newest first. */
export function actionsPart({ before, limit, action }: ActionPage): Part<OpsActionRow> {
  const query = sql`
    SELECT ${columns} FROM ops_actions
    WHERE ${before ? sql`(at, id) < (${before.time}::timestamptz, ${before.id})` : sql`true`}
      AND ${action ? sql`action = ${action}` : sql`true`}
    ORDER BY at DESC, id DESC LIMIT ${limit}::int`
  return { query, row: actionRow }
}

/** What this session has just done, by the id that its answer leads to. */
export function doneActionPart(id: string, session: string): Part<OpsActionRow> {
  const query = sql`SELECT ${columns} FROM ops_actions WHERE id = ${id} AND session = ${session}`
  return { query, row: actionRow }
}

/** Who has looked at a lead, the newest first. */
export function looksPart(assessmentId: string, limit: number): Part<OpsActionRow> {
  const query = sql`
    SELECT ${columns} FROM ops_actions WHERE "assessmentId" = ${assessmentId} ORDER BY at DESC LIMIT ${limit}::int`
  return { query, row: actionRow }
}

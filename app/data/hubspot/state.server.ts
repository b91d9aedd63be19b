import * as z from 'zod'
import type { CallBudget } from '#app/domain/limits.ts'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import type { Part } from '#app/data/parts.server.ts'
import { maybeOne, one } from '#app/data/rows.server.ts'

const stateRow = z.object({
  /** IANA; null until it was learnt */
  portalTimeZone: z.string().nullable(),
  callsInWindow: z.number(),
})

/** The portal as all runs know it together. */
export type SyncState = z.output<typeof stateRow>

/** Before the first call. */
export const UNUSED_STATE: SyncState = { portalTimeZone: null, callsInWindow: 0 }

export const syncStatePart: Part<SyncState> = {
  row: stateRow,
  query: sql`
    SELECT "portalTimeZone",
      (SELECT count(*)::int FROM unnest("callTimes") AS t WHERE t > now() - interval '10 seconds') AS "callsInWindow"
    FROM hubspot_sync_state WHERE id = 'portal'`,
}

export async function readSyncState(db: Database): Promise<SyncState> {
  return maybeOne(await db.$queryRaw(syncStatePart.query), stateRow) ?? UNUSED_STATE
}

/** A place in the window for one call, or how long to wait for one. */
export type CallTurn = { waitMs: 0; takenAt: Date } | { waitMs: number; takenAt: null }

const turnRow = z.object({ waitMs: z.number(), takenAt: z.date() })

/**
 * Takes one call from what the portal allows in a sliding window, counted across all runs. Whoever does not make it gives
 * it back: {@link giveBackCall}.
 * @returns `waitMs` 0 when the call may be made now, otherwise the milliseconds until one may be free
 */
export async function takeCall(db: Database, budget: CallBudget): Promise<CallTurn> {
  const rows = await db.$queryRaw(sql`
    SELECT take_hubspot_call(${budget.calls}::int, make_interval(secs => ${budget.windowMs / 1000}::float8)) AS "waitMs",
      clock_timestamp()::timestamptz(3) AS "takenAt"`)
  const { waitMs, takenAt } = one(rows, turnRow)
  return waitMs === 0 ? { waitMs, takenAt } : { waitMs, takenAt: null }
}

const takenRow = z.object({ takenAt: z.date().nullable() })

/**
 * Takes one more call for a lead that is sent right after it was completed, and never waits: not for room, not for the row.
 * @returns when it was taken; null when there is no room, or a drain is at work
 */
export async function tryTakeCall(db: Database, budget: CallBudget): Promise<Date | null> {
  const rows = await db.$queryRaw(sql`
    SELECT try_take_hubspot_calls(${budget.calls}::int, make_interval(secs => ${budget.windowMs / 1000}::float8), 1)
      ::timestamptz(3) AS "takenAt"`)
  return one(rows, takenRow).takenAt
}

/**
 * Gives the places of calls that were not made to the other runs, which would else miss them until they leave the window.
 * @param takenAt no earlier than when they were taken, and before any later call
 */
export async function giveBackCall(db: Database, takenAt: Date, calls = 1): Promise<void> {
  await db.$executeRaw(givingBack(takenAt, calls))
}

/** The statement of {@link giveBackCall}. */
export function givingBack(takenAt: Date, calls: number): Sql {
  // Callers are in line, so that the last calls no later than the answer are those that it admitted.
  return sql`
    UPDATE hubspot_sync_state s SET "updatedAt" = now(), "callTimes" = ARRAY(
      SELECT t FROM unnest(s."callTimes") WITH ORDINALITY AS c(t, place)
      WHERE place <> ALL (ARRAY(
        SELECT place FROM unnest(s."callTimes") WITH ORDINALITY AS g(t, place) WHERE t <= ${takenAt}::timestamptz
        ORDER BY place DESC LIMIT ${calls}::int))
      ORDER BY place)
    WHERE id = 'portal'`
}

/** A drain begins: for so long, or until its end, leads that are completed are left to it. */
export async function noteDrain(db: Database, seconds: number): Promise<void> {
  await db.$executeRaw(sql`
    INSERT INTO hubspot_sync_state (id, "drainedUntil")
    VALUES ('portal', now() + make_interval(secs => ${seconds}::float8))
    ON CONFLICT (id) DO UPDATE SET "drainedUntil" = EXCLUDED."drainedUntil", "updatedAt" = now()`)
}

export async function noteDrainEnd(db: Database, now: Date): Promise<void> {
  await db.hubspotSyncState.updateMany({
    where: { drainedUntil: { not: null } },
    data: { drainedUntil: null, updatedAt: now },
  })
}

/** No run makes a call for so long: HubSpot has said that the limit is reached. */
export async function blockCalls(db: Database, seconds: number): Promise<void> {
  await db.$executeRaw(sql`
    INSERT INTO hubspot_sync_state AS s (id, "callsBlockedUntil")
    VALUES ('portal', now() + make_interval(secs => ${seconds}::float8))
    ON CONFLICT (id) DO UPDATE SET
      "callsBlockedUntil" = GREATEST(s."callsBlockedUntil", EXCLUDED."callsBlockedUntil"), "updatedAt" = now()`)
}

/** Keeps the portal's time zone: its daily limit ends at midnight there. */
export async function savePortalTimeZone(db: Database, timeZone: string, now: Date): Promise<void> {
  const learnt = { portalTimeZone: timeZone, updatedAt: now }
  await db.hubspotSyncState.upsert({
    where: { id: 'portal' },
    create: { id: 'portal', ...learnt },
    update: learnt,
    select: { id: true },
  })
}

import * as z from 'zod'
import type { CallBudget } from '#app/domain/limits.ts'
import { type Database, sql } from '#app/data/database.server.ts'

/** Why nothing is sent at the moment. Two end with their time, the others as soon as a lead gets through. */
export const PAUSE_REASONS = ['authentication', 'scope', 'daily_limit', 'migrating', 'unavailable'] as const
export type PauseReason = (typeof PAUSE_REASONS)[number]

const stateRow = z.object({
  pauseReason: z.enum(PAUSE_REASONS).nullable(),
  pauseError: z.string().nullable(),
  pausedAt: z.date().nullable(),
  pausedUntil: z.date().nullable(),
  /** whether the pause's own time has not come yet, by the database's clock */
  waiting: z.boolean(),
  portalTimeZone: z.string().nullable(),
  callsInWindow: z.number(),
})

/** The sync as a whole: shared by all runs, seen by operations. */
export type SyncState = z.output<typeof stateRow>

const RUNNING: SyncState = {
  pauseReason: null,
  pauseError: null,
  pausedAt: null,
  pausedUntil: null,
  waiting: false,
  portalTimeZone: null,
  callsInWindow: 0,
}

export async function readSyncState(db: Database): Promise<SyncState> {
  const rows = await db.$queryRaw(sql`
    SELECT "pauseReason", "pauseError", "pausedAt", "pausedUntil", "portalTimeZone",
      COALESCE("pausedUntil" > now(), false) AS waiting,
      (SELECT count(*)::int FROM unnest("callTimes") AS t WHERE t > now() - interval '10 seconds') AS "callsInWindow"
    FROM hubspot_sync_state WHERE id = 'portal'`)
  return z.array(stateRow).max(1).parse(rows)[0] ?? RUNNING
}

/**
 * Stops all runs from sending. A pause that is there already keeps its beginning.
 * @param error compact text from the closed vocabulary
 * @param seconds until the sync may go on; null: until a lead gets through
 */
export async function pauseSync(
  db: Database,
  pause: { reason: PauseReason; error: string; seconds: number | null },
): Promise<void> {
  await db.$executeRaw(sql`
    INSERT INTO hubspot_sync_state AS s (id, "pauseReason", "pauseError", "pausedAt", "pausedUntil")
    VALUES ('portal', ${pause.reason}, ${pause.error}, now(),
      now() + make_interval(secs => ${pause.seconds}::float8))
    ON CONFLICT (id) DO UPDATE SET
      "pauseReason" = EXCLUDED."pauseReason", "pauseError" = EXCLUDED."pauseError",
      "pausedUntil" = EXCLUDED."pausedUntil", "updatedAt" = now(),
      "pausedAt" = CASE WHEN s."pauseReason" = EXCLUDED."pauseReason" THEN s."pausedAt" ELSE now() END`)
}

/** Ends a pause. */
export async function resumeSync(db: Database): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE hubspot_sync_state SET "pauseReason" = NULL, "pauseError" = NULL, "pausedAt" = NULL,
      "pausedUntil" = NULL, "updatedAt" = now()
    WHERE id = 'portal' AND "pauseReason" IS NOT NULL`)
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
  const [{ waitMs, takenAt }] = z.tuple([turnRow]).parse(rows)
  return waitMs === 0 ? { waitMs, takenAt } : { waitMs, takenAt: null }
}

/** Gives the place of a call that was not made to the other runs, which would else miss it until it leaves the window. */
export async function giveBackCall(db: Database, takenAt: Date): Promise<void> {
  // Callers are in line, so that the last call no later than the answer is the one that it admitted.
  await db.$executeRaw(sql`
    UPDATE hubspot_sync_state s SET "updatedAt" = now(), "callTimes" = ARRAY(
      SELECT t FROM unnest(s."callTimes") WITH ORDINALITY AS c(t, place)
      WHERE place IS DISTINCT FROM (
        SELECT max(place) FROM unnest(s."callTimes") WITH ORDINALITY AS g(t, place) WHERE t <= ${takenAt}::timestamptz)
      ORDER BY place)
    WHERE id = 'portal'`)
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
export async function savePortalTimeZone(db: Database, timeZone: string): Promise<void> {
  await db.$executeRaw(sql`
    INSERT INTO hubspot_sync_state (id, "portalTimeZone") VALUES ('portal', ${timeZone})
    ON CONFLICT (id) DO UPDATE SET "portalTimeZone" = EXCLUDED."portalTimeZone", "updatedAt" = now()`)
}

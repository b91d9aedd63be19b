import * as z from 'zod'
import { type Database, sql } from '#app/data/database.server.ts'
import { many, one } from '#app/data/rows.server.ts'
import type { Day } from '#app/domain/day.ts'

const checkedDay = z.object({ day: z.string(), differences: z.number() })

/** A day of the roll-up, and in how many figures a recount of its assessments says otherwise. */
export type CheckedDay = z.output<typeof checkedDay>

const counted = z.object({ counted: z.number() })

/** Adds new assessments to the days. @returns how many there were, `limit` at most */
export async function countBatch(db: Database, limit: number): Promise<number> {
  const rows = await db.$queryRaw(sql`SELECT count_assessments(${limit}::int) AS counted`)
  return one(rows, counted).counted
}

/** Counts the assessments of these days again, both included, and notes what it found. */
export async function recountDays(db: Database, from: Day, to: Day): Promise<CheckedDay[]> {
  const rows = await db.$queryRaw(sql`
    SELECT day::text, differences FROM check_roll_up(${from}::date, ${to}::date) ORDER BY day`)
  return many(rows, checkedDay)
}

/** Makes the roll-up of a day what its assessments say, as far as they are there. @returns how many figures were wrong */
export async function repairDay(db: Database, day: Day): Promise<number> {
  const rows = await db.$queryRaw(sql`SELECT rebuild_roll_up(${day}::date) AS differences`)
  return one(rows, z.object({ differences: z.number() })).differences
}

/** Adds up what was counted in parts of days before this one. */
export async function foldDays(db: Database, before: Day): Promise<void> {
  await db.$executeRaw(sql`SELECT fold_roll_up(${before}::date)`)
}

/** The first day that can be counted again; null where there is none. */
export async function findFirstDay(db: Database): Promise<Day | null> {
  const rows = await db.$queryRaw(sql`
    SELECT LEAST(
      (SELECT (min("startedAt") AT TIME ZONE 'UTC')::date FROM assessments),
      (SELECT min(day) FROM funnel_days WHERE recountable))::text AS day`)
  return one(rows, z.object({ day: z.string().nullable() })).day
}

import type { PrismaClient } from '#app/data/database.server.ts'
import type { Crm, ObjectType } from '#app/domain/crm/crm.ts'
import type { DrainCounts, DrainDependencies } from '#app/services/crm/drain.server.ts'
import { makeAllDue } from './hubspot-sync.ts'

interface Sync {
  db: PrismaClient
  crm: Crm
  drain: (overrides: Partial<DrainDependencies>) => Promise<DrainCounts | null>
}

/**
 * A run that sleeps, just before it writes records of a type, until its lease is over and something has happened meanwhile; and
 * just after, before it hears of it.
 */
export function runLate(
  { db, crm, drain }: Sync,
  late: ObjectType,
  before: () => Promise<unknown>,
  after: () => Promise<unknown> = async () => null,
): Promise<DrainCounts | null> {
  let isLate = true
  const asleep =
    (write: Crm['upsert']): Crm['upsert'] =>
    async (type, ...args) => {
      if (!isLate || type !== late) return write(type, ...args)
      isLate = false
      await makeAllDue(db)
      await before()
      const answer = await write(type, ...args)
      await after()
      return answer
    }
  return drain({ crm: { ...crm, upsert: asleep(crm.upsert), create: asleep(crm.create) } })
}

export const erasePerson = (db: PrismaClient, email: string) =>
  db.$queryRaw`SELECT erase_person(${email}, ${`hash of ${email}`}, ARRAY[]::text[], 'request')`

/** As if no run could be at it any more. */
export async function makeErasuresDue(db: PrismaClient): Promise<void> {
  await db.$executeRaw`UPDATE erasures SET "nextRetryAt" = to_timestamp(0) WHERE status = 'pending'`
}

export async function completeErasures(db: PrismaClient, erase: () => Promise<unknown>): Promise<void> {
  await makeErasuresDue(db)
  await erase()
}

import { afterAll, beforeAll, expect, test } from 'vitest'
import { SimDatabase } from '#sim/database.ts'
import { MUTATIONS, type Mutation } from '#sim/mutations.ts'
import { simulate } from '#sim/simulate.ts'
import { createUnmigratedDatabase } from '#tests/helpers/database.ts'

const SOUND_SEEDS = 50
/** So many seeds must be enough to miss a safeguard; a handful are. */
const SEEDS_TO_FIND = 500

/** The simulated years are later. */
const REAL_TIME = /"20[0-3]\d-\d\d-\d\dT/

let database: SimDatabase
let close: () => Promise<void>

beforeAll(async () => {
  const empty = await createUnmigratedDatabase()
  database = await SimDatabase.open(empty.url)
  close = async () => {
    await database.close()
    await empty.close()
  }
})

afterAll(() => close())

test(`nothing is wrong in ${SOUND_SEEDS} seeds`, async () => {
  for (let seed = 1; seed <= SOUND_SEEDS; seed++) {
    const { violations, trace } = await simulate(database, seed)
    expect(violations, `npm run sim -- --seed ${seed}\n${trace.join('\n')}`).toEqual([])
  }
})

// Withdrawals under a former address, notes that broke off before an address was replaced, leads sent again after an erasure.
test.each([1028, 1384, 6657])('nothing is wrong any more in seed %i', async (seed) => {
  const { violations, trace } = await simulate(database, seed)
  expect(violations, trace.join('\n')).toEqual([])
})

test.each(Object.entries<Mutation>(MUTATIONS))(`%s: a seed shows it`, async (_, mutation) => {
  expect(await findFirst(mutation)).not.toBeNull()
})

test('the same seed gives the same trace', async () => {
  const first = await simulate(database, 77)
  await simulate(database, 78)
  expect(await simulate(database, 77)).toEqual(first)
})

test('no time but the virtual one gets into the database', async () => {
  await simulate(database, 79)
  const tables = await database.read<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  )
  for (const { name } of tables) {
    const rows = await database.read<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM public."${name}" t`,
    )
    expect(
      rows.filter(({ row }) => REAL_TIME.test(row)),
      name,
    ).toEqual([])
  }
})

/** The first seed in which something is wrong that is not without the mutation; null when there is none. */
async function findFirst(mutation: Mutation): Promise<number | null> {
  for (let seed = 1; seed <= SEEDS_TO_FIND; seed++) {
    const { violations } = await simulate(database, seed, mutation)
    if (violations.length > 0 && (await simulate(database, seed)).violations.length === 0) return seed
  }
  return null
}

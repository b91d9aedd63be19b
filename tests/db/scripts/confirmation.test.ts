import { expect, test } from 'vitest'
import { SEED_ASSESSMENTS } from '#prisma/seed.ts'
import { seedTest } from '#prisma/seed-test.ts'
import { asElsewhere, useTestDatabase } from '#tests/helpers/database.ts'
import { runOperatorScript } from '#tests/helpers/operator-script.ts'
import { readAllRows } from '#tests/helpers/table-rows.ts'

const database = await useTestDatabase()
const name = new URL(database.url).pathname.slice(1)

const elsewhere = asElsewhere(database.url)

test.each(['db/reset', 'db/seed', 'db/seed-test'])(
  '%s leaves a database elsewhere alone unless its exact name is typed',
  async (script) => {
    await seedTest(database.db)
    const rows = await readAllRows(database.db)
    const command = script.replace('/', ':')

    const bare = await runOperatorScript(elsewhere, script)
    expect(bare.code).toBe(1)
    expect(bare.printed).toMatch(new RegExp(`^${command} .+ not on this machine: nothing was done`))
    expect(bare.printed).toContain(`npm run ${command} -- --yes-really ${name}\n`)
    const other = await runOperatorScript(elsewhere, script, ['--yes-really', 'scorecard'])
    expect(other.code).toBe(1)
    const nameless = await runOperatorScript(elsewhere, script, ['--yes-really'])
    expect(nameless.code).toBe(2)
    expect(await readAllRows(database.db)).toEqual(rows)
  },
)

test('db:reset makes a database on this machine anew with leads, and one elsewhere without', async () => {
  await seedTest(database.db)
  const here = await runOperatorScript(database.url, 'db/reset')
  expect(here.code).toBe(0)
  expect(here.printed).toMatch(/: reset, \d+ migrations applied, \d+ leads seeded\n$/)
  const theirs = { where: { sessionId: { startsWith: 'test-session-' } } }
  expect(await database.db.assessmentSession.count(theirs)).toBe(0)
  expect(await database.db.assessment.count()).toBe(SEED_ASSESSMENTS)

  const there = await runOperatorScript(elsewhere, 'db/reset', ['--yes-really', name])
  expect(there.code).toBe(0)
  expect(there.printed).toMatch(/, 0 leads seeded\n$/)
  expect(await database.db.assessment.count()).toBe(0)
})

test('db:seed and db:seed-test write to a database elsewhere once it is named, as often as wished', async () => {
  for (const script of ['db/seed', 'db/seed-test']) {
    for (const run of [1, 2]) {
      const { code, printed } = await runOperatorScript(elsewhere, script, ['--yes-really', name])
      expect({ script, run, code, printed }).toMatchObject({ code: 0 })
    }
  }
  expect(await database.db.assessment.count()).toBe(SEED_ASSESSMENTS + 6)
})

test('db:seed-test goes to TEST_DATABASE_URL before all others', async () => {
  const nowhere = 'postgresql://user:word@db.example.com/scorecard'
  const { code } = await runOperatorScript(nowhere, 'db/seed-test', [], { TEST_DATABASE_URL: database.url })
  expect(code).toBe(0)
  expect(await database.db.assessmentSession.count()).toBe(3)
})

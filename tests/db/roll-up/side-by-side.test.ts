import { expect, test } from 'vitest'
import { recountDays } from '#app/data/roll-up/checks.server.ts'
import { deleteExpiredSessions } from '#app/data/sessions.server.ts'
import { dayOf } from '#app/domain/day.ts'
import { countAssessments } from '#app/services/roll-up/count-assessments.server.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase, waitForBlockedStatement } from '#tests/helpers/database.ts'
import { countStages, readStages, takeAssessment } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase({ max: 24 })
const today = dayOf(new Date())
const agreeing = [{ day: today, differences: 0 }]

test('nobody who completes waits for another who is counted in the same figures', async () => {
  await db.$transaction(async (slow) => {
    await takeAssessment(slow)
    // More than there are parts to count in: whoever had to wait would do so until the end of the outer transaction.
    for (let n = 0; n < 3; n++)
      await db.$transaction(async (other) => {
        await other.$executeRaw`SET LOCAL lock_timeout = '5s'`
        await takeAssessment(other)
      })
  })

  expect(await readStages(db)).toMatchObject({ completed: 4 })
})

test('when every part is being counted in, there is one more', async () => {
  await db.$transaction(async (busy) => {
    await busy.$executeRaw`SELECT pg_advisory_xact_lock(1211, slot) FROM generate_series(1, 16) AS slot`
    await takeAssessment(db)
    await countAssessments(db)
  })

  expect(await db.funnelDay.findMany()).toMatchObject([{ completed: 1 }])
  expect((await db.funnelDay.findFirstOrThrow()).slot).toBeGreaterThan(16)
})

test('completions, expiries and erasures at once lose no figure and lock nobody out', async () => {
  await Promise.all(
    Array.from({ length: 40 }, async (_, number) => {
      const email = `person-${number}@example.com`
      if (number % 4 === 0) {
        await createTestAssessmentSession(db, { currentStep: 2, expiresAt: new Date(0) })
        return void (await deleteExpiredSessions(db, 10))
      }
      await takeAssessment(db, { email })
      if (number % 4 === 3) await countAssessments(db)
      if (number % 4 === 1) await db.$executeRaw`SELECT erase_person(${email}, 'hash', '{}', 'request')`
    }),
  )

  expect(await readStages(db)).toMatchObject({ starts: 40, step2: 40, step3: 30, completed: 30, emails: 30 })
  expect(await countStages(db)).toMatchObject({ starts: 20, completed: 20 })
  expect(await recountDays(db, today, today)).toEqual(agreeing)
})

/** Does `change` while another transaction holds what it has counted, and that one ends once `change` waits for it. */
async function whileCounting(change: () => Promise<unknown>): Promise<void> {
  let done: Promise<unknown> | undefined
  await db.$transaction(async (counting) => {
    expect(await countAssessments(counting)).toBe(1)
    // A call of Prisma's begins when it is waited for.
    done = Promise.all([change()])
    await waitForBlockedStatement(db)
  })
  await done
}

test('an assessment that changes while it is counted is counted as it was, and then as it is', async () => {
  const id = await takeAssessment(db)
  await whileCounting(() => db.assessment.update({ where: { id }, data: { phone: '+49301234567' } }))

  expect(await readStages(db)).toMatchObject({ completed: 1, phoned: 1 })
  expect(await recountDays(db, today, today)).toEqual(agreeing)
})

test('whoever counts leaves out an assessment that is being changed, and has it as it is the next time', async () => {
  const id = await takeAssessment(db)
  await takeAssessment(db)
  await db.$transaction(async (changing) => {
    await changing.assessment.update({ where: { id }, data: { phone: '+49301234567' } })
    expect(await countAssessments(db)).toBe(1)
  })
  expect(await readStages(db)).toMatchObject({ completed: 2, phoned: 1 })
  expect(await countAssessments(db)).toBe(1)

  expect(await readStages(db)).toMatchObject({ completed: 2, phoned: 1 })
  expect(await recountDays(db, today, today)).toEqual(agreeing)
})

test('an assessment that is erased while it is counted stays counted once', async () => {
  const id = await takeAssessment(db)
  await whileCounting(() => db.assessment.delete({ where: { id } }))

  expect(await readStages(db)).toMatchObject({ starts: 1, completed: 1 })
  expect(await recountDays(db, today, today)).toEqual(agreeing)
})

test('more new assessments than one batch takes are counted in one go', async () => {
  await takeAssessment(db)
  await db.$executeRaw`
    INSERT INTO assessments SELECT (jsonb_populate_record(a, jsonb_build_object('id', 'n' || n, 'sessionId', 'n' || n))).*
    FROM assessments a, generate_series(1, 450) AS n`
  expect(await readStages(db)).toMatchObject({ completed: 451 })
  expect(await countAssessments(db)).toBe(451)
  expect(await readStages(db)).toMatchObject({ completed: 451 })
  expect(await countAssessments(db)).toBe(0)
})

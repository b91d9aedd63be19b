import { expect, test } from 'vitest'
import { recountDays } from '#app/data/roll-up/checks.server.ts'
import { deleteExpiredSessions } from '#app/data/sessions.server.ts'
import { dayOf } from '#app/domain/day.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { countStages, readStages, takeAssessment } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase({ max: 24 })

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
      if (number % 4 === 1) await db.$executeRaw`SELECT erase_person(${email}, 'hash', '{}', 'request')`
    }),
  )

  expect(await readStages(db)).toMatchObject({ starts: 40, step2: 40, step3: 30, completed: 30, emails: 30 })
  expect(await countStages(db)).toMatchObject({ starts: 20, completed: 20 })
  const today = dayOf(new Date())
  expect(await recountDays(db, today, today)).toEqual([{ day: today, differences: 0 }])
})

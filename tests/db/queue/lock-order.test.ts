import { expect, test } from 'vitest'
import { type AdmittedEmails, claimAdmitted } from '#app/data/mail/admission.server.ts'
import { type Sql, sql } from '#app/data/database.server.ts'
import { claimFollowUps, settleFollowUps } from '#app/data/hubspot/follow-ups.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { NO_EMAIL_LIMITS, createTestResultsEmail } from '#tests/helpers/email-delivery.ts'
import { useTestDatabase, waitForBlockedStatement } from '#tests/helpers/database.ts'
import { createLatch } from '#tests/helpers/latch.ts'

const { db } = await useTestDatabase({ max: 8 })

const EMAIL = 'twice@example.com'
const CONTACT = '101'

/** Two leads of one person, the first of which has the second place in every table, and their notes, held by a run. */
async function createNotes() {
  for (const id of ['lead-2', 'lead-1']) {
    await createTestAssessment(db, { id, email: EMAIL, hubspotContactId: CONTACT })
    await db.hubspotFollowUp.create({
      data: { id: `note of ${id}`, assessmentId: id, kind: 'note', nextRetryAt: new Date(0) },
    })
  }
  const notes = await claimFollowUps(db, { limit: 2, token: 'run', kinds: ['note'], resting: [] })
  return notes.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

/** Somebody has this row for as long as the others take to come to it. */
async function holding(row: Sql, meanwhile: () => Promise<void>): Promise<void> {
  const [held, release] = [createLatch(), createLatch()]
  const holder = db.$transaction(async (tx) => {
    await tx.$queryRaw(row)
    held.open()
    await release.opened
  })
  await held.opened
  await meanwhile()
  release.open()
  await holder
}

const eraseByAddress = () => db.$queryRaw`SELECT erase_person(${EMAIL}, 'hash', '{}', 'request')`

/** By the contact that HubSpot was found to have of somebody under another address. */
async function eraseByContact() {
  const { id } = await db.erasure.create({
    data: { addressHash: 'hash', source: 'request', claimToken: 'erasing', email: 'former@example.com' },
  })
  await db.$queryRaw`SELECT widen_erasure(${id}, 'erasing', ARRAY[${CONTACT}])`
}

const LEAD = sql`SELECT id FROM assessments WHERE id = 'lead-1' FOR UPDATE`
const NOTE = sql`SELECT id FROM hubspot_follow_ups WHERE id = 'note of lead-1' FOR UPDATE`

test.each([
  ['erase_person, where the first note is busy', eraseByAddress, NOTE],
  ['erase_person, where the first lead is busy', eraseByAddress, LEAD],
  ['widen_erasure, where the first note is busy', eraseByContact, NOTE],
  ['widen_erasure, where the first lead is busy', eraseByContact, LEAD],
] as const)(
  'notes of two leads are settled beside an erasure of both, and neither waits for the other for ever: %s',
  async (_, erase, busy) => {
    const notes = await createNotes()
    let work: Promise<unknown> = Promise.resolve()
    await holding(busy, async () => {
      const outcomes = notes.map((row) => ({
        row,
        outcome: { result: 'completed' } as const,
        extra: { noteId: row.id },
      }))
      const settling = settleFollowUps(db, outcomes, null)
      await waitForBlockedStatement(db)
      work = Promise.all([settling, erase()])
      await waitForBlockedStatement(db, 2)
    })
    await work
    expect(await db.assessment.count()).toBe(0)
    expect(await db.hubspotFollowUp.count()).toBe(0)
    const { assessmentIds, noteIds } = await db.erasure.findFirstOrThrow()
    expect(assessmentIds.toSorted()).toEqual(['lead-1', 'lead-2'])
    expect(noteIds.toSorted()).toEqual(['note of lead-1', 'note of lead-2'])
  },
)

test('an e-mail is claimed and admitted at once beside an erasure of its assessment, and neither waits for the other for ever', async () => {
  const { id } = await createTestResultsEmail(db, { email: EMAIL })
  let work: Promise<unknown> = Promise.resolve()
  await holding(sql`SELECT pg_advisory_xact_lock(hashtextextended('admit_emails', 0))::text`, async () => {
    const claiming = claimAdmitted(db, { limit: 1, token: 'now', id }, NO_EMAIL_LIMITS)
    await waitForBlockedStatement(db)
    work = Promise.all([claiming, eraseByAddress()])
    await waitForBlockedStatement(db, 2)
  })
  const [{ claimed, admissions }] = (await work) as [AdmittedEmails]
  expect(claimed).toMatchObject([{ id, claimToken: 'now', retryCount: 1 }])
  expect(admissions.get(id)).toEqual({ refusal: null, waitSeconds: null })
  expect(await db.assessment.count()).toBe(0)
})

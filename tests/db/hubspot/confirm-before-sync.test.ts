import { expect, test } from 'vitest'
import { confirmAddress } from '#app/data/mail/access-links.server.ts'
import { readSessionVersion } from '#app/data/sessions.server.ts'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { completeAssessment } from '#app/services/assessment/complete.server.ts'
import { addContactDetails } from '#app/services/assessment/add-contact-details.server.ts'
import { openResults } from '#app/services/assessment/open-results.server.ts'
import { resumeSession } from '#app/services/assessment/resume-session.server.ts'
import { checkHealth } from '#app/services/check-health.server.ts'
import { syncLeadNow } from '#app/services/crm/sync-lead-now.server.ts'
import { readLeadStates, reportSync } from '#app/services/crm/report-sync.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { createMockContact } from '#tests/factories/assessments.ts'
import { createTestAccessLink } from '#tests/factories/privacy.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { drainDependencies, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'
import { letDaysPass, letSecondsPass } from '#tests/helpers/passing-time.ts'

const { db, portal, drain } = await useHubspotSync()

const ORIGIN = { secrets: ['link-key'], hashSecret: 'hash-key', networkHash: null }
const FIRST = { confirmFirst: true }
const NOW = new Date()

/** Completes an assessment as with CONFIRM_BEFORE_SYNC. @returns its id */
async function complete(sessionId?: string): Promise<string> {
  const session =
    sessionId ??
    (await createTestAssessmentSession(db, { ...createMockContact(), responses: answerAll('B') })).sessionId
  const outcome = await completeAssessment(db, (await readSessionVersion(db, session))!, NOW, ORIGIN, FIRST)
  if (outcome.kind !== 'completed') throw new Error(outcome.kind)
  return outcome.assessmentId
}

async function confirm(): Promise<string | null> {
  const { tokenHash } = await db.accessLink.findFirstOrThrow()
  return confirmAddress(db, tokenHash)
}

const stateOf = async (id: string) => (await readLeadStates(db, [id]))[0]?.state

test('a lead waits until its address is confirmed, and then goes with the full right to write', async () => {
  const id = await complete()
  expect(await drain(FIRST)).toBeNull()
  expect(await syncLeadNow(drainDependencies(db, portal, FIRST), id)).toBeNull()
  expect(await stateOf(id)).toBe('awaiting confirmation')

  expect(await confirm()).toBe(id)

  expect(await stateOf(id)).toBe('due')
  expect(await syncLeadNow(drainDependencies(db, portal, FIRST), id)).toMatchObject({ completed: 1 })
  expect(portal.contacts()).toHaveLength(1)
})

test('a lead that waits for its person is nobody’s delay: /health and the report say so', async () => {
  await complete()
  await letSecondsPass(db, 3 * 86_400)
  const report = await reportSync(db)
  expect(report).toMatchObject({
    needsSomebody: false,
    queue: { awaiting: 1, due: 0, waiting: 0, oldestOpenSeconds: null, oldestDueSeconds: null },
  })
  const { problems } = await checkHealth(db, { retentionDays: 30, hubspot: true })
  expect(problems).not.toContain('hubspot_queue')
})

test('a session that was carried on through its link has a confirmed address when it is completed', async () => {
  const { sessionId } = await createTestAssessmentSession(db, {
    ...createMockContact(),
    responses: answerAll('B'),
  })
  const { tokenHash } = await createTestAccessLink(db, { kind: 'resume', sessionId })
  const resumed = await resumeSession(db, tokenHash)
  if (typeof resumed !== 'string') throw new Error('The session was not carried on.')

  const id = await complete(resumed)

  expect(await drain(FIRST)).toMatchObject({ completed: 1 })
  expect((await db.assessment.findUniqueOrThrow({ where: { id } })).addressConfirmedAt).toBeInstanceOf(Date)
})

test('another address is not confirmed by the link to the former one, and holds the lead anew', async () => {
  const id = await complete()
  await confirm()
  const { sessionId } = await db.assessment.findUniqueOrThrow({ where: { id } })
  const own = (await openResults(db, id, { sessionIds: [sessionId] }))!
  const given = { details: { email: 'another@example.org' }, consent: CONSENT, now: NOW }
  expect(await addContactDetails(db, own, given, ORIGIN, FIRST)).toMatchObject({ kind: 'saved' })
  expect(await stateOf(id)).toBe('awaiting confirmation')
  expect(await drain(FIRST)).toBeNull()
})

test('more details of a confirmed address go at once', async () => {
  const id = await complete()
  await confirm()
  await drain(FIRST)
  const { sessionId } = await db.assessment.findUniqueOrThrow({ where: { id } })
  const own = (await openResults(db, id, { sessionIds: [sessionId] }))!
  const given = { details: { phone: '+1 555 010 0000' }, consent: null, now: NOW }
  await addContactDetails(db, own, given, ORIGIN, FIRST)
  expect(await drain(FIRST)).toMatchObject({ completed: 1 })
  expect(portal.contacts()[0]?.properties.phone).toBe('+1 555 010 0000')
})

test('a lead that nobody confirms is dropped with the scrub', async () => {
  await complete()
  await letDaysPass(db, 31)
  await scrubPersonalData(db, { retentionDays: 30, seconds: 60, clock: () => 0 })
  expect(await db.hubspotSyncQueue.findMany()).toMatchObject([
    { status: 'cancelled', payload: {}, awaitsConfirmation: false },
  ])
  expect(await db.assessment.findFirstOrThrow()).toMatchObject({ hubspotSyncStatus: 'skipped', email: null })
})

test('once the setting is off, what waited goes with the next run', async () => {
  await complete()
  expect(await drain({ confirmFirst: false })).toMatchObject({ completed: 1 })
})

test('a lead that failed while the setting was off, and whose address is confirmed then, waits for nobody any more', async () => {
  const id = await complete()
  await db.hubspotSyncQueue.updateMany({ data: { status: 'dead' } })
  await confirm()
  await db.hubspotSyncQueue.updateMany({ data: { status: 'pending' } })
  expect(await stateOf(id)).toBe('due')
  expect(await drain(FIRST)).toMatchObject({ completed: 1 })
})

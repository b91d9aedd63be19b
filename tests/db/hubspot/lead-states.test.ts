import { expect, test } from 'vitest'
import { addContactDetails } from '#app/services/assessment/add-contact-details.server.ts'
import { openResults } from '#app/services/assessment/open-results.server.ts'
import { readLeadStates, reportSync } from '#app/services/crm/report-sync.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { createTestLead } from '#tests/helpers/hubspot-sync.ts'

const { db } = await useTestDatabase()

const CORRELATION = 'a43683b0-5717-4ceb-80b4-104d02915d8c'

test('nobody is told that a dead lead is retried automatically', async () => {
  for (const kind of ['server_error status=503', 'network', 'timeout', 'no_result', 'locked status=423']) {
    await createTestQueueRow(db, await createTestAssessment(db), { status: 'dead', lastError: kind })
  }
  await createTestQueueRow(db, await createTestAssessment(db), { lastError: 'network' })
  const { failures } = await reportSync(db)
  const dead = failures.filter(({ status }) => status === 'dead').map(({ explanation }) => explanation)
  expect(dead).toHaveLength(5)
  for (const explanation of dead) expect(explanation).toMatch(/: .*npm run hubspot:retry/)
  const open = failures.filter(({ status }) => status === 'pending').map(({ explanation }) => explanation)
  expect(open).toEqual(['The connection to HubSpot broke: nothing to do, it is retried automatically'])
})

test('the state of one lead names the cause in plain words and the call by its id', async () => {
  const assessment = await createTestAssessment(db, { hubspotSyncStatus: 'failed' })
  const row = await createTestQueueRow(db, assessment, {
    status: 'dead',
    retryCount: 1,
    lastError: `property_missing status=400 properties=ai_lead_quality correlation=${CORRELATION}`,
    hubspotContactId: '101',
  })
  await createTestLead(db)
  const [byAssessment, ...others] = await readLeadStates(db, [assessment.id])
  expect(others).toEqual([])
  expect(byAssessment).toMatchObject({
    assessmentId: assessment.id,
    rowId: row.id,
    state: 'dead',
    attempts: 1,
    contactId: '101',
    dealId: null,
    correlationId: CORRELATION,
    explanation: expect.stringMatching(
      /^HubSpot has no property `ai_lead_quality`: run hubspot:setup/,
    ) as string,
  })
  expect(await readLeadStates(db, [row.id])).toEqual([byAssessment])
  expect(JSON.stringify(byAssessment)).not.toContain(assessment.email)
})

test.each([
  ['due', {}],
  ['waiting', { nextRetryAt: new Date('2100-01-01T00:00:00Z') }],
  ['being sent', { nextRetryAt: new Date('2100-01-01T00:00:00Z'), claimToken: 'run' }],
  ['sent', { status: 'completed', completedAt: new Date() }],
  ['cancelled', { status: 'cancelled' }],
])('a lead is shown as %s', async (state, row) => {
  const assessment = await createTestAssessment(db)
  await createTestQueueRow(db, assessment, row)
  expect(await readLeadStates(db, [assessment.id])).toMatchObject([{ state, explanation: null }])
})

test('an assessment that has nothing to send is shown as skipped, and an unknown id not at all', async () => {
  const assessment = await createTestAssessment(db, { email: null, hubspotSyncStatus: 'skipped' })
  expect(await readLeadStates(db, [assessment.id, 'unknown'])).toMatchObject([
    { assessmentId: assessment.id, rowId: null, state: 'skipped', attempts: 0 },
  ])
})

test('a dead lead whose person gives newer details is dead no more: what was refused is cancelled', async () => {
  const assessment = await createTestAssessment(db, { hubspotSyncStatus: 'failed' })
  await createTestQueueRow(db, assessment, { status: 'dead', lastError: 'invalid_value status=400' })
  const results = await openResults(db, assessment.id, { sessionIds: [assessment.sessionId] })
  const given = { details: { company: 'Newer Works' }, consent: null, now: new Date() }
  const outcome = await addContactDetails(db, results!, given, {
    secrets: ['secret'],
    hashSecret: 'key',
    networkHash: null,
  })
  expect(outcome.kind).toBe('saved')
  const { queue, failures } = await reportSync(db)
  expect(queue).toMatchObject({ due: 1, dead: 0, cancelled: 1 })
  expect(failures).toEqual([])
})

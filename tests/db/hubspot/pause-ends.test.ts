import { expect, test } from 'vitest'
import { pauseOperation, readPauses } from '#app/data/pauses.server.ts'
import { HUBSPOT_OPERATIONS, type HubspotOperation } from '#app/domain/pause.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { createTestErasure } from '#tests/factories/privacy.ts'
import { useHubspotSync, UNLIMITED, createTestLead, drainDependencies } from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain, erase } = await useHubspotSync()

const paused = async () => (await readPauses(db, HUBSPOT_OPERATIONS)).map(({ operation }) => operation)
const pauseFor = (operation: HubspotOperation, seconds: number | null = null) =>
  pauseOperation(db, { operation, reason: 'scope', evidence: 'scope status=403', seconds })
/** HubSpot leaves out which result is whose, so that records have to be looked up. */
function drainWithoutTraces() {
  const { crm, ...rest } = drainDependencies(db, portal)
  const tracesLost: typeof crm = {
    ...crm!,
    upsert: async (...inputs) => {
      const answer = await crm!.upsert(...inputs)
      return { ...answer, results: answer.results.map((result) => ({ ...result, traceId: undefined })) }
    },
  }
  return drainLeads({ ...rest, crm: tracesLost }, UNLIMITED)
}
const makeErasuresDue = () => db.erasure.updateMany({ data: { nextRetryAt: new Date(0) } })

test.for(HUBSPOT_OPERATIONS)(
  'a pause of %s that no open row needs ends with the next cron',
  async (operation) => {
    await pauseFor(operation)
    expect(await drain()).toBeNull()
    expect(await paused()).toEqual([])
  },
)

test('a pause of erasures lasts while one is open, and ends when that is settled without HubSpot', async () => {
  const { id } = await createTestErasure(db)
  await pauseFor('erasures')
  await drain()
  expect(await paused()).toEqual(['erasures'])
  await db.erasure.update({
    where: { id },
    data: { status: 'completed', email: null, completedAt: new Date() },
  })
  await drain()
  expect(await paused()).toEqual([])
})

test('a pause of reads that is due is looked up although each cron sends a lead', async () => {
  await pauseFor('reads')
  await createTestLead(db)
  expect(await drain()).toMatchObject({ completed: 1 })
  expect(await paused()).toEqual([])
})

test('a pause that is not due yet is left alone', async () => {
  await pauseFor('reads', 600)
  await createTestLead(db)
  expect(await drain()).toMatchObject({ completed: 1 })
  expect(await paused()).toEqual(['reads'])
})

test('a pause of reads ends with the first read that works, whether it is due or not', async () => {
  await createTestLead(db)
  await db.hubspotSyncQueue.updateMany({ data: { createdAt: new Date(0) } })
  await pauseFor('reads', 600)
  portal.setFaults({ rules: [{ kind: 'unechoed', path: 'contacts/batch/upsert' }] })
  expect(await drainWithoutTraces()).toMatchObject({ completed: 1 })
  expect(await paused()).toEqual([])
})

test('leads that need a paused operation keep it paused, whatever a look-up says', async () => {
  await createTestLead(db, { qualifiedForBriefing: true })
  await pauseFor('deals', 600)
  await drain()
  await db.pause.updateMany({ data: { nextProbeAt: new Date(0) } })
  portal.setFaults({ rules: [{ kind: 'missing_scopes', path: 'deals/batch' }] })
  await createTestLead(db)
  await drain()
  expect(await paused()).toEqual(['deals'])
})

test('deals that may not be read hold up erasures, until one is done', async () => {
  const { id: assessmentId } = await createTestLead(db, { email: 'robin@works.example' })
  await drain()
  await createTestErasure(db, { email: 'robin@works.example', assessmentIds: [assessmentId] })
  portal.setFaults({ rules: [{ kind: 'missing_scopes', path: 'deals/batch/read' }] })
  for (let cron = 0; cron < 3; cron++) {
    expect(await erase()).toMatchObject({ released: 1, stopped: 'scope' })
    expect(await paused()).toEqual(['erasures'])
    await drain()
    expect(await paused()).toEqual(['erasures'])
    await makeErasuresDue()
  }
  portal.setFaults({})
  expect(await erase()).toMatchObject({ completed: 1, stopped: null, unknownAnswers: null })
  expect(await paused()).toEqual([])
})

test('a deal that may be renamed ends no pause of erasures while contacts may not be deleted', async () => {
  const { id: assessmentId } = await createTestLead(db, {
    email: 'robin@works.example',
    qualifiedForBriefing: true,
  })
  await drain()
  await createTestErasure(db, { email: 'robin@works.example', assessmentIds: [assessmentId] })
  portal.setFaults({ rules: [{ kind: 'missing_scopes', path: 'gdpr-delete' }] })
  await erase()
  const [{ since } = { since: null }] = await readPauses(db, HUBSPOT_OPERATIONS)
  await makeErasuresDue()
  await erase()
  expect(await readPauses(db, HUBSPOT_OPERATIONS)).toMatchObject([{ operation: 'erasures', since }])
})

test('deals that may not be read pause deals, and not the reading of contacts', async () => {
  await createTestLead(db, { qualifiedForBriefing: true })
  portal.setFaults({
    rules: [
      { kind: 'missing_scopes', path: 'deals/batch/read' },
      { kind: 'unechoed', path: 'deals/batch/upsert' },
    ],
  })
  await drainWithoutTraces()
  expect(await paused()).toEqual(['deals'])
})

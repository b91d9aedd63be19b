import { expect, test } from 'vitest'
import { FAULT_KINDS, type FaultKind } from '#dev/hubspot/faults.ts'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { CrmError } from '#app/domain/crm/errors.ts'
import { createLog } from '#app/platform/log.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import {
  useHubspotSync,
  UNLIMITED,
  createTestLead,
  drainDependencies,
  startSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'

const CANARY = {
  email: 'canary-address@(example).com',
  firstName: 'Canaryfirst',
  lastName: 'Canarylast',
  company: 'Canary Company',
  phone: '+1 555 0199',
}
const TRACES = /canary|555\D?0199/i

const { db, portal, drain } = await useHubspotSync()

/** Everything that a failed sync leaves behind besides the lead itself. */
async function whatIsKept(counts: unknown): Promise<string> {
  const queue = await db.$queryRaw`SELECT to_jsonb(q) - 'payload' AS row FROM hubspot_sync_queue q`
  const leads = await db.$queryRaw`
    SELECT "hubspotSyncError", "hubspotSyncStatus", "hubspotContactId", "hubspotDealId" FROM assessments`
  const state = await db.$queryRaw`SELECT to_jsonb(s) - 'callTimes' AS row FROM hubspot_sync_state s`
  const pauses = await db.pause.findMany()
  return JSON.stringify([queue, leads, state, pauses, counts])
}

test.each(Object.keys(FAULT_KINDS).filter((kind) => kind !== 'slow') as FaultKind[])(
  'nothing of a person is kept from the error %s',
  async (kind) => {
    await createTestLead(db, { ...CANARY, email: 'canary-address@example.com' })
    portal.setFaults({ rules: [{ kind }] })
    expect(await whatIsKept(await drain())).not.toMatch(TRACES)
  },
)

test('nothing of a person is kept from a refused address, an unknown property or a refused option', async () => {
  await createTestLead(db, CANARY)
  expect(await whatIsKept(await drain())).not.toMatch(TRACES)

  const bare = await startSyncPortal({ provisioned: false, definitions: undefined })
  await createTestLead(db, { ...CANARY, email: 'canary-address@example.com' })
  const counts = await drainLeads(drainDependencies(db, bare), UNLIMITED)
  await bare.close()
  expect(counts).toMatchObject({ released: 1, stopped: 'portal_settings' })
  expect(await whatIsKept(counts)).not.toMatch(TRACES)
})

test('an error of the client holds nothing of a person, in no log line either', async () => {
  const client = createHubspotClient({ token: portal.token, baseUrl: portal.url })
  const duplicate = {
    key: 'canary-address@example.com',
    traceId: 'same',
    properties: { firstname: 'Canaryfirst' },
  }
  const error = await client
    .upsert('contacts', 'email', [duplicate, duplicate])
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(CrmError)
  const lines: string[] = []
  createLog({}, (_, line) => lines.push(line)).error('failed', error)
  expect(`${String(error)} ${JSON.stringify(error)} ${lines.join()}`).not.toMatch(TRACES)
})

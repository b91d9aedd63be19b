import { expect, onTestFinished, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { sendTestLead } from '#app/services/crm/send-test-lead.server.ts'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'

const DEAL = { pipeline: 'default', stage: 'appointmentscheduled', amount: 15_000 }
const NOW = new Date('2026-11-23T09:00:00Z')

async function readyPortal(): Promise<HubspotStandIn> {
  const portal = await startSyncPortal()
  onTestFinished(() => portal.close())
  return portal
}

const send = ({ token, url }: HubspotStandIn) =>
  sendTestLead(createHubspotClient({ token, baseUrl: url }), DEAL, NOW)

test('the contact of a test lead is deleted although its deal could not be', async () => {
  const portal = await readyPortal()
  portal.setFaults({ rules: [{ kind: 'missing_scopes', method: 'DELETE' }] })
  const steps = await send(portal)
  expect(portal.contacts()).toEqual([])
  expect(steps.at(-1)).toMatchObject({
    step: 'clearing up',
    ok: false,
    detail: expect.stringContaining(`deal ${portal.deals()[0]?.id}`) as string,
  })
})

test('a test lead that may have been left behind is not called cleared up, and is named', async () => {
  const portal = await readyPortal()
  portal.setFaults({
    rules: [
      { kind: 'commit_then_drop', path: '/batch/upsert' },
      { kind: 'status_503', path: '/batch/read' },
    ],
  })
  const steps = await send(portal)
  expect(portal.contacts()).toHaveLength(1)
  expect(steps.at(-1)).toMatchObject({
    step: 'clearing up',
    ok: false,
    detail: expect.stringContaining(portal.contacts()[0]!.properties.email!) as string,
  })
})

test('a page that is not found in HubSpot\u2019s place does not mean that a test lead is gone', async () => {
  const portal = await readyPortal()
  portal.setFaults({
    rules: [
      { kind: 'html_404', method: 'DELETE' },
      { kind: 'html_404', path: 'gdpr-delete' },
    ],
  })
  expect((await send(portal)).at(-1)).toMatchObject({ step: 'clearing up', ok: false })
  expect(portal.contacts()).toHaveLength(1)
})

test('clearing up a test lead is tried again where a connection broke', async () => {
  const portal = await readyPortal()
  portal.setFaults({
    rules: [
      { kind: 'drop_before', method: 'DELETE', next: 1 },
      { kind: 'commit_then_drop', path: 'gdpr-delete', next: 1 },
    ],
  })
  const steps = await send(portal)
  expect(steps.at(-1)).toMatchObject({ step: 'clearing up', ok: true, detail: 'nothing is left' })
  expect(portal.contacts()).toEqual([])
  expect(portal.deals()).toEqual([])
})

test('a test lead whose deal and contact were not associated says so', async () => {
  const portal = await readyPortal()
  portal.setFaults({ rules: [{ kind: 'silent_noop', path: '/batch/associate' }] })
  const steps = await send(portal)
  expect(steps.map(({ step, ok }) => [step, ok]).slice(-2)).toEqual([
    ['association', false],
    ['clearing up', true],
  ])
})

test('a token that may write and not read is found out, since the sync reads as well', async () => {
  const portal = await readyPortal()
  portal.addToken('write-only', [
    'crm.objects.contacts.write',
    'crm.objects.deals.write',
    'crm.objects.deals.read',
  ])
  const hubspot = createHubspotClient({ token: 'write-only', baseUrl: portal.url })
  const steps = await sendTestLead(hubspot, DEAL, NOW)
  expect(steps.find(({ ok }) => !ok)).toMatchObject({
    step: 'reading',
    detail: expect.stringContaining('crm.objects.contacts.read') as string,
  })
  expect(portal.contacts()).toEqual([])
})

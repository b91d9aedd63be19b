import { expect, onTestFinished, test } from 'vitest'
import { type HubspotStandIn, type StandInOptions, startHubspotStandIn } from '#dev/hubspot/server.ts'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { setUpPortal } from '#app/services/crm/set-up-portal.server.ts'
import { sendTestLead } from '#app/services/crm/send-test-lead.server.ts'
import { SYNC_DEFINITIONS, startSyncPortal } from '#tests/helpers/hubspot-sync.ts'

const DEAL = { pipeline: 'default', stage: 'appointmentscheduled', amount: 15_000 }
const NOW = new Date('2026-11-23T09:00:00Z')

async function emptyPortal(options: Partial<StandInOptions> = {}): Promise<HubspotStandIn> {
  const portal = await startHubspotStandIn({ port: 0, ...options })
  onTestFinished(() => portal.close())
  return portal
}

async function readyPortal(): Promise<HubspotStandIn> {
  const portal = await startSyncPortal()
  onTestFinished(() => portal.close())
  return portal
}

const clientOf = (portal: HubspotStandIn, token = portal.token) =>
  createHubspotClient({ token, baseUrl: portal.url })

test('setup creates the groups, ten contact properties and two deal properties, those of other scorecards, and the second run nothing', async () => {
  const portal = await emptyPortal()
  const first = await setUpPortal(clientOf(portal), DEAL)
  expect(first.problems).toEqual([])
  expect(first.created).toHaveLength(24)
  expect(first.created).toContain('deals: property ai_assessment_id')
  expect(first.created.filter((line) => line.startsWith('contacts: property ai_'))).toHaveLength(10)
  expect(first.created.filter((line) => line.includes(': property quick_check_'))).toHaveLength(10)

  const writes = () => portal.calls().filter(({ method }) => method === 'POST').length
  const before = writes()
  expect(await setUpPortal(clientOf(portal), DEAL)).toEqual({ created: [], unchanged: 25, problems: [] })
  expect(writes()).toBe(before)
  expect(portal.unexpected()).toEqual([])
})

test('setup completes what another run left half done', async () => {
  const portal = await emptyPortal()
  const [first, second] = SYNC_DEFINITIONS.contacts.properties
  portal.provision({
    contacts: { ...SYNC_DEFINITIONS.contacts, properties: [first!, second!] },
    deals: { groups: [], properties: [] },
  })
  const { created, problems } = await setUpPortal(clientOf(portal), DEAL)
  expect(problems).toEqual([])
  expect(created).toHaveLength(21)
})

test('a property of another type, one that is not unique and missing options are named with what to do', async () => {
  const portal = await emptyPortal()
  const { contacts, deals } = SYNC_DEFINITIONS
  portal.provision({
    contacts: {
      ...contacts,
      properties: contacts.properties.map((property) => {
        if (property.name === 'ai_value_score') return { ...property, type: 'string', fieldType: 'text' }
        if (property.name !== 'ai_lead_quality') return property
        return { ...property, options: property.options?.slice(0, 1) }
      }),
    },
    deals: {
      ...deals,
      properties: deals.properties.map((property) => ({ ...property, hasUniqueValue: false })),
    },
  })
  const { created, problems } = await setUpPortal(clientOf(portal), DEAL)
  expect(created).toEqual([])
  expect(problems).toEqual([
    expect.stringContaining(
      'contacts: property ai_value_score is of type string and must be number: delete it',
    ),
    expect.stringContaining(
      'contacts: property ai_lead_quality lacks the options enhanced, executive_briefing_qualified: add them',
    ),
    expect.stringContaining('deals: property ai_assessment_id must have unique values'),
  ])
})

test('a portal that is full of custom properties is told so, with the names that are missing', async () => {
  const portal = await emptyPortal({ maxCustomProperties: 4 })
  const { problems } = await setUpPortal(clientOf(portal), DEAL)
  expect(problems).toEqual([
    expect.stringMatching(/^contacts: .*ai_lead_source could not be created.*ten custom/),
    expect.stringMatching(/^contacts: quick_check_score/),
  ])
})

test('a portal that has room for the default scorecard alone is told what it cannot take, and the ways out', async () => {
  const portal = await emptyPortal({ maxCustomProperties: 10 })
  const { created, problems } = await setUpPortal(clientOf(portal), DEAL)
  expect(created.filter((line) => line.startsWith('contacts: property ai_'))).toHaveLength(10)
  expect(created.filter((line) => line.startsWith('contacts: property quick_'))).toEqual([])
  expect(created).toContain('deals: property quick_check_score')
  expect(problems).toEqual([
    expect.stringMatching(
      /^contacts: quick_check_score.*free portal takes ten.*or take crm out of app\/content\/quick-check\/scorecard\.ts/,
    ),
  ])
})

test('a scorecard whose deals begin in a pipeline that the portal lacks is named with the file', async () => {
  const place = { pipeline: 'default', stage: 'nowhere' }
  const { problems } = await setUpPortal(clientOf(await readyPortal()), {
    ...DEAL,
    places: { 'quick-check': place },
  })
  expect(problems).toEqual([
    expect.stringMatching(
      /^crm\.deals\.hubspot\.stage of app\/content\/quick-check\/scorecard\.ts is nowhere/,
    ),
  ])
})

test.each([
  [{ pipeline: 'nowhere', stage: 'appointmentscheduled' }, /^HUBSPOT_PIPELINE is nowhere.*default \(/],
  [{ pipeline: 'default', stage: 'nowhere' }, /^HUBSPOT_DEAL_STAGE is nowhere.*appointmentscheduled \(/],
  [
    { pipeline: 'default', stage: 'appointmentscheduled', withdrawnStage: 'nowhere' },
    /^HUBSPOT_WITHDRAWN_STAGE is nowhere.*closedlost \(/,
  ],
])('the setting that is wrong in %j is named with its choices', async (deal, message) => {
  const { problems } = await setUpPortal(clientOf(await readyPortal()), deal)
  expect(problems).toEqual([expect.stringMatching(message)])
})

test('a token without the permission for properties is told which ones setup needs', async () => {
  const portal = await emptyPortal()
  portal.addToken('sync-only', ['crm.objects.contacts.read', 'crm.objects.contacts.write'])
  expect(await setUpPortal(clientOf(portal, 'sync-only'), DEAL)).toMatchObject({
    created: [],
    problems: [expect.stringContaining('crm.schemas.contacts.write')],
  })
})

test('setup that fails half-way lists what it did before', async () => {
  const portal = await emptyPortal()
  portal.setFaults({ rules: [{ kind: 'status_503', path: '/0-3/groups' }] })
  const { created, problems } = await setUpPortal(clientOf(portal), DEAL)
  expect(created).toHaveLength(20)
  expect(problems).toEqual([expect.stringMatching(/HubSpot failed \(status 503\).*run this again/)])
})

test('properties that HubSpot refuses all at once are named as missing', async () => {
  const portal = await emptyPortal()
  portal.setFaults({ rules: [{ kind: 'unique_clash_400', path: /0-1\/batch\/create/ }] })
  const { created, problems } = await setUpPortal(clientOf(portal), DEAL)
  expect(created).toContain('deals: property ai_assessment_id')
  expect(problems).toEqual([
    expect.stringMatching(/^contacts: ai_assessment_score.*could not be created/),
    expect.stringMatching(/^contacts: quick_check_score.*could not be created/),
  ])
})

test('a test lead goes through every call and leaves nothing behind', async () => {
  const portal = await readyPortal()
  const steps = await sendTestLead(clientOf(portal), DEAL, NOW)
  expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
    ['token', true],
    ['pipeline and stage', true],
    ['contact', true],
    ['deal', true],
    ['deal of quick-check', true],
    ['association', true],
    ['reading', true],
    ['clearing up', true],
  ])
  expect(portal.contacts()).toEqual([])
  expect(portal.deals()).toEqual([])
  expect(portal.blocklist()).toEqual([])
})

test('a test lead stops at the first problem, names it, and clears up', async () => {
  const portal = await readyPortal()
  const steps = await sendTestLead(clientOf(portal), { ...DEAL, stage: 'nowhere' }, NOW)
  expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
    ['token', true],
    ['pipeline and stage', false],
    ['clearing up', true],
  ])

  const bare = await emptyPortal()
  const refused = await sendTestLead(clientOf(bare), DEAL, NOW)
  expect(refused.find(({ ok }) => !ok)).toMatchObject({
    step: 'contact',
    detail: expect.stringContaining('run hubspot:setup') as string,
  })
  expect(bare.contacts()).toEqual([])
})

test('a test lead whose answer got lost is found and cleared up as well', async () => {
  const portal = await readyPortal()
  portal.setFaults({ rules: [{ kind: 'commit_then_drop', path: '/batch/upsert', next: 1 }] })
  const steps = await sendTestLead(clientOf(portal), DEAL, NOW)
  expect(steps.at(-1)).toMatchObject({ step: 'clearing up', ok: true })
  expect(portal.contacts()).toEqual([])
  expect(portal.blocklist()).toEqual([])
})

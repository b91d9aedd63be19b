import { afterAll, beforeEach, expect, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { startTestWorker } from '#tests/helpers/worker.ts'
import { expectRedirect } from '#tests/helpers/visitor.ts'

const portal = await startSyncPortal()
const HUBSPOT = { HUBSPOT_ACCESS_TOKEN: portal.token, HUBSPOT_BASE_URL: portal.url }
const { worker, mailbox, visitor, tokenTo, settings } = await useMailingWorker(HUBSPOT)
const confirming = await startTestWorker({ ...settings, CONFIRM_BEFORE_SYNC: 'true' })
afterAll(async () => {
  await confirming.close()
  await portal.close()
})
beforeEach(async () => {
  await resetTestDatabase(worker.db)
  await resetTestDatabase(confirming.db)
  portal.reset()
})

const EMAIL = 'customer@works.example'
const THEIRS = { firstname: 'Robin', company: 'Works', phone: '+49 30 1234567', ai_assessment_score: '91' }
const TYPED = { firstName: 'Mallory', lastName: 'Stranger', company: 'Elsewhere', phone: '+1 555 0100' }

const contact = () => portal.contacts()[0]?.properties
const synced = () => worker.db.assessment.count({ where: { hubspotSyncStatus: 'synced' } })
const CONFIRM = { intent: 'confirm_address' }

test('a quiz under a customer’s address overwrites nothing in HubSpot, until somebody confirms the address', async () => {
  const client = createHubspotClient({ token: portal.token, baseUrl: portal.url })
  await client.upsert('contacts', 'email', [{ key: EMAIL, traceId: 'sales', properties: THEIRS }])
  const stranger = visitor()
  await stranger.start()
  const path = await stranger.complete('B', { email: EMAIL, consent: 'yes' })
  await expect.poll(synced).toBe(1)
  expectRedirect(await stranger.post(path, TYPED), `${path}?saved#next-steps`)
  await expect.poll(() => contact()?.lastname).toBe('Stranger')
  await expect.poll(synced).toBe(1)
  expect(contact()).toMatchObject(THEIRS)

  const owner = visitor()
  await owner.open(`/assessment/results/${await tokenTo(EMAIL)}`)
  expectRedirect(await owner.post(path, CONFIRM))

  await expect.poll(() => contact()?.company).toBe('Elsewhere')
  expect(contact()).toMatchObject({ firstname: 'Mallory', phone: '+1 555 0100', ai_assessment_score: '75' })
  expect(portal.contacts()).toHaveLength(1)
})

test('with CONFIRM_BEFORE_SYNC nothing is in HubSpot before a click in the e-mail, and the page says so', async () => {
  const prospect = visitor(confirming.url)
  await prospect.start()
  const path = await prospect.complete('B', { email: EMAIL, consent: 'yes' })
  expect(await (await prospect.get(path)).text()).toContain('until then your details go to nobody')
  await expect.poll(() => mailbox.messages({ to: EMAIL }).length).toBe(1)
  const link = `/assessment/results/${await tokenTo(EMAIL)}`
  await confirming.runJob('drain_hubspot')
  expect(portal.totals().total).toBe(0)

  const owner = visitor(confirming.url)
  await owner.open(link)
  expectRedirect(await owner.post(path, CONFIRM))

  await expect.poll(() => contact()?.email).toBe(EMAIL)
  expect(await (await prospect.get(path)).text()).not.toContain('until then your details go to nobody')
})

test('an address that is taken back after another one is confirmed by the e-mail that it had, and its lead goes', async () => {
  const prospect = visitor(confirming.url)
  await prospect.start()
  const path = await prospect.complete('B', { email: 'first@example.com', consent: 'yes' })
  await expect.poll(() => mailbox.messages({ to: 'first@example.com' }).length).toBe(1)
  const link = `/assessment/results/${await tokenTo('first@example.com')}`
  expectRedirect(await prospect.post(path, { email: 'slip@example.com', consent: 'yes' }))
  expect((await visitor(confirming.url).open(link)).status).toBe(404)

  expectRedirect(await prospect.post(path, { email: 'first@example.com', consent: 'yes' }))
  const owner = visitor(confirming.url)
  await owner.open(link)
  expectRedirect(await owner.post(path, CONFIRM))

  await expect
    .poll(() => portal.contacts().map(({ properties }) => properties.email))
    .toContain('first@example.com')
  expect(mailbox.messages({ to: 'first@example.com' })).toHaveLength(1)
})

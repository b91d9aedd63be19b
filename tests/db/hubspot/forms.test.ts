import { expect, test } from 'vitest'
import { createFormsClient } from '#app/clients/hubspot/client.server.ts'
import { findQuiz } from '#app/content/scorecards.ts'
import type { FollowUpSettings } from '#app/services/crm/follow-up-settings.server.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { followUpOf, followUpSettings, makeFollowUpsDue } from '#tests/helpers/follow-ups.ts'
import { completeErasures, erasePerson } from '#tests/helpers/late-run.ts'
import { QUICK_CHECK } from '#tests/factories/quiz.ts'
import { UNCONFIRMED, createTestLead, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain, erase, pauses } = await useHubspotSync()

const FORM_ID = '78c2891f-ebdd-44c0-bd94-15c012bbbfbf'
const settings = (form: Partial<FollowUpSettings['form'] & object> = {}) =>
  followUpSettings({
    form: {
      client: createFormsClient({ token: portal.token, baseUrl: portal.url }),
      portalId: String(portal.portalId),
      formId: FORM_ID,
      company: 'Example, Inc.',
      ...form,
    },
  })
const run = (form = {}) => drain({ followUps: settings(form) })

test('a lead of a confirmed address is submitted to the form once, with the page, its tags and the cookie', async () => {
  const hubspotUtk = '6f453d92607b8108998dc213178ad214'
  const lead = await createTestLead(db, { hubspotUtk })
  expect(await run()).toMatchObject({ completed: 1, followed: 1 })
  await createTestQueueRow(db, lead)
  await run()
  expect(portal.submissions()).toMatchObject([
    {
      formId: FORM_ID,
      email: lead.email,
      hutk: hubspotUtk,
      pageUri: 'https://scorecard.example.com/?utm_source=newsletter',
    },
  ])
})

test.each([
  ['and said so', false],
  ['and did not hear of it', true],
])(
  'the contact that a form makes after the erasure of its person was done goes with it: %s',
  async (_, breaks) => {
    const lead = await createTestLead(db)
    const client = createFormsClient({ token: portal.token, baseUrl: portal.url })
    const submit: typeof client.submit = async (...args) => {
      await erasePerson(db, lead.email!)
      await completeErasures(db, erase)
      expect(portal.contacts()).toEqual([])
      if (breaks) portal.setFaults({ rules: [{ kind: 'commit_then_drop', path: '/submissions/' }] })
      return client.submit(...args)
    }
    await run({ client: { submit } })
    portal.setFaults({})
    expect(portal.contacts()).toHaveLength(1)
    expect(await db.erasure.findMany()).toMatchObject([{ status: 'pending', email: lead.email }])
    expect(await erase()).toMatchObject({ completed: 1 })
    expect(portal.contacts()).toEqual([])
  },
)

test('a lead of another scorecard and language names the page that it came from', async () => {
  const { scorecard, version: quizVersion } = QUICK_CHECK
  const scoreBreakdown = Object.fromEntries(QUICK_CHECK.areas.map((area) => [area.breakdownKey, 75]))
  const scoreCategory = QUICK_CHECK.categories[0]!.id
  await createTestLead(db, { scorecard, quizVersion, scoreBreakdown, scoreCategory, language: 'de' })
  await run()
  expect(portal.submissions()).toMatchObject([
    {
      pageUri: 'https://scorecard.example.com/de/quick-check?utm_source=newsletter',
      pageName: findQuiz({ scorecard, language: 'de' }).brand!.product,
    },
  ])
})

test('an address that nobody has confirmed is submitted once somebody has', async () => {
  const lead = await createTestLead(db, UNCONFIRMED)
  await run()
  expect(portal.submissions()).toEqual([])
  await db.assessment.update({ where: { id: lead.id }, data: { addressConfirmedAt: new Date() } })
  await createTestQueueRow(db, lead)
  await run()
  expect(portal.submissions()).toHaveLength(1)
})

const BETWEEN = ['html_400', 'html_403', 'html_404', 'html_413', 'html_429', 'html_477', 'html_530'] as const
test.each(['commit_then_drop', 'drop_before', 'status_503', 'not_json', ...BETWEEN] as const)(
  'a submission of which nobody knows what became of it is left out and never repeated: %s',
  async (kind) => {
    const lead = await createTestLead(db)
    // What stands between may say so once HubSpot has taken it.
    const commits = kind.startsWith('html_')
    portal.setFaults({ rules: [{ kind, operation: 'forms', next: 1, commits }] })
    expect(await run()).toMatchObject({ completed: 1, leftOut: 1, stopped: null })
    portal.setFaults({})
    await makeFollowUpsDue(db)
    await createTestQueueRow(db, lead)
    await run()
    expect(portal.submissions().length).toBeLessThanOrEqual(1)
    expect(portal.calls().filter(({ path }) => path.includes('/submissions/'))).toHaveLength(1)
    expect(await followUpOf(db, lead.id)).toMatchObject({ status: 'dead' })
  },
)

test('a submission that a run was cut off with is left out', async () => {
  const lead = await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'burst_429', operation: 'forms', next: 1 }] })
  await run()
  await db.hubspotFollowUp.updateMany({ data: { claimToken: 'of a run that is no more' } })
  await makeFollowUpsDue(db)
  await run()
  expect(portal.submissions()).toEqual([])
  expect(await followUpOf(db, lead.id)).toMatchObject({ status: 'dead', lastError: 'interrupted' })
})

test('a submission that HubSpot has no room for goes later', async () => {
  await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'burst_429', operation: 'forms', next: 1 }] })
  expect(await run()).toMatchObject({ completed: 1, followed: 0, leftOut: 0 })
  await makeFollowUpsDue(db)
  await run()
  expect(portal.submissions()).toHaveLength(1)
})

test('a form that is not there pauses forms alone, and leads go on', async () => {
  await createTestLead(db)
  await createTestLead(db)
  const formId = '00000000-0000-4000-8000-000000000000'
  expect(await run({ formId })).toMatchObject({
    completed: 2,
    followed: 0,
    leftOut: 0,
    stopped: 'portal_settings',
  })
  expect(await pauses()).toMatchObject([{ operation: 'forms', reason: 'portal_settings' }])
  expect(portal.calls().filter(({ path }) => path.includes('/submissions/'))).toHaveLength(1)
  for (let again = 0; again < 3; again++) {
    await makeFollowUpsDue(db)
    await run()
  }
  expect(portal.submissions()).toHaveLength(2)
  expect(await pauses()).toEqual([])
})

test('who withdraws consent before the submission gets none', async () => {
  const lead = await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'burst_429', operation: 'forms', next: 1 }] })
  await run()
  await db.$queryRaw`SELECT withdraw_consent(${lead.email})`
  await makeFollowUpsDue(db)
  await run()
  expect(portal.submissions()).toEqual([])
})

import { afterAll, expect, test } from 'vitest'
import { QUICK_CHECK, QUIZ } from '#tests/factories/quiz.ts'
import { DEFAULT_PIPELINE } from '#dev/hubspot/standard-properties.ts'
import { startChangedWorker } from '#tests/helpers/changed-content.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { OWNER_DETAILS } from '#tests/helpers/owner.ts'
import { expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

// The deals of the short scorecard of this Worker begin in a pipeline of its own: tests/worker/fixtures/changed-content.ts.

const portal = await startSyncPortal({
  pipelines: [
    DEFAULT_PIPELINE,
    { id: 'quick', label: 'Quick Checks', stages: [{ id: 'quicknew', label: 'New', probability: 0.1 }] },
  ],
})
afterAll(() => portal.close())
const { worker, visitor } = await useTestWorker()
const later = await startChangedWorker(worker, {
  HUBSPOT_BASE_URL: portal.url,
  HUBSPOT_ACCESS_TOKEN: portal.token,
})
afterAll(() => later.miniflare.dispose())

/** Completes a scorecard as somebody who is offered a briefing. @returns what HubSpot holds of them */
async function leadOf(mount: string, quiz: typeof QUIZ) {
  const email = `lead${mount.replace('/', '-')}@example.com`
  const prospect = visitor(later.url)
  await prospect.start(mount)
  const path = await prospect.complete('D', {}, { mount, quiz })
  expectRedirect(await prospect.post(path, { ...OWNER_DETAILS, email, consent: 'yes' }))
  const dealOf = () =>
    portal.deals().find(({ properties }) => properties.ai_assessment_id === path.split('/').at(-1))
      ?.properties
  await expect.poll(dealOf).toBeDefined()
  const contact = portal.contacts().find(({ properties }) => properties.email === email)!.properties
  const scores = Object.keys(contact).filter((name) => /_score$/.test(name) && contact[name])
  return { deal: dealOf()!, scores }
}

test('a lead of a scorecard with its own pipeline and prefix has both, beside one of the default scorecard, which has neither', async () => {
  const usual = await leadOf('', QUIZ)
  const quick = await leadOf('/quick-check', QUICK_CHECK)

  expect(usual.deal).toMatchObject({ pipeline: 'default', dealstage: 'appointmentscheduled' })
  expect(quick.deal).toMatchObject({ pipeline: 'quick', dealstage: 'quicknew', quick_check_score: '25' })
  expect(quick.deal.ai_assessment_score ?? '').toBe('')
  expect(quick.scores.length).toBe(QUICK_CHECK.areas.length + 1)
  expect(quick.scores.filter((name) => !name.startsWith('quick_check_'))).toEqual([])
  expect(usual.scores.length).toBe(QUIZ.areas.length + 1)
  expect(usual.scores.filter((name) => !name.startsWith('ai_'))).toEqual([])
})

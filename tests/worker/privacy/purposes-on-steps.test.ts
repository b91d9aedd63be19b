import { afterAll, expect, test } from 'vitest'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { RESULTS_EVIDENCE, contactEvidence } from '#tests/factories/consent.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const COMPANY = 'Example Works Ltd'
const CONTACT_EVIDENCE = await contactEvidence(COMPANY)
const NOT_ASKED = { hubspotSyncStatus: 'skipped', hubspotSyncError: 'no_contact_consent' }

const portal = await startSyncPortal()
afterAll(() => portal.close())
const { worker, started } = await useTestWorker({
  HUBSPOT_ACCESS_TOKEN: portal.token,
  HUBSPOT_BASE_URL: portal.url,
  COMPANY_NAME: COMPANY,
})

const assessmentOf = (email: string) => worker.db.assessment.findFirstOrThrow({ where: { email } })
const sessionOf = (email: string) => worker.db.assessmentSession.findFirstOrThrow({ where: { email } })

test('a step takes an address alone, and the box with it', async () => {
  const alone = await started()
  expectRedirect(await alone.post('/assessment/step/1', { ...answersOf(1, 'B'), email: 'step@example.com' }))
  expect(await sessionOf('step@example.com')).toMatchObject(RESULTS_EVIDENCE)

  const both = await started()
  const fields = { ...answersOf(1, 'B'), email: 'both@example.com', consent: CONSENT.version }
  expectRedirect(await both.post('/assessment/step/1', fields))
  expect(await sessionOf('both@example.com')).toMatchObject(CONTACT_EVIDENCE)
})

test('the box on a step without an address is a 422 that keeps its tick', async () => {
  const prospect = await started()
  const refused = await prospect.post('/assessment/step/1', {
    ...answersOf(1, 'B'),
    email: '',
    consent: 'yes',
  })
  const page = await refused.text()
  expect(refused.status).toBe(422)
  expect(page).toContain('Enter the address at which we may contact you, or take the tick out of the box.')
  expect(/<input type="checkbox"[^>]*>/.exec(page)![0]).toContain('checked')
})

test('taking the tick out of a step’s box ends consent to contact, and an older page does not', async () => {
  const email = 'untick@example.com'
  const prospect = await started()
  expectRedirect(await prospect.post('/assessment/step/1', { ...answersOf(1, 'B'), email, consent: 'yes' }))
  expect(await (await prospect.get('/assessment/step/2')).text()).toContain('name="consent_stored"')

  expectRedirect(await prospect.post('/assessment/step/2', { ...answersOf(2, 'B'), email }))
  expect(await sessionOf(email)).toMatchObject(CONTACT_EVIDENCE)

  const unticked = { ...answersOf(3, 'B'), email, email_stored: 'yes', consent_stored: 'yes' }
  expectRedirect(await prospect.post('/assessment/step/3', unticked))
  expect(await sessionOf(email)).toMatchObject(RESULTS_EVIDENCE)
  const path = expectRedirect(await prospect.post('/assessment/step/4', answersOf(4, 'B')))
  expect(path).toContain('/assessment/results/')
  expect(await assessmentOf(email)).toMatchObject({ ...RESULTS_EVIDENCE, ...NOT_ASKED })
})

test('another address on a step takes no consent along', async () => {
  const prospect = await started()
  const first = { ...answersOf(1, 'B'), email: 'one@example.com', consent: 'yes' }
  expectRedirect(await prospect.post('/assessment/step/1', first))
  expectRedirect(
    await prospect.post('/assessment/step/2', { ...answersOf(2, 'B'), email: 'two@example.com' }),
  )
  expect(await sessionOf('two@example.com')).toMatchObject(RESULTS_EVIDENCE)
})

test('a link to carry on needs an address alone', async () => {
  const email = 'resume@example.com'
  const prospect = await started()
  const asked = { ...answersOf(1, 'B'), email, intent: 'resume_link' }
  expectRedirect(await prospect.post('/assessment/step/1', asked), '/assessment/step/1?link-sent')
  expect(await worker.db.emailMessage.count({ where: { kind: 'resume', recipient: email } })).toBe(1)
})

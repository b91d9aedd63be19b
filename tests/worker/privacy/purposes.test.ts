import { createHash } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { confirmAddress } from '#app/data/mail/access-links.server.ts'
import { ownConsentTexts } from '#app/domain/lead/own-consent.ts'
import { findQuiz } from '#app/content/scorecards.ts'
import { mountPath } from '#app/domain/visit/mount.ts'
import { CONSENT, RESULTS_REQUEST, currentText, wordsOf } from '#app/domain/lead/consent.ts'
import { RESULTS_EVIDENCE, contactEvidence } from '#tests/factories/consent.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { answersOf, expectRedirect, textOf } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const COMPANY = 'Example Works Ltd'
const DETAILS = { firstName: 'Robin', lastName: 'Sample', company: 'Sample Works', phone: '+1 555 010 0000' }
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
const CONTACT_EVIDENCE = await contactEvidence(COMPANY)
const NOT_ASKED = { hubspotSyncStatus: 'skipped', hubspotSyncError: 'no_contact_consent' }

const portal = await startSyncPortal()
afterAll(() => portal.close())
const { worker, started, visitor } = await useTestWorker({
  HUBSPOT_ACCESS_TOKEN: portal.token,
  HUBSPOT_BASE_URL: portal.url,
  COMPANY_NAME: COMPANY,
})

const assessmentOf = (email: string) => worker.db.assessment.findFirstOrThrow({ where: { email } })
const sessionOf = (email: string) => worker.db.assessmentSession.findFirstOrThrow({ where: { email } })
const hubspotHas = (email: string) => portal.contacts().some(({ properties }) => properties.email === email)

/** The results by e-mail and nothing else. */
async function withAddressAlone(email: string, choice: 'B' | 'E' = 'E') {
  const prospect = await started()
  const path = await prospect.complete(choice)
  expectRedirect(await prospect.post(path, { email }), `${path}?saved#next-steps`)
  return { prospect, path }
}

test('an address alone unlocks all advice, asks for the results, and brings nothing to HubSpot', async () => {
  const email = 'alone@example.com'
  const { prospect, path } = await withAddressAlone(email)
  const assessmentId = path.split('/').at(-1)!

  const page = await textOf(await prospect.get(path))

  expect(page).not.toMatch(/class="[^"]*is-locked/)
  expect(page.match(/<h3>/g)!.length).toBeGreaterThanOrEqual(3)
  expect(await assessmentOf(email)).toMatchObject({
    ...RESULTS_EVIDENCE,
    ...NOT_ASKED,
    leadQuality: 'executive_briefing_qualified',
    qualifiedForBriefing: true,
    firstName: null,
  })
  expect(await worker.db.emailMessage.count({ where: { assessmentId, kind: 'results' } })).toBe(1)
  await worker.runJob('drain_hubspot')
  expect(await worker.db.hubspotSyncQueue.count({ where: { assessmentId } })).toBe(0)
  expect(hubspotHas(email)).toBe(false)
})

test('the box stands by itself: never ticked, with the company’s name, and no price of anything', async () => {
  const prospect = await started()
  await prospect.post('/assessment/step/1', answersOf(1, 'B'))
  const pages = [await textOf(await prospect.get('/assessment/step/2'))]
  const path = await prospect.complete('B')
  pages.push(await textOf(await prospect.get(path)))
  expectRedirect(await prospect.post(path, { email: 'box@example.com' }))
  pages.push(await textOf(await prospect.get(path)))

  for (const page of pages) {
    expect(page).toContain(wordsOf(CONSENT, COMPANY))
    const box = /<input type="checkbox"[^>]*>/.exec(page)![0]
    expect(box).toContain('name="consent"')
    expect(box).not.toContain('checked')
  }
  expect(pages[0]).toContain(RESULTS_REQUEST.text)
  expect(pages[1]).toContain(RESULTS_REQUEST.text)
})

test('name, company and phone are taken only with the box, and what was typed is not lost', async () => {
  const email = 'details@example.com'
  const { prospect, path } = await withAddressAlone(email, 'B')

  const refused = await prospect.post(path, DETAILS)

  const page = await refused.text()
  expect(refused.status).toBe(422)
  expect(page).toContain(
    'Tick the box if we may contact you, or leave your name, company and phone number empty.',
  )
  expect(page).toContain('value="Robin"')
  expect(page).toContain('value="Sample Works"')
  expect(await assessmentOf(email)).toMatchObject({
    firstName: null,
    company: null,
    phone: null,
    ...NOT_ASKED,
  })

  expectRedirect(
    await prospect.post(path, { ...DETAILS, consent: CONSENT.version }),
    `${path}?saved#next-steps`,
  )
  expect(await assessmentOf(email)).toMatchObject({ ...DETAILS, ...CONTACT_EVIDENCE, hubspotSyncError: null })
  await expect.poll(() => hubspotHas(email)).toBe(true)
})

test('consent that is given later sends the lead, and later forms need no box', async () => {
  const email = 'later@example.com'
  const { prospect, path } = await withAddressAlone(email, 'B')
  expectRedirect(await prospect.post(path, { consent: 'yes', firstName: '', lastName: '', company: '' }))
  await expect.poll(() => hubspotHas(email)).toBe(true)
  expect(await assessmentOf(email)).toMatchObject(CONTACT_EVIDENCE)

  const page = await (await prospect.get(path)).text()
  expect(page).toContain('name="firstName"')
  expect(page).not.toContain('name="consent"')
  expectRedirect(await prospect.post(path, { company: 'Later Works' }))
  await expect
    .poll(() => portal.contacts().find(({ properties }) => properties.email === email)?.properties.company)
    .toBe('Later Works')
})

test('an empty form asks for the tick, and the box alone for an address', async () => {
  const { prospect, path } = await withAddressAlone('empty@example.com', 'B')
  const empty = await prospect.post(path, { firstName: '', lastName: '', company: '' })
  expect(empty.status).toBe(422)
  expect(await empty.text()).toContain('Tick the box if we may contact you. You need not.')

  const anonymous = await started()
  const results = await anonymous.complete('B')
  const unaddressed = await anonymous.post(results, { ...DETAILS, consent: 'yes' })
  expect(unaddressed.status).toBe(422)
  expect(await textOf(unaddressed)).toContain('We need your e-mail address first')
})

test('another address takes no consent along: what was on its way to HubSpot goes no more', async () => {
  const prospect = await started()
  const path = await prospect.complete('B', { email: 'former@example.com', consent: 'yes' })
  expectRedirect(await prospect.post(path, { email: 'present@example.com' }))

  const row = await assessmentOf('present@example.com')
  expect(row).toMatchObject({ ...RESULTS_EVIDENCE, ...NOT_ASKED })
  await worker.runJob('drain_hubspot')
  expect(hubspotHas('present@example.com')).toBe(false)
  const open = { assessmentId: row.id, status: { in: ['pending', 'dead'] } }
  expect(await worker.db.hubspotSyncQueue.count({ where: open })).toBe(0)
})

test('who took the assessment corrects details on the results page, and another browser cannot', async () => {
  const email = 'corrects@example.com'
  const { prospect, path } = await withAddressAlone(email, 'B')
  expectRedirect(await prospect.post(path, { ...DETAILS, consent: 'yes' }))
  const page = await (await prospect.get(path)).text()
  expect(page).toContain('Correct my details')
  for (const value of [email, ...Object.values(DETAILS)]) expect(page).toContain(`value="${value}"`)

  const refused = await prospect.post(path, { firstName: '12', company: 'Right Works' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('<a href="#firstName">The first name needs at least one letter.</a>')

  // What HubSpot has is changed for whoever has shown that the address is theirs.
  const { tokenHash } = await worker.db.accessLink.findFirstOrThrow({
    where: { assessmentId: (await assessmentOf(email)).id },
  })
  await confirmAddress(worker.db, tokenHash)
  expectRedirect(await prospect.post(path, { firstName: 'Robyn', lastName: '', company: 'Right Works' }))
  expect(await assessmentOf(email)).toMatchObject({ ...DETAILS, firstName: 'Robyn', company: 'Right Works' })
  await expect
    .poll(() => portal.contacts().find(({ properties }) => properties.email === email)?.properties.firstname)
    .toBe('Robyn')

  expectRedirect(await prospect.post(path, { email: 'corrected@example.com' }))
  expect(await assessmentOf('corrected@example.com')).toMatchObject({ ...RESULTS_EVIDENCE, firstName: null })
})

test.each(['en', 'de'] as const)(
  'a scorecard with texts of its own shows them, and stores which was agreed to, with the hash of what was shown (%s)',
  async (language) => {
    const quiz = findQuiz({ scorecard: 'quick-check', language })
    const mount = mountPath({ embedded: false, language, scorecard: 'quick-check' })
    const place = { language, ownTexts: ownConsentTexts(quiz) }
    const [request, contact] = [currentText('results', place), currentText('contact', place)]
    const email = `own-texts-${language}@example.com`
    const prospect = visitor()
    await prospect.start(mount)
    await prospect.post(`${mount}/assessment/step/1`, answersOf(1, 'B', quiz))
    const step = await textOf(await prospect.get(`${mount}/assessment/step/2`))
    for (const text of [request, contact]) expect(step).toContain(wordsOf(text, COMPANY))

    await prospect.post(`${mount}/assessment/step/2`, { ...answersOf(2, 'B', quiz), email })
    expect(await sessionOf(email)).toMatchObject({
      consentTextVersion: request.version,
      consentTextHash: sha256(request.text),
    })
    const path = await prospect.complete('B', {}, { mount, quiz })
    expect(await textOf(await prospect.get(path))).toContain(wordsOf(contact, COMPANY))
    expectRedirect(
      await prospect.post(path, { ...DETAILS, consent: contact.version }),
      `${path}?saved#next-steps`,
    )
    expect(await assessmentOf(email)).toMatchObject({
      consentTextVersion: contact.version,
      consentTextHash: sha256(wordsOf(contact, COMPANY)),
      consentPurposes: ['results', 'contact'],
    })
  },
)

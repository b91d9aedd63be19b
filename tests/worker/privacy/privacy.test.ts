import { afterAll, expect, test } from 'vitest'
import type { CrmRecord } from '#dev/hubspot/server.ts'
import { LANGUAGES } from '#app/domain/language/languages.ts'
import { mountPath, DEFAULT_MOUNT } from '#app/domain/visit/mount.ts'
import { privacyNotice } from '#app/services/privacy/notice-records.server.ts'
import { messagesFor } from '#app/words/messages.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { type Visitor, expectRedirect, textOf } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const portal = await startSyncPortal()
afterAll(() => portal.close())
const { worker, visitor } = await useTestWorker({
  HUBSPOT_BASE_URL: portal.url,
  HUBSPOT_ACCESS_TOKEN: portal.token,
})

const CONTACT = { firstName: 'Robin', lastName: 'Sample', company: 'Example Works', phone: '+1 555 010 0000' }

/** Somebody who completes the assessment, leaves all contact details and is in HubSpot. */
async function lead(email: string): Promise<{ prospect: Visitor; path: string }> {
  const prospect = visitor()
  await prospect.start()
  const path = await prospect.complete('E', { email, consent: 'yes' })
  expectRedirect(await prospect.post(path, CONTACT))
  // It is sent after the response, in the background.
  await expect
    .poll(() => worker.db.assessment.count({ where: { email, hubspotSyncStatus: 'synced' } }))
    .toBe(1)
  return { prospect, path }
}

/** Waits until HubSpot has erased everybody, which happens after the response. */
async function erasuresFinished() {
  await expect.poll(() => worker.db.erasure.count({ where: { status: 'pending' } })).toBe(0)
}

test.each(LANGUAGES)('the page says exactly what the catalogue says (%s)', async (language) => {
  const { notice, records } = messagesFor(language)
  const home = mountPath({ ...DEFAULT_MOUNT, language })
  const text = await textOf(await visitor().get(`${home}/privacy`))
  for (const record of privacyNotice(RETENTION_CATALOGUE, 30, records)) {
    const { personal, pseudonymous, besides, stays } = record
    const names = [personal, pseudonymous, besides, stays].filter((list) => list.length > 0)
    for (const expected of [
      record.title,
      record.purpose,
      record.until,
      ...names.map((list) => notice.list(list)),
    ])
      expect(text).toContain(expected)
  }
})

test('asking gives the same answer for known and unknown addresses', async () => {
  await lead('known@example.com')
  const answers = []
  for (const email of ['known@example.com', 'stranger@example.com']) {
    const asking = visitor()
    const posted = await asking.post('/privacy/request', { email, action: 'erase' })
    answers.push([posted.status, posted.headers.get('Location'), await posted.text()])
    answers.push(
      [await (await asking.get('/privacy?sent')).text()].map((page) => page.replace(/nonce="[^"]*"/g, '')),
    )
  }
  expect(answers.slice(0, 2)).toEqual(answers.slice(2))
})

test('an address that is none is refused with the form as it was', async () => {
  const response = await visitor().post('/privacy/request', { email: 'nobody', action: 'erase' })
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain('value="nobody"')
  expect(page).toMatch(/value="erase" checked=""|checked="" value="erase"/)
})

test('the export is one file with all contact details, and its link gives it again, until an erasure leaves the receipt alone', async () => {
  const { path } = await lead('export@example.com')
  await expect.poll(() => worker.db.hubspotFollowUp.count({ where: { status: 'pending' } })).toBe(0)
  const owner = visitor()
  const link = await askForPrivacyLink(worker.db, owner, 'Export@example.com')

  expect(await (await owner.open(link)).text()).toContain('export@example.com')
  const file = await owner.post(link, { action: 'export' })

  expect(file.status).toBe(200)
  expect(file.headers.get('Content-Type')).toContain('application/json')
  expect(file.headers.get('Content-Disposition')).toMatch(/^attachment; filename="my-data-[\d-]+\.json"$/)
  expect(file.headers.get('Cache-Control')).toBe('no-store')
  const content = await file.text()
  for (const value of ['export@example.com', ...Object.values(CONTACT), path.split('/').at(-1)!])
    expect(content).toContain(value)
  // The e-mail with the link is on its way meanwhile.
  const withoutEmails = (text: string) =>
    (JSON.parse(text) as { records: { what: string }[] }).records.filter(({ what }) => !/e-mail/i.test(what))
  const again = await (await owner.post(link, { action: 'export' })).text()
  expect(withoutEmails(again)).toEqual(withoutEmails(content))

  const receipt = expectRedirect(await owner.post(link, { action: 'erase' }))
  for (const action of ['erase', 'export', 'withdraw'])
    expectRedirect(await owner.post(link, { action }), receipt)
  expectRedirect(await owner.get(link), receipt)
  expect(await worker.db.assessment.count({ where: { email: 'export@example.com' } })).toBe(0)
})

test('erasing removes a person here and in HubSpot, deal included, and leaves a receipt', async () => {
  const { prospect, path } = await lead('erase@example.com')
  expect(portal.contacts().some(({ properties }) => properties.email === 'erase@example.com')).toBe(true)
  const { id } = await worker.db.assessment.findFirstOrThrow({ where: { email: 'erase@example.com' } })
  const isTheirs = ({ properties }: CrmRecord) => properties.ai_assessment_id === id
  expect(portal.deals().filter(isTheirs)).toMatchObject([
    { properties: { dealname: 'AI readiness assessment: Robin Sample, Example Works' } },
  ])
  const owner = visitor()
  const link = await askForPrivacyLink(worker.db, owner, 'erase@example.com', 'erase')

  const receiptPath = expectRedirect(await owner.post(link, { action: 'erase' }))
  await erasuresFinished()

  expect(await worker.db.assessment.count({ where: { email: 'erase@example.com' } })).toBe(0)
  expect(portal.contacts().filter(({ properties }) => properties.email === 'erase@example.com')).toEqual([])
  expect(portal.deals().filter(isTheirs)).toEqual([])
  expect(portal.blocklist()).toEqual([])
  expect((await prospect.get(path)).status).toBe(404)
  expect((await prospect.post(path, CONTACT)).status).toBe(404)
  const receipt = await (await owner.get(receiptPath)).text()
  expect(receipt).toContain('Your data has been erased')
  expect(receipt).toContain('In our customer database: done.')
  expect(receipt).not.toContain('erase@example.com')
  const entry = await worker.db.erasure.findFirstOrThrow({ where: { id: receiptPath.split('=')[1]! } })
  // By the number of what is gone, a run that wakes up late finds the erasure that its contact goes with.
  expect(entry).toMatchObject({ email: null, status: 'completed', contactIds: [], assessmentIds: [id] })
})

test('an older link of somebody who was erased and came back shows a receipt that says what it is not about, and a new one erases again', async () => {
  const where = { email: 'back-again@example.com' }
  const owner = visitor()
  const older = await askForPrivacyLink(worker.db, owner, where.email, 'erase')
  const link = await askForPrivacyLink(worker.db, owner, where.email, 'erase')
  const receipt = expectRedirect(await owner.post(link, { action: 'erase' }))
  await lead(where.email)

  expectRedirect(await owner.post(older, { action: 'erase' }), receipt)
  expect(await worker.db.assessment.count({ where })).toBe(1)
  expect(await (await owner.get(receipt)).text()).toContain(
    'What we have been given since is not part of it: to have that erased as well, ask for a new link with the form on this page.',
  )

  const anew = await askForPrivacyLink(worker.db, owner, where.email, 'erase')
  expect(expectRedirect(await owner.post(anew, { action: 'erase' }))).not.toBe(receipt)
  expect(await worker.db.assessment.count({ where })).toBe(0)
})

test('somebody unknown can be erased, and HubSpot blocks no address', async () => {
  const owner = visitor()
  const link = await askForPrivacyLink(worker.db, owner, 'nobody-here@example.com', 'erase')
  expectRedirect(await owner.post(link, { action: 'erase' }))
  await erasuresFinished()
  expect(portal.blocklist()).toEqual([])
})

test('withdrawn consent ends e-mail and sync until the person agrees again', async () => {
  const { prospect, path } = await lead('withdraw@example.com')
  const owner = visitor()
  const link = await askForPrivacyLink(worker.db, owner, 'withdraw@example.com', 'withdraw')
  const receipt = expectRedirect(await owner.post(link))
  expect(receipt).toMatch(/^\/privacy\?receipt=/)
  expectRedirect(await owner.post(link), receipt)

  const refused = await prospect.post(path, { phone: '+1 555 010 0001' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('name="consent"')
  const where = { email: 'withdraw@example.com' }
  expect((await worker.db.assessment.findFirstOrThrow({ where })).consentWithdrawnAt).not.toBeNull()

  expectRedirect(await prospect.post(path, { phone: '+1 555 010 0001', consent: 'yes' }))
  expect((await worker.db.assessment.findFirstOrThrow({ where })).consentWithdrawnAt).toBeNull()
})

test('links that are none of ours are a 404', async () => {
  for (const token of ['0'.repeat(26), 'short', '../../ops', '%00', 'x'.repeat(5_000)]) {
    const path = `/privacy/confirm/${encodeURIComponent(token)}`
    expect((await visitor().get(path)).status).toBe(404)
    expect((await visitor().post(path, { action: 'erase' })).status).toBe(404)
  }
})

test('an expired link and an altered one change nothing', async () => {
  await lead('steady@example.com')
  const owner = visitor()
  const link = await askForPrivacyLink(worker.db, owner, 'steady@example.com', 'erase')
  const altered = link.slice(0, -1) + (link.endsWith('0') ? '1' : '0')
  expect((await owner.post(altered, { action: 'erase' })).status).toBe(404)
  await worker.db.$executeRaw`
    UPDATE privacy_requests SET "createdAt" = now() - interval '2 days', "expiresAt" = now()
    WHERE email = 'steady@example.com'`
  expect((await owner.open(link)).status).toBe(404)
  expect((await owner.post(link, { action: 'erase' })).status).toBe(404)
  expect(await worker.db.assessment.count({ where: { email: 'steady@example.com' } })).toBe(1)

  await worker.runJob('expire_sessions')
  expect(await worker.db.privacyRequest.count({ where: { email: 'steady@example.com' } })).toBe(0)
})

test('a choice that no form offers is refused, and the link stays good', async () => {
  const owner = visitor()
  const link = await askForPrivacyLink(worker.db, owner, 'careful@example.com', 'erase')
  expect((await owner.post(link, { action: 'publish' })).status).toBe(422)
  expect((await owner.open(link)).status).toBe(200)
})

test('a receipt that never was is a 404', async () => {
  expect((await visitor().get('/privacy?receipt=1')).status).toBe(404)
  expect((await visitor().get(`/privacy?receipt=${crypto.randomUUID()}`)).status).toBe(404)
})

test('opening a link changes nothing, however often scanners do', async () => {
  const owner = visitor()
  const link = await askForPrivacyLink(worker.db, owner, 'scanned@example.com', 'erase')
  for (let opened = 0; opened < 3; opened++) expect((await visitor().open(link)).status).toBe(200)
  expect(await worker.db.privacyRequest.count({ where: { email: 'scanned@example.com' } })).toBe(1)
  expect(await worker.db.erasure.count({ where: { email: 'scanned@example.com' } })).toBe(0)
})

test('logs hold no address and no token', async () => {
  await lead('logged@example.com')
  const owner = visitor()
  expectRedirect(await owner.post(await askForPrivacyLink(worker.db, owner, 'logged@example.com', 'erase')))
  await erasuresFinished()

  const logs = () => worker.logs.join('\n')
  await expect.poll(logs).toContain('person_erased')
  expect(logs()).not.toMatch(/@example\.com|Robin|Sample|203\.0\.113|[0-9a-hjkmnp-tv-z]{26}/)
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pickContact } from '#app/domain/lead/contact.ts'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { tokenIn } from '#tests/helpers/email-delivery.ts'
import { eventually } from '#tests/helpers/eventually.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'

const OWNER = 'owner@example.com'
const DETAILS = { firstName: 'Ada', lastName: 'Canary', company: 'Canary Works', phone: '+44 20 7946 0000' }

let mailbox: Mailbox
let worker: TestWorker
let nextAddress = 1

beforeAll(async () => {
  mailbox = await startMailbox({ port: 0 })
  worker = await startTestWorker({
    MAIL_API_KEY: 're_test',
    MAIL_BASE_URL: mailbox.url,
    MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
  })
})
beforeEach(async () => {
  mailbox.reset()
  await worker.db
    .$executeRaw`TRUNCATE assessments, assessment_sessions, email_messages, access_links, privacy_requests, rate_limits CASCADE`
})
afterAll(async () => {
  await worker.close()
  await mailbox.close()
})

/** A visitor from a network of its own, so that tests do not share a cap. */
function visitor(): Visitor {
  return new Visitor(worker.url, { 'CF-Connecting-IP': `198.51.100.${nextAddress++}` })
}

/** A page without the marks that React puts between texts. */
const wordsOf = async (page: Response) => (await page.text()).replaceAll('<!-- -->', '')

/** What somebody may have written over: delivery writes to the row meanwhile. */
async function storedDetails() {
  const row = await worker.db.assessment.findFirstOrThrow()
  return { ...pickContact(row), consentAt: row.consentAt, leadQuality: row.leadQuality }
}

const tokenTo = (address: string) =>
  eventually(() => {
    const token = tokenIn(mailbox.messages({ to: address })[0]?.text ?? '')
    if (!token) throw new Error(`no e-mail to ${address} yet`)
    return token
  })

/** A prospect with all details, and the link that was sent to them. */
async function prospectWithLink() {
  const owner = visitor()
  await owner.start()
  const path = await owner.complete('B', { email: OWNER, consent: 'yes' })
  expectRedirect(await owner.post(path, DETAILS), `${path}?saved`)
  return { owner, path, link: `${path}?link=${await tokenTo(OWNER)}` }
}

async function exportOf(email: string): Promise<string> {
  const person = visitor()
  const confirm = await askForPrivacyLink(worker.db, person, email)
  return (await person.post(confirm, { action: 'export' })).text()
}

test('who holds the link writes no address over the owner’s, and reads none of the owner’s details by an export', async () => {
  const { path, link } = await prospectWithLink()
  const before = await storedDetails()

  const answer = await visitor().post(link, { email: 'thief@example.com', consent: 'yes' })

  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('Only the browser that took the assessment can add details')
  expect(await storedDetails()).toEqual(before)
  const file = await exportOf('thief@example.com')
  for (const value of [...Object.values(DETAILS), OWNER, path.split('/').at(-1)!])
    expect(file).not.toContain(value)
})

test('a page that a link opens shows score and advice, no form for details, and of the contact a shortened address alone', async () => {
  const { owner, path, link } = await prospectWithLink()

  const page = await (await visitor().get(link)).text()

  expect(page).toContain('AI Value Builder')
  expect(page).toContain('Where to gain the most points')
  expect(page).toContain('o…@e….com')
  for (const value of [...Object.values(DETAILS), OWNER, 'name="email"', 'name="phone"', 'name="firstName"'])
    expect(page).not.toContain(value)
  expect(await (await owner.get(path)).text()).not.toContain('only in the browser that took the assessment')
})

test('who holds the link confirms its address, once, and writes nothing else by that', async () => {
  const { link } = await prospectWithLink()
  const holder = visitor()
  expect(await (await holder.get(link)).text()).toContain('Yes, this is my address')
  const before = await storedDetails()

  const fields = { intent: 'confirm_address', ...DETAILS, email: 'thief@example.com', consent: 'yes' }
  const location = expectRedirect(await holder.post(link, fields))

  const page = await (await holder.get(location)).text()
  expect(page).toContain('your address is confirmed')
  expect(page).not.toContain('Yes, this is my address')
  expect(await storedDetails()).toEqual(before)
  expect(await worker.db.accessLink.count({ where: { usedAt: { not: null } } })).toBe(1)
})

test('an address that the owner replaces takes no detail along, in the queue for HubSpot neither, and ends its links', async () => {
  const { owner, path, link } = await prospectWithLink()

  expectRedirect(
    await owner.post(path, { email: 'other@example.com', consent: 'yes', company: 'Other Works' }),
    `${path}?saved`,
  )

  const known = {
    email: 'other@example.com',
    firstName: null,
    lastName: null,
    company: 'Other Works',
    phone: null,
  }
  expect(await worker.db.assessment.findFirstOrThrow()).toMatchObject({ ...known, leadQuality: 'basic' })
  expect(await worker.db.hubspotSyncQueue.findFirstOrThrow({ where: { status: 'pending' } })).toMatchObject({
    payload: known,
    syncType: 'contact',
  })
  expect((await visitor().get(link)).status).toBe(404)
})

test('an erased owner’s link opens nothing and takes nothing, and a former address finds the result to erase', async () => {
  const { owner, path, link } = await prospectWithLink()
  expectRedirect(await owner.post(path, { email: 'other@example.com', consent: 'yes' }))
  expect(await exportOf(OWNER)).not.toContain('other@example.com')

  const person = visitor()
  expectRedirect(
    await person.post(await askForPrivacyLink(worker.db, person, OWNER, 'erase'), { action: 'erase' }),
  )

  expect(await worker.db.assessment.count()).toBe(0)
  for (const answer of [
    await visitor().get(link),
    await visitor().post(link, DETAILS),
    await owner.get(path),
  ])
    expect(answer.status).toBe(404)
  expect(await worker.db.assessment.count()).toBe(0)
})

/** A prospect at step 2 who has asked for a link, and the path of that link. */
async function prospectUnderWay(email = OWNER) {
  const sender = visitor()
  await sender.start()
  const asked = { email, consent: 'yes', intent: 'resume_link' }
  expectRedirect(await sender.post('/assessment/step/1', answersOf(1, 'B')), '/assessment/step/2')
  expectRedirect(await sender.post('/assessment/step/2', asked))
  return { sender, resume: `/assessment/resume/${await tokenTo(email)}` }
}

const kept = async (step: number, browser: Visitor) => wordsOf(await browser.get(`/assessment/step/${step}`))

test('the page of a resume link says for which address, shortened, and changes nothing', async () => {
  const { sender, resume } = await prospectUnderWay()
  const before = await worker.db.assessmentSession.findFirstOrThrow()
  const elsewhere = visitor()

  const page = await (await elsewhere.get(resume)).text()

  expect(page).toContain('o…@e….com')
  expect(page).not.toContain(OWNER)
  expect(page).toContain('carrying on here ends it in the browser that has it now')
  expect(elsewhere.cookies.size).toBe(0)
  expect(await worker.db.assessmentSession.findFirstOrThrow()).toEqual(before)
  expect(await (await sender.get(resume)).text()).not.toContain('ends it in the browser')
})

test('carrying on elsewhere takes the session from the former browser, which saves nothing and is told how to get it back', async () => {
  const { sender, resume } = await prospectUnderWay()
  const { sessionId } = await worker.db.assessmentSession.findFirstOrThrow()
  const elsewhere = visitor()

  expectRedirect(await elsewhere.post(resume), '/assessment/step/2')

  expect((await worker.db.assessmentSession.findFirstOrThrow()).sessionId).not.toBe(sessionId)
  const answers = [
    await sender.get('/assessment/step/2'),
    await sender.post('/assessment/step/2', answersOf(2, 'E')),
    await sender.post('/assessment/step/2', {
      email: 'thief@example.com',
      consent: 'yes',
      intent: 'resume_link',
    }),
  ]
  for (const answer of answers) {
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('open the link in the e-mail')
  }
  const saved = await sender.post('/assessment/step/2/answers', answersOf(2, 'E'))
  expect([saved.status, await saved.json()]).toEqual([409, { saved: false, moved: true }])
  expect((await sender.get('/')).status).toBe(200)
  expect(await worker.db.assessmentSession.findMany()).toMatchObject([{ email: OWNER, currentStep: 1 }])

  expectRedirect(await sender.post(resume), '/assessment/step/2')
  expect((await elsewhere.get('/assessment/step/2')).status).toBe(409)
})

test('a page shows the address to the browser that typed it alone, and another one takes its place', async () => {
  const { sender, resume } = await prospectUnderWay()
  expect(await kept(1, sender)).toContain(OWNER)
  const victim = visitor()
  expectRedirect(await victim.post(resume))

  const page = await kept(1, victim)
  expect(page).toContain('Your results go to o…@e….com')
  expect(page).not.toContain(OWNER)
  const own = { ...answersOf(2, 'B'), email: 'victim@example.com', consent: 'yes' }
  expectRedirect(await victim.post('/assessment/step/2', own), '/assessment/step/3')
  expect(await kept(2, victim)).toContain('victim@example.com')

  // The sender of the link has neither cookie nor link to read it with.
  for (const answer of [
    await sender.get(resume),
    await sender.post(resume),
    await sender.get('/assessment/step/2'),
  ])
    expect(await answer.text()).not.toContain('victim@example.com')
  expect((await sender.post(resume)).status).toBe(404)
  expect(await worker.db.assessmentSession.findMany()).toMatchObject([{ email: 'victim@example.com' }])
})

test('who completes with an address from another browser sees it shortened, and is told that details go with it', async () => {
  const { resume } = await prospectUnderWay()
  const victim = visitor()
  expectRedirect(await victim.post(resume))
  const page = await wordsOf(await victim.get(await victim.complete('B')))

  expect(page).toContain('They go with o…@e….com')
  expect(page).not.toContain(OWNER)
})

test('a resume link whose owner was erased opens nothing, in the browser that had it neither', async () => {
  const { sender, resume } = await prospectUnderWay()
  const person = visitor()
  expectRedirect(
    await person.post(await askForPrivacyLink(worker.db, person, OWNER, 'erase'), { action: 'erase' }),
  )

  for (const browser of [sender, visitor()]) {
    expect((await browser.get(resume)).status).toBe(404)
    expect((await browser.post(resume)).status).toBe(404)
  }
  expect((await sender.get('/assessment/step/2')).status).toBe(410)
})

/** The step that a browser has open, as its form names its assessment. */
async function openForm(browser: Visitor, step: number) {
  const page = await (await browser.get(`/assessment/step/${step}`)).text()
  const assessment = /name="assessment" value="([0-9a-f]{16})"/.exec(page)?.[1]
  if (assessment === undefined) throw new Error('The form names no assessment')
  return { assessment }
}

const responsesOf = async () =>
  (await worker.db.assessmentSession.findMany({ orderBy: { startedAt: 'asc' } })).map(
    ({ responses }) => responses,
  )

test('answers of two assessments in one browser go to that of their form, and so does the page that follows', async () => {
  const browser = visitor()
  await browser.start()
  const first = await openForm(browser, 1)
  await browser.start()
  const second = await openForm(browser, 1)
  expect(second).not.toEqual(first)

  expectRedirect(
    await browser.post('/assessment/step/1', { ...answersOf(1, 'A'), ...first }),
    '/assessment/step/2',
  )
  expect(await openForm(browser, 2)).toEqual(first)
  expectRedirect(
    await browser.post('/assessment/step/1', { ...answersOf(1, 'E'), ...second }),
    '/assessment/step/2',
  )
  expect(await openForm(browser, 2)).toEqual(second)
  const saved = await browser.post('/assessment/step/2/answers', { customer_safe_1: 'B', ...first })
  expect(await saved.json()).toEqual({ saved: true })

  expect(await responsesOf()).toEqual([{ ...answersOf(1, 'A'), customer_safe_1: 'B' }, answersOf(1, 'E')])
})

test('what is refused for one assessment leads on in that one as well', async () => {
  const browser = visitor()
  await browser.start()
  const first = await openForm(browser, 1)
  await browser.start()

  const refused = await browser.post('/assessment/step/1', { value_assurance_1: 'A', ...first })

  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain(`name="assessment" value="${first.assessment}"`)
  expect(await openForm(browser, 1)).toEqual(first)
})

test('a form of an assessment that the browser does not have is refused with a page that explains, and mixes with nothing', async () => {
  const other = visitor()
  await other.start()
  const theirs = await openForm(other, 1)
  const browser = visitor()
  await browser.start()

  const refused = await browser.post('/assessment/step/1', { ...answersOf(1, 'E'), ...theirs })
  expect(refused.status).toBe(409)
  const page = await refused.text()
  expect(page).toContain('This page belongs to another assessment')
  expect(page).toContain(`name="assessment" value="${theirs.assessment}"`)
  expect(page).toContain('checked')
  const saved = await browser.post('/assessment/step/1/answers', { value_assurance_1: 'E', ...theirs })
  expect([saved.status, await saved.json()]).toEqual([409, { saved: false }])
  const nobody = await visitor().post('/assessment/step/1', { ...answersOf(1, 'E'), ...theirs })
  expect(nobody.status).toBe(410)

  expect(await responsesOf()).toEqual([{}, {}])
})

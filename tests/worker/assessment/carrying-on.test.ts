import { beforeEach, expect, test } from 'vitest'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { OWNER, OWNER_DETAILS } from '#tests/helpers/owner.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { type Visitor, answersOf, expectRedirect, textOf } from '#tests/helpers/visitor.ts'

const { worker, visitor, tokenTo } = await useMailingWorker()

beforeEach(() => resetTestDatabase(worker.db))

/** A page without the marks that React puts between texts. */
const wordsOf = (page: Response) => page.text()

/** A prospect at step 2 who has asked for a link, and the path of that link. */
async function prospectUnderWay(email = OWNER) {
  const sender = visitor()
  await sender.start()
  const asked = { email, consent: 'yes', intent: 'resume_link' }
  expectRedirect(await sender.post('/assessment/step/1', answersOf(1, 'B')), '/assessment/step/2')
  expectRedirect(await sender.post('/assessment/step/2', asked))
  return { sender, resume: `/assessment/resume/${await tokenTo(email)}` }
}

async function erase(email: string) {
  const person = visitor()
  const link = await askForPrivacyLink(worker.db, person, email, 'erase')
  expectRedirect(await person.post(link, { action: 'erase' }))
}

const kept = async (step: number, browser: Visitor) => wordsOf(await browser.get(`/assessment/step/${step}`))

test('the page of a resume link says for which address, shortened, and changes nothing', async () => {
  const { sender, resume } = await prospectUnderWay()
  const before = await worker.db.assessmentSession.findFirstOrThrow()
  const elsewhere = visitor()

  const page = await (await elsewhere.open(resume)).text()

  expect(page).toContain('o…@e….com')
  expect(page).not.toContain(OWNER)
  expect(page).toContain('carrying on here ends it in the browser that has it now')
  expect([...elsewhere.cookies.keys()]).toEqual(['__Host-scorecard-link'])
  expect(await worker.db.assessmentSession.findFirstOrThrow()).toEqual(before)
  expect(await (await sender.open(resume)).text()).not.toContain('ends it in the browser')
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
    expect(await textOf(answer)).toContain('open the link in the e-mail')
  }
  const saved = await sender.post('/assessment/step/2/answers', answersOf(2, 'E'))
  expect([saved.status, await saved.json()]).toEqual([409, { saved: false, moved: true }])
  expect((await sender.get('/')).status).toBe(200)
  expect(await worker.db.assessmentSession.findMany()).toMatchObject([{ email: OWNER, currentStep: 1 }])

  expectRedirect(await sender.post(resume), '/assessment/step/2')
  expect((await elsewhere.get('/assessment/step/2')).status).toBe(409)
})

test('the former browser goes on being told so after another address has ended its link, and after completion', async () => {
  const { sender, resume } = await prospectUnderWay()
  const victim = visitor()
  expectRedirect(await victim.post(resume))
  const own = { ...answersOf(2, 'B'), email: 'victim@example.com', consent: 'yes' }
  expectRedirect(await victim.post('/assessment/step/2', own), '/assessment/step/3')
  expect((await sender.open(resume)).status).toBe(404)

  const isTold = async () => {
    for (const answer of [
      await sender.get('/assessment/step/2'),
      await sender.post('/assessment/step/2', answersOf(2, 'E')),
    ]) {
      expect(answer.status).toBe(409)
      expect(await textOf(answer)).toContain('have a new link sent from there')
    }
    expect(await textOf(await sender.get('/de/assessment/step/2'))).toContain(
      'von dort einen neuen Link schicken',
    )
  }
  await isTold()
  await victim.complete('B')
  await isTold()

  await erase('victim@example.com')
  expect((await sender.get('/assessment/step/2')).status).toBe(410)
})

test('a session that has expired in the browser that carried it on is expired in the former one', async () => {
  const { sender, resume } = await prospectUnderWay()
  expectRedirect(await visitor().post(resume))
  await worker.db.assessmentSession.updateMany({ data: { expiresAt: new Date('2026-01-01') } })
  expect((await sender.get('/assessment/step/2')).status).toBe(410)
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
    await sender.open(resume),
    await sender.post(resume),
    await sender.get('/assessment/step/2'),
  ])
    expect(await answer.text()).not.toContain('victim@example.com')
  expect((await sender.post(resume)).status).toBe(404)
  expect(await worker.db.assessmentSession.findMany()).toMatchObject([{ email: 'victim@example.com' }])
})

/** Somebody who carried on with the link of another, and completed with the address that was there. */
async function completedElsewhere() {
  const { sender, resume } = await prospectUnderWay()
  const victim = visitor()
  expectRedirect(await victim.post(resume))
  return { sender, victim, path: await victim.complete('B') }
}

const DETAILS = { firstName: 'Vera', company: 'Victim Works', phone: '+44 20 7946 0001', consent: 'yes' }
const stored = async () =>
  JSON.stringify([await worker.db.assessment.findMany(), await worker.db.hubspotSyncQueue.findMany()])

test('who completes with an address from another browser is asked for one of their own before any detail', async () => {
  const { victim, path } = await completedElsewhere()
  const page = await textOf(await victim.get(path))

  expect(page).toContain('Your results go to o…@e….com, which was given in another browser')
  expect(page).not.toContain(OWNER)
  expect(page).toContain('name="email"')
  for (const field of Object.keys(OWNER_DETAILS)) expect(page).not.toContain(`name="${field}"`)
})

test('details without an address of one’s own are not mixed with an address from another browser, which the page explains', async () => {
  const { sender, victim, path } = await completedElsewhere()
  const before = await stored()
  const posts: Record<string, string>[] = [
    DETAILS,
    { phone: DETAILS.phone, consent: 'yes' },
    { consent: 'yes' },
  ]
  for (const fields of posts) {
    const response = await victim.post(path, fields)
    expect(response.status).toBe(422)
    const page = await textOf(response)
    expect(page).toContain('We need your e-mail address first')
    expect(page).toContain('which was given in another browser')
    expect(page).not.toContain(OWNER)
  }
  expect(await stored()).toBe(before)
  expect((await sender.get(path)).status).toBe(404)
})

test('the same is said in German', async () => {
  const { victim, path } = await completedElsewhere()
  const response = await victim.post(`/de${path}`, { consent: 'yes' })
  expect(response.status).toBe(422)
  expect(await textOf(response)).toContain('in einem anderen Browser angegeben')
})

test('who gives another address there leaves nothing with the one from elsewhere, nor takes its consent along', async () => {
  const { victim, path } = await completedElsewhere()
  expectRedirect(await victim.post(path, { email: 'victim@example.com' }), `${path}?saved#next-steps`)
  expect(await worker.db.assessment.findMany()).toMatchObject([
    { email: 'victim@example.com', emailFromElsewhere: false, consentPurposes: ['results'] },
  ])
  expectRedirect(await victim.post(path, DETAILS), `${path}?saved#next-steps`)
  const { consent: _, ...details } = DETAILS
  expect(await worker.db.assessment.findMany()).toMatchObject([{ ...details, email: 'victim@example.com' }])
  const [row] = await worker.db.hubspotSyncQueue.findMany({ where: { status: { not: 'cancelled' } } })
  expect(row).toMatchObject({ payload: { email: 'victim@example.com' } })
})

test('who carried on themselves types their own address once more and goes on', async () => {
  const { victim: same, path } = await completedElsewhere()
  expectRedirect(await same.post(path, { email: OWNER }), `${path}?saved#next-steps`)
  expectRedirect(await same.post(path, DETAILS), `${path}?saved#next-steps`)
  const { consent: _, ...details } = DETAILS
  expect(await worker.db.assessment.findMany()).toMatchObject([
    { ...details, email: OWNER, emailFromElsewhere: false, consentPurposes: ['results', 'contact'] },
  ])
})

test('a resume link whose owner was erased opens nothing, in the browser that had it neither', async () => {
  const { sender, resume } = await prospectUnderWay()
  await erase(OWNER)

  for (const browser of [sender, visitor()]) {
    expect((await browser.open(resume)).status).toBe(404)
    expect((await browser.post(resume)).status).toBe(404)
  }
  expect((await sender.get('/assessment/step/2')).status).toBe(410)
})

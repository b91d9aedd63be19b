import { beforeEach, expect, test } from 'vitest'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { OWNER } from '#tests/helpers/owner.ts'
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
    expect((await browser.open(resume)).status).toBe(404)
    expect((await browser.post(resume)).status).toBe(404)
  }
  expect((await sender.get('/assessment/step/2')).status).toBe(410)
})

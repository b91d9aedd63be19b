import { expect, test } from 'vitest'
import { dumpDatabase } from '#tests/helpers/dump.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { answersOf, expectRedirect, fetchOnce } from '#tests/helpers/visitor.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'

const { worker, visitor, tokenTo } = await useMailingWorker()

test('a mail scanner that fetches every link changes nothing at all in the database, and gets nothing but the cookie of the link', async () => {
  const unfinished = visitor()
  await unfinished.start()
  const asked = { email: 'scanned-resume@example.com', consent: 'yes', intent: 'resume_link' }
  expectRedirect(await unfinished.post('/assessment/step/1', { ...answersOf(1, 'B'), ...asked }))
  const resume = `/assessment/resume/${await tokenTo('scanned-resume@example.com')}`
  const finished = visitor()
  await finished.start()
  await finished.complete('B', { email: 'scanned-results@example.com', consent: 'yes' })
  const token = await tokenTo('scanned-results@example.com')
  const links = [resume, `/assessment/results/${token}`, `/assessment/resume/${token}`]
  const before = await dumpDatabase(worker.databaseUrl)

  for (const link of links) {
    for (const method of ['HEAD', 'GET', 'GET']) {
      const response = await fetchOnce(new URL(link, worker.url), { method, redirect: 'manual' })
      expect([200, 302]).toContain(response.status)
      for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/^__Host-scorecard-link=/)
    }
  }

  expect(await dumpDatabase(worker.databaseUrl)).toBe(before)
})

test('who carries on through a link has confirmed its address, who only opens it has not', async () => {
  const prospect = visitor()
  await prospect.start()
  const asked = { email: 'confirms@example.com', consent: 'yes', intent: 'resume_link' }
  expectRedirect(await prospect.post('/assessment/step/1', { ...answersOf(1, 'B'), ...asked }))
  const resume = `/assessment/resume/${await tokenTo('confirms@example.com')}`
  const confirmed = () => worker.db.accessLink.count({ where: { usedAt: { not: null } } })
  const before = await confirmed()
  const elsewhere = visitor()

  await elsewhere.get(resume)
  expect(await confirmed()).toBe(before)
  // Answers alone do not complete a step, so it is the first one that goes on.
  expectRedirect(await elsewhere.post(resume), '/assessment/step/1')
  expect(await confirmed()).toBe(before + 1)
})

test('a browser with an assessment of its own under way carries on with the one of the link', async () => {
  const phone = visitor()
  await phone.start()
  expectRedirect(await phone.post('/assessment/step/1', answersOf(1, 'B')), '/assessment/step/2')
  const asked = { email: 'two-sessions@example.com', consent: 'yes', intent: 'resume_link' }
  expectRedirect(await phone.post('/assessment/step/2', asked))
  const resume = `/assessment/resume/${await tokenTo('two-sessions@example.com')}`
  const laptop = visitor()
  await laptop.start()
  expectRedirect(await laptop.post('/assessment/step/1', answersOf(1, 'E')), '/assessment/step/2')

  expectRedirect(await laptop.post(resume), '/assessment/step/2')
  // The phone has lost it, and what it sends is refused.
  const refused = await phone.post('/assessment/step/2', answersOf(2, 'E'))
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('You carried on in another browser')
  for (const step of [2, 3]) await laptop.post(`/assessment/step/${step}`, answersOf(step, 'B'))
  expectRedirect(await laptop.post('/assessment/step/4', answersOf(4, 'B')))

  const stored = await worker.db.assessment.findMany({ where: { email: 'two-sessions@example.com' } })
  expect(stored).toMatchObject([{ totalScore: 75 }])
  // The laptop's own one is still there, as it was.
  expect(await worker.db.assessmentSession.count({ where: { email: null, currentStep: 1 } })).toBe(1)
})

test('who asks for erasure after the scrub ends the results page, in the own browser and by the link', async () => {
  const prospect = visitor()
  await prospect.start()
  const path = await prospect.complete('B', { email: 'late-erasure@example.com', consent: 'yes' })
  const link = `/assessment/results/${await tokenTo('late-erasure@example.com')}`
  const id = path.split('/').at(-1)!
  await worker.db
    .$executeRaw`UPDATE assessments SET "createdAt" = now() - interval '31 days' WHERE id = ${id}`
  await worker.runJob('enforce_retention')
  expect((await worker.db.assessment.findUniqueOrThrow({ where: { id } })).email).toBeNull()
  expect((await visitor().open(link)).status).toBe(200)

  const person = visitor()
  const confirm = await askForPrivacyLink(worker.db, person, 'late-erasure@example.com', 'erase')
  expectRedirect(await person.post(confirm, { action: 'erase' }))

  expect((await visitor().open(link)).status).toBe(404)
  expect((await prospect.get(path)).status).toBe(404)
})

import { expect, test } from 'vitest'
import { type RememberedVisitor, readVisitor, writeVisitor } from '#app/web/visitor-cookie.server.ts'
import { scrubAssessments } from '#app/data/privacy/retention.server.ts'
import { action as start } from '#app/routes/assessment.start/route.tsx'
import { action as addContact, loader as showResults } from '#app/routes/assessment.results.$id/route.tsx'
import { action as saveStep, loader as showStep } from '#app/routes/assessment.step.$step/route.tsx'
import { answerAll } from '#tests/factories/answers.ts'
import { CONTACT_EVIDENCE } from '#tests/factories/consent.ts'
import { createTestAssessment, NO_CONTACT } from '#tests/factories/assessments.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { TREATMENT } from '#tests/helpers/experiments.ts'
import { createRouteContext, formPost, responseOf } from '#tests/helpers/route-context.ts'
import { answersOf } from '#tests/helpers/visitor.ts'
import { TEST_SECRET } from '#tests/helpers/worker.ts'

const database = await useTestDatabase()

const newContext = () => createRouteContext(database.db, database.url)

/** The Cookie header of a browser that remembers these sessions, the newest first. */
async function cookieOf(...sessions: string[]): Promise<string> {
  return (await writeVisitor({ sessions }, [TEST_SECRET], new Date())).split(';')[0]!
}

async function visitorIn(response: Response): Promise<RememberedVisitor> {
  const cookie = response.headers.get('Set-Cookie')!.split(';')[0]!
  const request = new Request('https://quiz.example.com', { headers: { Cookie: cookie } })
  const read = await readVisitor(request, [TEST_SECRET], new Date())
  if (read.state !== 'valid') throw new Error(`The cookie that was set is ${read.state}`)
  return read.visitor
}

/** A session with all steps but the last, and consented contact details unless told. */
async function atLastStep(contact = true) {
  return createTestAssessmentSession(database.db, {
    sessionId: 'session-at-its-last-step',
    currentStep: 3,
    responses: answerAll('C'),
    ...(contact && { email: 'lead@example.com', consentAt: new Date(), ...CONTACT_EVIDENCE }),
  })
}

test('a start sets a cookie for this host alone, which scripts cannot read', async () => {
  const { context } = newContext()
  const request = formPost('/assessment/start', { referrer: 'https://news.example.org/today?user=7' })
  const response = await responseOf(() => start({ request, context, params: {} }))
  expect(response.headers.get('Location')).toBe('/assessment/step/1')
  expect(response.headers.get('Set-Cookie')).toMatch(
    /^__Host-scorecard=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  const { sessions } = await visitorIn(response)
  expect(await database.db.assessmentSession.findMany()).toMatchObject([
    { sessionId: sessions[0], abTestVariant: null, referrerSource: 'https://news.example.org/' },
  ])
})

test('a browser remembers its last five assessments, and keeps its variant', async () => {
  const { context } = newContext()
  const known = ['e', 'd', 'c', 'b', 'a'].map((letter) => letter.repeat(32))
  const cookie = (
    await writeVisitor({ sessions: known, variant: TREATMENT.key }, [TEST_SECRET], new Date())
  ).split(';')[0]!
  const response = await responseOf(() =>
    start({ request: formPost('/assessment/start', {}, cookie), context, params: {} }),
  )
  const { sessions, variant } = await visitorIn(response)
  expect(sessions).toHaveLength(5)
  expect(sessions.slice(1)).toEqual(known.slice(0, 4))
  expect(variant).toBe(TREATMENT.key)
})

test('the last step asks for one sync and one e-mail, in the background', async () => {
  const { sessionId } = await atLastStep()
  const { context, background, lines } = newContext()
  const request = formPost('/assessment/step/4', answersOf(4, 'C'), await cookieOf(sessionId))
  const response = await responseOf(() => saveStep({ request, context, params: { step: '4' } }))
  const { id } = await database.db.assessment.findFirstOrThrow()
  const message = await database.db.emailMessage.findFirstOrThrow()
  expect(response.headers.get('Location')).toBe(`/assessment/results/${id}`)
  expect(background).toEqual([
    ['syncLead', id],
    ['deliverEmail', message.id],
  ])
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    { level: 'info', event: 'assessment_completed', queued: true },
  ])
})

test('the last step sent again finds the result and asks for nothing more', async () => {
  const { sessionId } = await atLastStep()
  const cookie = await cookieOf(sessionId)
  const send = (to: ReturnType<typeof newContext>) =>
    responseOf(() =>
      saveStep({
        request: formPost('/assessment/step/4', answersOf(4, 'C'), cookie),
        context: to.context,
        params: { step: '4' },
      }),
    )
  const first = await send(newContext())
  const again = newContext()
  const second = await send(again)
  expect(second.headers.get('Location')).toBe(first.headers.get('Location'))
  expect(again.background).toEqual([])
})

test('without contact details the last step asks for nothing in the background', async () => {
  const { sessionId } = await atLastStep(false)
  const { context, background } = newContext()
  const request = formPost('/assessment/step/4', answersOf(4, 'C'), await cookieOf(sessionId))
  expect((await responseOf(() => saveStep({ request, context, params: { step: '4' } }))).status).toBe(302)
  expect(background).toEqual([])
})

test('a last step with answers missing from an earlier one leads back to that step', async () => {
  const { customer_safe_2: _, ...responses } = answerAll('C')
  const { sessionId } = await createTestAssessmentSession(database.db, {
    sessionId: 'session-with-a-gap-in-it',
    currentStep: 3,
    responses,
  })
  const { context } = newContext()
  const request = formPost('/assessment/step/4', answersOf(4, 'C'), await cookieOf(sessionId))
  const response = await responseOf(() => saveStep({ request, context, params: { step: '4' } }))
  expect(response.headers.get('Location')).toBe('/assessment/step/2')
  expect(await database.db.assessment.count()).toBe(0)
})

test('an address that is taken out of the form again is forgotten with its consent, and leads nowhere', async () => {
  const { sessionId } = await atLastStep()
  const { context, background } = newContext()
  const fields = { ...answersOf(4, 'C'), email_stored: 'yes', email: '' }
  const request = formPost('/assessment/step/4', fields, await cookieOf(sessionId))
  expect((await responseOf(() => saveStep({ request, context, params: { step: '4' } }))).status).toBe(302)
  expect(await database.db.assessment.findFirstOrThrow()).toMatchObject({ email: null, consentAt: null })
  expect(background).toEqual([])
})

test('a page from before the address was given does not take it away', async () => {
  const { sessionId } = await atLastStep()
  const { context } = newContext()
  const fields = { ...answersOf(4, 'C'), email: '' }
  const request = formPost('/assessment/step/4', fields, await cookieOf(sessionId))
  await responseOf(() => saveStep({ request, context, params: { step: '4' } }))
  expect(await database.db.assessment.findFirstOrThrow()).toMatchObject({ email: 'lead@example.com' })
})

test('the page of a step has no session id on it', async () => {
  const { sessionId } = await atLastStep()
  const { context } = newContext()
  const request = new Request('https://quiz.example.com/assessment/step/2', {
    headers: { Cookie: await cookieOf(sessionId) },
  })
  const page = await (await responseOf(() => showStep({ request, context, params: { step: '2' } }))).text()
  expect(page).toContain('customer_safe_1')
  expect(page).toContain('"emailStored":true')
  expect(page).not.toContain(sessionId)
})

test('results without an e-mail say the first step, and of the others where they are and not what they are', async () => {
  const { id, sessionId, recommendations } = await createTestAssessment(database.db, {
    ...NO_CONTACT,
    sessionId: 'session-without-contact',
  })
  const { context } = newContext()
  const request = new Request(`https://quiz.example.com/assessment/results/${id}`, {
    headers: { Cookie: await cookieOf(sessionId) },
  })
  const page = (await (
    await responseOf(() => showResults({ request, context, params: { id } }))
  ).json()) as object
  expect(page).toMatchObject({ results: { score: 75, recommendations: { items: [{}] } } })
  const [free, ...locked] = recommendations.map((stored) => stored.split('|').at(-1)!.trim())
  expect(JSON.stringify(page)).toContain(free)
  expect(locked.length).toBeGreaterThan(2)
  for (const action of locked) expect(JSON.stringify(page)).not.toContain(action)
})

test('contact details after the retention period are stored nowhere: the results are nobody’s browser’s any more', async () => {
  const { db } = database
  const { id, sessionId } = await createTestAssessment(db, {
    ...NO_CONTACT,
    createdAt: new Date('2026-01-01'),
  })
  await scrubAssessments(db, { cutoff: '2026-02-01', after: null, limit: 10 })
  const { context, background } = newContext()
  const fields = { email: 'late@example.com', consent: 'yes' }
  const request = formPost(`/assessment/results/${id}`, fields, await cookieOf(sessionId))
  expect((await responseOf(() => addContact({ request, context, params: { id } }))).status).toBe(404)
  expect(await db.assessment.count({ where: { email: 'late@example.com' } })).toBe(0)
  expect(background).toEqual([])
})

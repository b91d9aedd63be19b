import { afterAll, beforeAll, expect, test } from 'vitest'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { CONTACT_EVIDENCE, RESULTS_EVIDENCE } from '#tests/factories/consent.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { action as saveAnswers } from '#app/routes/assessment.step.$step_.answers.tsx'
import { action as submitStep, loader as openStep } from '#app/routes/assessment.step.$step/route.tsx'
import { action as addContact, loader as openResults } from '#app/routes/assessment.results.$id/route.tsx'
import type { ResultsView } from '#app/routes/assessment.results.$id/results-view.server.ts'
import { loader as health } from '#app/routes/health.tsx'
import { generateSessionId } from '#app/platform/random.server.ts'
import { NO_CONTACT, createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { type TestDatabase, createTestDatabase } from '#tests/helpers/database.ts'
import { type RouteContext, type RouteRequest, call, createRouteContext } from '#tests/helpers/route-call.ts'
import { answersOf } from '#tests/helpers/visitor.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

const context = () => createRouteContext(database.db)
/** A session that has just started, with an id as long as real ones, which the cookie insists on. */
const underWay = (data: Parameters<typeof createTestAssessmentSession>[1] = {}) =>
  createTestAssessmentSession(database.db, { sessionId: generateSessionId(), ...data })

const LAST = QUIZ.areas.length
const owner = ({ sessionId }: { sessionId: string }) => ({ sessions: [sessionId] })

function atStep(step: number, request: RouteRequest = {}): [string, RouteRequest] {
  return [`/assessment/step/${step}`, { ...request, params: { step: String(step) } }]
}

function atResults(id: string, request: RouteRequest = {}, query = ''): [string, RouteRequest] {
  return [`/assessment/results/${id}${query}`, { ...request, params: { id } }]
}

const beforeLastStep = () => underWay({ currentStep: LAST - 1, responses: answerAll('D') })

test('a step leads elsewhere when it is not its turn: to the start, the next step, or the result', async () => {
  const session = await underWay()
  const done = await createTestAssessment(database.db)
  const location = async (...args: [string, RouteRequest]) =>
    (await call(openStep, context(), ...args)).headers.get('Location')
  expect(await location(...atStep(1))).toBe('/')
  expect(await location(...atStep(3, { visitor: owner(session) }))).toBe('/assessment/step/1')
  expect(await location(...atStep(2, { visitor: owner(done) }))).toBe(`/assessment/results/${done.id}`)
})

test('consent on a step is stored with the version and hash of the text that was shown', async () => {
  const session = await underWay()
  const form = { ...answersOf(1, 'B'), email: 'Evidence@Example.com', consent: CONSENT.version }
  const response = await call(submitStep, context(), ...atStep(1, { form, visitor: owner(session) }))
  expect(response.headers.get('Location')).toBe('/assessment/step/2')
  expect(
    await database.db.assessmentSession.findUniqueOrThrow({ where: { sessionId: session.sessionId } }),
  ).toMatchObject({
    email: 'evidence@example.com',
    ...CONTACT_EVIDENCE,
    consentAt: expect.any(Date) as Date,
  })
})

test('consent to a text that was never shown is none', async () => {
  const session = await underWay()
  const form = { ...answersOf(1, 'B'), email: 'never@example.com', consent: '1999-01-01' }
  const response = await call(submitStep, context(), ...atStep(1, { form, visitor: owner(session) }))
  expect(response.headers.get('Location')).toBe('/assessment/step/2')
  expect(
    await database.db.assessmentSession.findFirstOrThrow({ where: { email: 'never@example.com' } }),
  ).toMatchObject(RESULTS_EVIDENCE)
})

test('completion hands lead and e-mail over once, whoever posts again', async () => {
  const session = await beforeLastStep()
  const form = { ...answersOf(LAST, 'D'), email: 'once@example.com', consent: CONSENT.version }
  const first = context()
  const completed = await call(submitStep, first, ...atStep(LAST, { form, visitor: owner(session) }))
  const location = completed.headers.get('Location')!
  const id = location.split('/').at(-1)!
  expect(location).toBe(`/assessment/results/${id}`)
  expect(first.handedOver).toEqual([`lead ${id}`, expect.stringMatching(/^email /)])
  const second = context()
  const repeated = await call(submitStep, second, ...atStep(LAST, { form, visitor: owner(session) }))
  expect(repeated.headers.get('Location')).toBe(location)
  expect(second.handedOver).toEqual([])
})

test('completion without an e-mail hands nothing over', async () => {
  const session = await beforeLastStep()
  const silent = context()
  const request = { form: answersOf(LAST, 'D'), visitor: owner(session) }
  expect((await call(submitStep, silent, ...atStep(LAST, request))).status).toBe(302)
  expect(silent.handedOver).toEqual([])
})

test('contact details on the results page: consent evidence, redirect, lead and e-mail handed over', async () => {
  const { id, sessionId } = await createTestAssessment(database.db, NO_CONTACT)
  const posting = context()
  const form = { email: 'results@example.com', consent: CONSENT.version }
  const saved = await call(
    addContact,
    posting,
    ...atResults(id, { form, visitor: { sessions: [sessionId] } }),
  )
  expect(saved.headers.get('Location')).toBe(`/assessment/results/${id}?saved#next-steps`)
  expect(posting.handedOver).toEqual([`lead ${id}`, expect.stringMatching(/^email /)])
  expect(await database.db.assessment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    email: 'results@example.com',
    ...CONTACT_EVIDENCE,
  })
})

test('a form for contact details that was sent empty asks for what is missing, and thanks nobody', async () => {
  const anonymous = await createTestAssessment(database.db, NO_CONTACT)
  const named = await createTestAssessment(database.db, { phone: null })
  const known = await createTestAssessment(database.db, { firstName: null, lastName: null, company: null })
  const sendEmpty = async (assessment: { id: string; sessionId: string }, form: Record<string, string>) => {
    const posting = context()
    const request = { form, visitor: owner(assessment) }
    const response = await call(addContact, posting, ...atResults(assessment.id, request))
    expect(posting.handedOver).toEqual([])
    expect(response.status).toBe(422)
    const { notice, results } = (await response.json()) as ResultsView
    expect(notice).toBeNull()
    return results.contact?.errors
  }
  const email = { email: 'Enter your e-mail address.' }
  expect(await sendEmpty(anonymous, { email: '' })).toEqual(email)
  expect(await sendEmpty(anonymous, { email: ' ', consent: CONSENT.version })).toEqual(email)
  expect(await sendEmpty(named, { phone: '' })).toEqual({ phone: 'Enter your phone number.' })
  expect(await sendEmpty(known, { firstName: '', lastName: '', company: '' })).toEqual({
    firstName: 'Enter your first name.',
    lastName: 'Enter your last name.',
    company: 'Enter your company.',
  })
})

test('results open for any of the five sessions in the cookie, and for nobody else', async () => {
  const { id, sessionId } = await createTestAssessment(database.db)
  const others = ['another-session-1', 'another-session-2', 'another-session-3', 'another-session-4']
  const status = async (sessions: string[]) =>
    (await call(openResults, context(), ...atResults(id, { visitor: { sessions } }))).status
  expect(await status([...others, sessionId])).toBe(200)
  expect(await status(others)).toBe(404)
  expect((await call(openResults, context(), ...atResults(id))).status).toBe(404)
})

test('details for a result whose retention is over find nothing, and nothing is stored', async () => {
  const { id, sessionId } = await createTestAssessment(database.db, {
    createdAt: new Date('2026-01-01T00:00:00Z'),
  })
  await database.db.$executeRaw`SELECT scrub_expired_pii(interval '30 days', 1000)`
  const posting = context()
  const form = { email: 'late@example.com', consent: CONSENT.version }
  const response = await call(
    addContact,
    posting,
    ...atResults(id, { form, visitor: { sessions: [sessionId] } }),
  )
  expect(response.status).toBe(404)
  expect(posting.handedOver).toEqual([])
  expect(await database.db.assessment.count({ where: { email: 'late@example.com' } })).toBe(0)
})

test('a save by the browser script says in JSON what became of it', async () => {
  const session = await underWay()
  const done = await createTestAssessment(database.db)
  const answer = { value_assurance_1: 'A' }
  const save = async (step: number, request: RouteRequest, at: RouteContext = context()) => {
    const response = await call(saveAnswers, at, ...atStep(step, request))
    return [response.status, (await response.json()) as unknown]
  }
  const forged = { form: answer, headers: { Cookie: '__Host-scorecard=forged' } }
  const away = createNodeClient('postgresql://nobody:nothing@127.0.0.1:1/nowhere')
  try {
    expect(await save(1, { form: answer, visitor: owner(session) })).toEqual([200, { saved: true }])
    expect(await save(9, { form: answer, visitor: owner(session) })).toEqual([404, { saved: false }])
    expect(await save(1, { form: answer })).toEqual([410, { saved: false, expired: true }])
    expect(await save(1, forged)).toEqual([400, { saved: false, expired: true }])
    expect(await save(3, { form: { risk_compliance_1: 'A' }, visitor: owner(session) })).toEqual([
      409,
      { saved: false },
    ])
    expect(await save(1, { form: { value_assurance_1: 'F' }, visitor: owner(session) })).toMatchObject([
      422,
      { saved: false },
    ])
    expect(await save(1, { form: answer, visitor: owner(done) })).toEqual([
      409,
      { saved: false, results: `/assessment/results/${done.id}` },
    ])
    expect(await save(1, { form: answer, visitor: owner(session) }, createRouteContext(away))).toEqual([
      503,
      { saved: false },
    ])
  } finally {
    await away.$disconnect()
  }
})

test('the health page is 503 and names the database when that is away', async () => {
  const away = createNodeClient('postgresql://nobody:nothing@127.0.0.1:1/nowhere')
  try {
    const response = await call(health, createRouteContext(away), '/health')
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({
      healthy: false,
      database: 'unreachable',
      problems: ['database'],
      see: { database: 'npm run db:migrate' },
    })
  } finally {
    await away.$disconnect()
  }
})

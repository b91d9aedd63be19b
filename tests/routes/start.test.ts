import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageWords } from '#app/content/variants.ts'
import { loader as landing } from '#app/routes/_index.tsx'
import { action as start, loader as openStart } from '#app/routes/assessment.start/route.tsx'
import { loader as step } from '#app/routes/assessment.step.$step/route.tsx'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { nextNumber } from '#tests/factories/counter.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { type TestDatabase, createTestDatabase } from '#tests/helpers/database.ts'
import { type RouteRequest, call, createRouteContext, visitorOf } from '#tests/helpers/route-call.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

const context = () => createRouteContext(database.db)

interface LandingData {
  texts: { headline: string }
  hiddenFields: { referrer: string }
  visit?: { kind: string; href: string }
}

const dataOf = async (response: Response) => (await response.json()) as LandingData

/** A start from a network of its own, so that tests do not share a rate limit. */
async function started(given: RouteRequest = { form: {} }) {
  const headers = { 'CF-Connecting-IP': `192.0.2.${nextNumber()}`, ...given.headers }
  const request = { ...given, headers }
  const response = await call(start, context(), '/assessment/start', request)
  const visitor = await visitorOf(response, context())
  const sessionId = visitor!.sessions[0]!
  const session = await database.db.assessmentSession.findUniqueOrThrow({ where: { sessionId } })
  return { response, visitor: visitor!, session }
}

test('while no test runs everybody is shown the page as it stands, without a cookie, and nothing names a variant', async () => {
  const first = await call(landing, context(), '/')
  const { texts, hiddenFields } = await dataOf(first)
  expect(first.headers.getSetCookie()).toEqual([])
  expect(texts).toEqual(pageWords(null, QUIZ))
  expect(hiddenFields).not.toHaveProperty('variant')
  expect((await started({ form: hiddenFields })).session.abTestVariant).toBeNull()
})

test('where the visitor came from travels from the landing page to the session, cleaned', async () => {
  const Referer = 'https://search.example.org/find?q=kim@example.com&utm_source=news'
  const { hiddenFields } = await dataOf(
    await call(landing, context(), '/?utm_medium=email', { headers: { Referer } }),
  )
  const cleaned = 'https://search.example.org/?utm_source=news&utm_medium=email'
  expect(hiddenFields).toMatchObject({ referrer: cleaned })
  const own = { Referer: 'https://scorecard.example.com/' }
  const { session } = await started({ form: hiddenFields, headers: own })
  expect(session.referrerSource).toBe(cleaned)
})

test('one of our own pages is no source, and neither is a form without one', async () => {
  const headers = { Referer: 'https://scorecard.example.com/privacy' }
  const { hiddenFields } = await dataOf(await call(landing, context(), '/', { headers }))
  expect(hiddenFields).toMatchObject({ referrer: '' })
  expect((await started({ form: hiddenFields, headers })).session.referrerSource).toBeNull()
  expect((await started({ form: {}, headers })).session.referrerSource).toBeNull()
})

test('a campaign that leads to a page inside is carried to the start page, without what may name a person', async () => {
  const tags = 'utm_source=x&utm_campaign=q4'
  for (const [loader, path] of [
    [step, '/assessment/step/1'],
    [openStart, '/assessment/start'],
  ] as const) {
    const params = { step: '1' }
    const response = await call(loader, context(), `${path}?${tags}&utm_term=First%20Last&next=//x.example`, {
      params,
    })
    expect(response.headers.get('Location')).toBe(`/?${tags}`)
  }
})

test('a referrer that was tampered with in the form is cleaned like any other', async () => {
  const form = { referrer: 'https://example.com/kim@example.com?token=secret' }
  expect((await started({ form })).session.referrerSource).toBe('https://example.com/')
})

test('the cookie remembers the five newest assessments, newest first', async () => {
  let { visitor } = await started()
  const ids = [visitor.sessions[0]!]
  for (let more = 0; more < 5; more += 1) {
    visitor = (await started({ form: {}, visitor })).visitor
    ids.unshift(visitor.sessions[0]!)
  }
  expect(new Set(ids).size).toBe(6)
  expect(visitor.sessions).toEqual(ids.slice(0, 5))
})

test('an assessment under way is offered on the landing page at the step that comes next', async () => {
  const { visitor, session } = await started()
  const { sessionId } = session
  const offered = async () => (await dataOf(await call(landing, context(), '/', { visitor }))).visit
  expect(await offered()).toEqual({ kind: 'under_way', href: '/assessment/step/1', questionsLeft: 16 })
  await database.db.assessmentSession.update({ where: { sessionId }, data: { currentStep: 4 } })
  expect(await offered()).toMatchObject({ kind: 'under_way', href: '/assessment/step/4' })
  await database.db.$executeRaw`
    UPDATE assessment_sessions SET "expiresAt" = now() - interval '1 second' WHERE "sessionId" = ${sessionId}`
  expect(await offered()).toBeUndefined()
})

test('without its database the landing page is there, and steps and starts are a 503 with Retry-After', async () => {
  const away = createNodeClient('postgresql://nobody:nothing@127.0.0.1:1/nowhere')
  try {
    const visitor = { sessions: ['a-session-that-may-be-there'] }
    const page = await call(landing, createRouteContext(away), '/', { visitor })
    expect(page.status).toBe(200)
    // It offers what its cookie says for certain: the last step leads to where one is.
    expect((await dataOf(page)).visit).toEqual({ kind: 'started', href: '/assessment/step/4' })
    const answers = [
      await call(start, createRouteContext(away), '/assessment/start', { form: {} }),
      await call(step, createRouteContext(away), '/assessment/step/1', { params: { step: '1' }, visitor }),
    ]
    for (const response of answers) {
      expect(response.status).toBe(503)
      expect(response.headers.get('Retry-After')).toBe('30')
      expect(await response.json()).toEqual({ retryAfterSeconds: 30 })
    }
  } finally {
    await away.$disconnect()
  }
})

test('somebody who opens the address of the start itself is shown the landing page', async () => {
  const response = await call(openStart, context(), '/assessment/start')
  expect(response.headers.get('Location')).toBe('/')
})

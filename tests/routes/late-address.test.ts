import { afterAll, beforeAll, expect, test } from 'vitest'
import { EXPERIMENTS } from '#app/content/experiments.ts'
import { action as post, loader as step } from '#app/routes/assessment.step.$step/route.tsx'
import { generateSessionId } from '#app/platform/random.server.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { type TestDatabase, createTestDatabase } from '#tests/helpers/database.ts'
import { call, createRouteContext } from '#tests/helpers/route-call.ts'

const late = EXPERIMENTS.flatMap(({ variants }) => variants).find(
  ({ changes }) => changes.askAddress === 'results',
)!

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

async function asksAddress(overrides: { abTestVariant: string | null; email?: string }, at = 2) {
  const { sessionId } = await createTestAssessmentSession(database.db, {
    sessionId: generateSessionId(),
    email: null,
    currentStep: 3,
    ...overrides,
  })
  const visitor = { sessions: [sessionId] }
  const response = await call(step, createRouteContext(database.db), `/assessment/step/${at}`, {
    params: { step: `${at}` },
    visitor,
  })
  const { form } = (await response.json()) as { form: { asksAddress: boolean; assessmentKey: string } }
  return { ...form, visitor }
}

test('a variant may leave the address to the results page, after the stop of its test as well', async () => {
  expect((await asksAddress({ abTestVariant: late.key })).asksAddress).toBe(false)
  expect((await asksAddress({ abTestVariant: `${late.key}:chosen` })).asksAddress).toBe(false)
  for (const abTestVariant of [null, 'gone:late', EXPERIMENTS[0]!.variants[0].key])
    expect((await asksAddress({ abTestVariant })).asksAddress).toBe(true)
})

test('the steps ask for an address once, and not before there is a verdict', async () => {
  const asked = [1, 2, 3, 4].map((at) => asksAddress({ abTestVariant: null }, at))
  expect((await Promise.all(asked)).map((form) => form.asksAddress)).toEqual([false, true, false, false])
})

test('an address that was given can be changed on the steps, whatever the variant', async () => {
  for (const at of [1, 2, 3, 4]) {
    const form = await asksAddress({ abTestVariant: late.key, email: 'ada@example.com' }, at)
    expect(form.asksAddress).toBe(true)
  }
})

test('a form without an address comes back without one', async () => {
  const { visitor, assessmentKey } = await asksAddress({ abTestVariant: late.key })
  const context = createRouteContext(database.db)
  const request = { params: { step: '1' }, visitor }
  const form = { assessment: assessmentKey, address: 'later' }
  const refused = await call(post, context, '/assessment/step/1', { ...request, form })
  expect(refused.status).toBe(422)
  expect(await refused.json()).toMatchObject({ form: { asksAddress: false } })
})

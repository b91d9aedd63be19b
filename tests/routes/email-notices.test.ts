import { expect, test } from 'vitest'
import { pauseOperation } from '#app/data/pauses.server.ts'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { generateSessionId } from '#app/platform/random.server.ts'
import { loader as openResults } from '#app/routes/assessment.results.$id/route.tsx'
import type { ResultsView } from '#app/routes/assessment.results.$id/results-view.server.ts'
import { action as submitStep, loader as openStep } from '#app/routes/assessment.step.$step/route.tsx'
import type { StepView } from '#app/routes/assessment.step.$step/step-view.server.ts'
import { loader as showPrivacy } from '#app/routes/privacy._index/route.tsx'
import type { PrivacyPageProps } from '#app/components/privacy-page.tsx'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { call, createRouteContext } from '#tests/helpers/route-call.ts'

const database = await useTestDatabase()

const FIRST = { params: { step: '1' } }

async function underWay() {
  const { sessionId } = await createTestAssessmentSession(database.db, { sessionId: generateSessionId() })
  return { sessionId, visitor: { sessions: [sessionId] } }
}

/** Asks for the link that carries on a session elsewhere. */
async function askForLink(
  email: string,
  { visitor }: Awaited<ReturnType<typeof underWay>>,
  network = '198.51.100.1',
) {
  const context = createRouteContext(database.db, { MAIL_CAP_ADDRESS_PER_DAY: '5' })
  const form = { email, consent: CONSENT.version, intent: 'resume_link' }
  const headers = { 'CF-Connecting-IP': network }
  const response = await call(submitStep, context, '/assessment/step/1', { ...FIRST, form, visitor, headers })
  return { response, context }
}

test('the sixth link for one address in a day is refused in plain words, and the answers are saved', async () => {
  const { db } = database
  for (let asked = 0; asked < 5; asked += 1) {
    const { response, context } = await askForLink('often@example.com', await underWay())
    expect(response.headers.get('Location')).toBe('/assessment/step/1?link-sent')
    expect(context.handedOver).toHaveLength(1)
  }
  const latecomer = await underWay()

  const { response, context } = await askForLink('often@example.com', latecomer)

  expect(response.status).toBe(429)
  expect(context.handedOver).toEqual([])
  expect(await db.emailMessage.count()).toBe(5)
  expect(await db.accessLink.count({ where: { sessionId: latecomer.sessionId } })).toBe(0)
  expect(await response.text()).toContain('No link was sent')
  const kept = await db.assessmentSession.findUniqueOrThrow({ where: { sessionId: latecomer.sessionId } })
  expect(kept.email).toBe('often@example.com')
})

test('how many links others had for an address is told to nobody', async () => {
  for (let asked = 0; asked < 5; asked += 1) {
    await askForLink('often@example.com', await underWay(), `198.51.100.${asked}`)
  }

  const { response } = await askForLink('often@example.com', await underWay(), '203.0.113.1')

  expect(response.headers.get('Location')).toBe('/assessment/step/1?link-sent')
})

test('asking again for a link that is still to be sent is no sixth one', async () => {
  const asking = await underWay()
  for (let asked = 0; asked < 4; asked += 1) await askForLink('often@example.com', await underWay())
  await askForLink('often@example.com', asking)

  const { response } = await askForLink('often@example.com', asking)

  expect(response.headers.get('Location')).toBe('/assessment/step/1?link-sent')
})

test.each([
  ['waits for its first attempt', {}, 'We are sending a link to your inbox'],
  ['was sent', { status: 'completed', completedAt: new Date() }, 'A link was sent to your inbox'],
  [
    'waits for a cap',
    { lastError: 'network_cap', deferredUntil: new Date('2100-01-01') },
    'Your link will be sent later',
  ],
  ['waits for the provider', { lastError: 'server_error' }, 'Your link will be sent later'],
  ['was refused', { status: 'dead', lastError: 'address_refused' }, 'We could not send your link'],
  ['was skipped', { status: 'skipped', lastError: 'address_cap' }, 'We could not send your link'],
])('the page promises of a link that %s what its row says', async (_what, row, title) => {
  const asking = await underWay()
  await askForLink('ada@example.com', asking)
  await database.db.emailMessage.updateMany({ data: row })

  const page = await call(openStep, createRouteContext(database.db), '/assessment/step/1?link-sent', {
    ...FIRST,
    visitor: asking.visitor,
  })

  expect(((await page.json()) as StepView).notice?.title).toBe(title)
})

test('the page of a step promises nothing where no link was asked for', async () => {
  const { visitor } = await underWay()
  const page = await call(openStep, createRouteContext(database.db), '/assessment/step/1?link-sent', {
    ...FIRST,
    visitor,
  })
  expect(((await page.json()) as StepView).notice).toBeNull()
})

test.each([
  ['pending', null, /^We are e-mailing/],
  ['pending', 'network_cap', /^We will e-mail .* longer than usual/],
  ['pending', 'key_refused', /^We will e-mail .* longer than usual/],
  ['sent', null, /^We have e-mailed/],
  ['failed', 'address_refused', /your address was refused/],
  ['failed', 'outcome_unknown', /^We could not e-mail/],
  ['skipped', 'address_cap', /only a few e-mails to one address/],
  ['skipped', 'already_sent', /had results before.* save your address here once more\.$/],
])(
  'the results page says of an e-mail that is %s (%s) what became of it',
  async (emailDeliveryStatus, emailDeliveryError, words) => {
    const { id, sessionId } = await createTestAssessment(database.db, {
      sessionId: generateSessionId(),
      email: 'ada@example.com',
      emailDeliveryStatus,
      emailDeliveryError,
    })
    const page = await call(openResults, createRouteContext(database.db), `/assessment/results/${id}`, {
      params: { id },
      visitor: { sessions: [sessionId] },
    })
    expect(((await page.json()) as ResultsView).results.delivery).toMatch(words)
  },
)

test('the page on privacy promises no link for now while nothing is sent', async () => {
  const title = async () => {
    const page = await call(showPrivacy, createRouteContext(database.db), '/privacy?sent')
    return ((await page.json()) as PrivacyPageProps).message?.title
  }
  expect(await title()).toBe('Check your inbox')
  await pauseOperation(database.db, {
    operation: 'mail',
    reason: 'key_refused',
    evidence: 'key_refused (400)',
    seconds: 60,
  })
  expect(await title()).toBe('Your link will be sent later')
})

import { beforeEach, expect, test } from 'vitest'
import {
  ADDRESSES_PER_ASSESSMENT,
  CONTACT_POSTS_PER_ASSESSMENT,
  CONTACT_POSTS_PER_NETWORK,
  OWN_LINK_POSTS_PER_ASSESSMENT,
  RESUME_LINKS_PER_NETWORK,
  SAVES_PER_SESSION,
} from '#app/domain/limits.ts'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { fillLimits, networkCounters, passLimitSeconds } from '#tests/helpers/full-limits.ts'
import { Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, started } = await useTestWorker()
beforeEach(async () => {
  await worker.db.$executeRaw`TRUNCATE assessments, assessment_sessions, email_messages, rate_limits CASCADE`
})

const consent = CONSENT.version

test('sixty contact posts from one browser make a handful of contacts, and say when to go on', async () => {
  const prospect = await started()
  const path = await prospect.complete('C')
  const responses = []
  for (let number = 0; number < 60; number++)
    responses.push(
      await prospect.post(path, {
        email: `person-${number}@example.com`,
        consent,
        firstName: `Ada ${number}`,
      }),
    )
  const saved = responses.filter(({ status }) => status === 302)
  const refused = responses.filter(({ status }) => status === 429)
  expect(saved).toHaveLength(ADDRESSES_PER_ASSESSMENT.times)
  expect(refused).toHaveLength(60 - ADDRESSES_PER_ASSESSMENT.times)
  const page = await refused[0]!.text()
  expect(page).toContain('Your details were changed many times')
  expect(page).toContain(`value="Ada ${ADDRESSES_PER_ASSESSMENT.times}"`)
  expect(Number(refused[0]!.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect(await worker.db.emailMessage.count()).toBe(ADDRESSES_PER_ASSESSMENT.times)
  expect(await worker.db.assessment.findFirstOrThrow()).toMatchObject({ email: 'person-4@example.com' })

  await passLimitSeconds(worker.db, ADDRESSES_PER_ASSESSMENT.seconds)
  expectRedirect(await prospect.post(path, { email: 'later@example.com', consent }))
})

test('who adds details little by little, and corrects them, meets no limit; who never stops does', async () => {
  const prospect = await started()
  const path = await prospect.complete('C')
  expectRedirect(await prospect.post(path, { email: 'ada@example.com', consent }))
  const post = (number: number) =>
    prospect.post(path, { firstName: 'Ada', lastName: 'Sample', company: `Works ${number}` })
  for (let number = 1; number < CONTACT_POSTS_PER_ASSESSMENT.times; number++)
    expectRedirect(await post(number))
  expect((await post(99)).status).toBe(429)
  const last = `Works ${CONTACT_POSTS_PER_ASSESSMENT.times - 1}`
  expect(await worker.db.assessment.findFirstOrThrow()).toMatchObject({ company: last })
})

test('twenty forms sent at once are one assessment’s twenty posts, each written', async () => {
  const prospect = await started()
  const path = await prospect.complete('C')
  const responses = await Promise.all(
    Array.from({ length: CONTACT_POSTS_PER_ASSESSMENT.times }, () =>
      prospect.post(path, { email: 'ada@example.com', consent }),
    ),
  )
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([302]))
})

test('whoever makes and ends links without end is told when to go on, and the link that there is stays', async () => {
  const prospect = await started()
  const path = await prospect.complete('C')
  const { times, seconds } = OWN_LINK_POSTS_PER_ASSESSMENT
  for (let number = 1; number < times; number++)
    expectRedirect(await prospect.post(path, { intent: number % 2 === 0 ? 'stop_sharing' : 'share' }))
  expectRedirect(await prospect.post(path, { intent: 'keep_link' }))
  for (const intent of ['share', 'stop_sharing', 'keep_link', 'end_kept_link', 'ask_team']) {
    const refused = await prospect.post(path, { intent })
    expect(refused.status).toBe(429)
    expect(await refused.text()).toContain('Too many attempts')
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
  }
  expect(await worker.db.accessLink.count()).toBe(2)
  expect(await worker.db.team.count()).toBe(0)

  await passLimitSeconds(worker.db, seconds)
  expectRedirect(await prospect.post(path, { intent: 'stop_sharing' }))
})

const save = (prospect: Visitor) => prospect.post('/assessment/step/1/answers', { value_assurance_1: 'B' })

test('a machine that saves without end is told when to try again, and what it sent before stays', async () => {
  const prospect = await started()
  for (let saves = 0; saves < SAVES_PER_SESSION.times; saves++)
    expect((await save(prospect)).status).toBe(200)
  const refused = await save(prospect)
  expect(refused.status).toBe(429)
  expect(await refused.json()).toEqual({ saved: false })
  const seconds = Number(refused.headers.get('Retry-After'))
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(SAVES_PER_SESSION.seconds)
  expect(await worker.db.assessmentSession.findFirstOrThrow()).toMatchObject({
    responses: { value_assurance_1: 'B' },
  })

  const form = await prospect.post('/assessment/step/1', answersOf(1, 'D'))
  expect(form.status).toBe(429)
  const page = await form.text()
  expect(page).toContain('That was a lot in a short time')
  expect(page.match(/checked=""/g)).toHaveLength(4)

  await passLimitSeconds(worker.db, SAVES_PER_SESSION.seconds)
  expectRedirect(await prospect.post('/assessment/step/1', answersOf(1, 'D')), '/assessment/step/2')
})

test('a background save, a step and contact details each cost no statement more for their limits', async () => {
  const prospect = await started()
  const statements = async (work: () => Promise<unknown>) => {
    const before = worker.gateway.stats().statements
    await work()
    return worker.gateway.stats().statements - before
  }
  expect(await statements(() => save(prospect))).toBe(1)
  expect(await statements(() => prospect.post('/assessment/step/1', answersOf(1, 'B')))).toBe(1)
  for (const step of [2, 3]) await prospect.post(`/assessment/step/${step}`, answersOf(step, 'B'))
  let path = ''
  expect(
    await statements(
      async () => (path = expectRedirect(await prospect.post('/assessment/step/4', answersOf(4, 'B')))),
    ),
  ).toBe(2)
  // What is shown is read, then written.
  expect(await statements(() => prospect.post(path, { email: 'ada@', consent }))).toBe(1)
})

test('the counters name nobody: neither session, nor assessment, nor network', async () => {
  const prospect = await started()
  const path = await prospect.complete('C')
  await prospect.post(path, { email: 'ada@example.com', consent })
  const keys = JSON.stringify(await worker.db.rateLimit.findMany())
  const { id, sessionId } = await worker.db.assessment.findFirstOrThrow()
  for (const secret of [id, sessionId, '192.0.2.', 'ada@']) expect(keys).not.toContain(secret)
})

test('whoever changes their /64 with each link to carry on meets the limit by the /48', async () => {
  const [, site] = await networkCounters('resume', '2001:db8:9:1::1', RESUME_LINKS_PER_NETWORK)
  await fillLimits(worker.db, [site!], 1)
  const ask = async (network: string) => {
    const prospect = new Visitor(worker.url, { 'CF-Connecting-IP': `2001:db8:9:${network}::1` })
    await prospect.start()
    const fields = { intent: 'resume_link', email: `person-${network}@example.com` }
    return prospect.post('/assessment/step/1', fields)
  }
  expectRedirect(await ask('2'))
  const refused = await ask('3')
  expect(await refused.text()).toContain('We have sent many links to your network recently')
  expect(await worker.db.emailMessage.count()).toBe(1)
})

test('somebody in a busy office is not told that they changed their details many times', async () => {
  const address = '198.51.100.7'
  await fillLimits(worker.db, await networkCounters('contact-network', address, CONTACT_POSTS_PER_NETWORK))
  const prospect = new Visitor(worker.url, { 'CF-Connecting-IP': address })
  await prospect.start()
  const refused = await prospect.post(await prospect.complete('C'), { email: 'ada@example.com', consent })
  expect(refused.status).toBe(429)
  const page = await refused.text()
  expect(page).toContain('Many people on your network have given details')
  expect(page).not.toContain('were changed many times')
  expect(page).toContain('value="ada@example.com"')
})

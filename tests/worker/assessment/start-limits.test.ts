import { beforeEach, expect, test } from 'vitest'
import { waitInWords } from '#app/domain/duration.ts'
import { CHALLENGE, STARTS_PER_NETWORK } from '#app/domain/limits.ts'
import { answerChallenge } from '#tests/helpers/challenge-page.ts'
import { fillLimits, networkCounters, passLimitSeconds, useUpStarts } from '#tests/helpers/full-limits.ts'
import { useTurnstile } from '#tests/helpers/turnstile.ts'
import { Visitor, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { cloudflare, settings } = await useTurnstile()
const { worker } = await useTestWorker()
const { worker: guarded } = await useTestWorker(settings)

beforeEach(async () => {
  for (const { db } of [worker, guarded])
    await db.$executeRaw`TRUNCATE assessment_sessions, rate_limits CASCADE`
})

const OFFICE = '203.0.113.9'
const from = (address: string, { url } = worker) => new Visitor(url, { 'CF-Connecting-IP': address })
const start = (visitor: Visitor, fields: Record<string, string> = {}) =>
  visitor.post('/assessment/start', fields)
const started = () => worker.db.assessmentSession.count()

/** The page that asks for a proof. */
async function challengePage(response: Response): Promise<string> {
  expect(response.status).toBe(429)
  const page = await response.text()
  expect(page).toContain('One moment before you start')
  return page
}

test('a boardroom of sixty starts from one network, at once; whoever comes after meets a challenge, whatever X-Forwarded-For says', async () => {
  const statuses = await Promise.all(
    Array.from({ length: 62 }, async (_, index) => {
      const { status } = await new Visitor(worker.url, {
        'CF-Connecting-IP': OFFICE,
        'X-Forwarded-For': `10.0.0.${index}`,
      }).post('/assessment/start')
      return status
    }),
  )
  expect(statuses.filter((status) => status === 302)).toHaveLength(STARTS_PER_NETWORK.usual)
  expect(statuses.filter((status) => status === 429)).toHaveLength(2)
  expect(await started()).toBe(STARTS_PER_NETWORK.usual)
  const session = await worker.db.assessmentSession.findFirstOrThrow()
  expect(session.ipAddressHash).toMatch(/^[0-9a-f]{64}$/)
})

test('a network that could start without end by changing its /64 meets the challenge by its /48', async () => {
  const site = (await networkCounters('start', '2001:db8:7:1::1', { times: 60, seconds: 3_600 }))[1]!
  await fillLimits(worker.db, [site], 1)
  expectRedirect(await start(from('2001:db8:7:a::1')), '/assessment/step/1')
  await challengePage(await start(from('2001:db8:7:b::1')))
  expectRedirect(await start(from('2001:db8:8:b::1')), '/assessment/step/1')
})

test('a neighbour in the same /48 still starts when one /64 has had its share', async () => {
  await useUpStarts(worker.db, '2001:db8:7:1::1')
  for (let tries = 0; tries < 3; tries++) await challengePage(await start(from('2001:db8:7:1::2')))
  expectRedirect(await start(from('2001:db8:7:2::1')), '/assessment/step/1')
  const counted = await worker.db.rateLimit.findMany({ where: { key: { startsWith: 'start-site:' } } })
  expect(counted.map(({ hits }) => hits.length)).toEqual([1])
})

test.each(['::ffff:203.0.113.9', '::ffff:cb00:7109'])('%s is the same office', async (address) => {
  await useUpStarts(worker.db, OFFICE)
  await challengePage(await start(from(address)))
})

test.each(['not-an-address', '203.0.113.9, 198.51.100.1', '999.1.1.1'])(
  'what is no address (%s) shares one count with what has none, and gets no 5xx',
  async (address) => {
    const limit = { times: STARTS_PER_NETWORK.usual, seconds: STARTS_PER_NETWORK.seconds }
    await fillLimits(worker.db, await networkCounters('start', 'none', limit), 1)
    expectRedirect(await start(from(address)), '/assessment/step/1')
    await challengePage(await start(from('also-none')))
  },
)

test('the page says when without a script, to the minute: when the oldest start is an hour ago', async () => {
  await useUpStarts(worker.db, OFFICE)
  await passLimitSeconds(worker.db, 40 * 60)
  const response = await start(from(OFFICE))
  const seconds = Number(response.headers.get('Retry-After'))
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(20 * 60)
  expect(await challengePage(response)).toContain(waitInWords(seconds))
  await passLimitSeconds(worker.db, 20 * 60)
  expectRedirect(await start(from(OFFICE)), '/assessment/step/1')
})

test('with the proof of work the start goes through, with what the landing page passed on', async () => {
  await useUpStarts(worker.db, OFFICE)
  const prospect = from(OFFICE)
  const page = await challengePage(
    await start(prospect, { referrer: 'https://search.example.org/?utm_source=news' }),
  )
  expectRedirect(await start(prospect, await answerChallenge(page)), '/assessment/step/1')
  expect((await prospect.get('/assessment/step/1')).status).toBe(200)
  const session = await worker.db.assessmentSession.findFirstOrThrow()
  expect(session.referrerSource).toBe('https://search.example.org/?utm_source=news')
})

test('a proof is good for one start, from its own network', async () => {
  await useUpStarts(worker.db, OFFICE)
  await useUpStarts(worker.db, '198.51.100.7')
  const proof = await answerChallenge(await challengePage(await start(from(OFFICE))))
  const elsewhere = await challengePage(await start(from('198.51.100.7'), proof))
  expect(elsewhere).toContain('The check has to be done once more')

  const answers = await Promise.all(Array.from({ length: 5 }, () => start(from(OFFICE), proof)))
  expect(answers.filter(({ status }) => status === 302)).toHaveLength(1)
  const again = answers.find(({ status }) => status === 429)!
  const page = await challengePage(again)
  expect(page).toContain('The check has to be done once more')
  expect(page).not.toContain(proof.challenge)
  expect(await started()).toBe(1)
})

test.each([
  ['a wrong answer', { answer: '1000000' }],
  ['a number that is none', { answer: '1e3' }],
  [
    'a challenge of one’s own',
    { challenge: `9999999999.${'a'.repeat(32)}.${'b'.repeat(64)}.${'c'.repeat(64)}` },
  ],
])('%s gets another challenge, and starts nothing', async (_what, forged) => {
  await useUpStarts(worker.db, OFFICE)
  const proof = await answerChallenge(await challengePage(await start(from(OFFICE))))
  await challengePage(await start(from(OFFICE), { ...proof, ...forged }))
  expect(await started()).toBe(0)
})

test('beyond what proofs allow the page says when, and has no challenge', async () => {
  await useUpStarts(worker.db, OFFICE)
  const limit = { times: STARTS_PER_NETWORK.usual * 10, seconds: STARTS_PER_NETWORK.seconds }
  const [counter] = await networkCounters('challenged-start', OFFICE, limit)
  await fillLimits(worker.db, [counter!], 1)
  const proofs = []
  for (let asked = 0; asked < 2; asked++)
    proofs.push(await answerChallenge(await challengePage(await start(from(OFFICE)))))
  expectRedirect(await start(from(OFFICE), proofs[0]), '/assessment/step/1')
  const refused = await start(from(OFFICE), proofs[1])
  expect(refused.status).toBe(429)
  const page = await refused.text()
  expect(page).toContain(`Please try again in ${waitInWords(Number(refused.headers.get('Retry-After')))}`)
  expect(page).not.toContain('data-challenge')
})

test('a start costs one statement, with a challenge and without', async () => {
  const statements = async (work: () => Promise<unknown>) => {
    const before = worker.gateway.stats().statements
    await work()
    return worker.gateway.stats().statements - before
  }
  expect(await statements(() => start(from('192.0.2.1')))).toBe(1)
  await useUpStarts(worker.db, OFFICE)
  let page = ''
  expect(await statements(async () => (page = await challengePage(await start(from(OFFICE)))))).toBe(1)
  const proof = await answerChallenge(page)
  expect(await statements(() => start(from(OFFICE), proof))).toBe(1)
})

const policy = (response: Response) => response.headers.get('Content-Security-Policy') ?? ''

test('nobody within the limit is sent to Cloudflare’s widget, and no page without it lets a browser load it', async () => {
  for (const path of ['/', '/privacy']) {
    const response = await from(OFFICE, guarded).get(path)
    expect(policy(response)).not.toContain('frame-src')
    expect(await response.text()).not.toContain('turnstile')
  }
  expectRedirect(await start(from(OFFICE, guarded)), '/assessment/step/1')
  expect(cloudflare.asked).toHaveLength(0)
})

test('where Turnstile is configured its widget is on the page, with the proof of work behind it, and its token starts once', async () => {
  await useUpStarts(guarded.db, OFFICE)
  const asking = await start(from(OFFICE, guarded))
  expect(policy(asking)).toContain(`frame-src ${cloudflare.url};`)
  const page = await challengePage(asking)
  expect(page).toContain(`data-script="${cloudflare.url}/turnstile/v0/api.js"`)
  expect(page).toContain('name="challenge"')

  const token = cloudflare.issue({ hostname: 'localhost', action: 'start' })
  const proof = { 'cf-turnstile-response': token, challenge: 'x', answer: '' }
  expectRedirect(await start(from(OFFICE, guarded), proof), '/assessment/step/1')
  expect(await challengePage(await start(from(OFFICE, guarded), proof))).toContain('once more')
})

test('a token of another site starts nothing', async () => {
  await useUpStarts(guarded.db, OFFICE)
  const token = cloudflare.issue({ hostname: 'elsewhere.example', action: 'start' })
  await challengePage(await start(from(OFFICE, guarded), { 'cf-turnstile-response': token }))
  expect(await guarded.db.assessmentSession.count()).toBe(0)
})

test('while Cloudflare does not answer, the proof of work stands alone, and goes through', async () => {
  await useUpStarts(guarded.db, OFFICE)
  cloudflare.setFault('server_error')
  const asking = await start(from(OFFICE, guarded), { 'cf-turnstile-response': 'some-token' })
  expect(policy(asking)).not.toContain('frame-src')
  const page = await challengePage(asking)
  expect(page).not.toContain('data-turnstile')
  expect(page).not.toContain('once more')
  expectRedirect(await start(from(OFFICE, guarded), await answerChallenge(page)), '/assessment/step/1')
  await expect.poll(() => guarded.logs.join('\n')).toContain('turnstile_unavailable')
})

test('no challenge takes longer than the range that the page names', async () => {
  await useUpStarts(worker.db, OFFICE)
  const page = await challengePage(await start(from(OFFICE)))
  expect(page).toContain(`data-challenge="${CHALLENGE.hashes}"`)
})

test('a filled trap field is held: the page says what happened, and the same form with the field empty goes through', async () => {
  const person = from('192.0.2.9')
  const held = await start(person, { website: 'https://autofill.example', referrer: 'https://news.example/' })
  expect(held.status).toBe(422)
  const page = await held.text()
  expect(page).toContain('Please start once more')
  expect(page).toContain('A password manager or autofill does that at times.')
  expect(page).toContain('id="website"')
  expect(page).not.toContain('autofill.example')
  expect(await started()).toBe(0)

  const again = await start(person, { website: 'https://autofill.example', held: 'yes' })
  expect(again.status).toBe(422)
  expect(await again.text()).toContain('Clear this field')

  const fields = { website: '', held: 'yes', referrer: 'https://news.example/' }
  expectRedirect(await start(person, fields), '/assessment/step/1')
  expect((await worker.db.assessmentSession.findFirstOrThrow()).referrerSource).toBe('https://news.example/')
})

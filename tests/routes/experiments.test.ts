import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LatestExperiment } from '#app/domain/experiments/experiments.ts'
import { findExperiment } from '#app/content/experiments.ts'
import { loader as landing } from '#app/routes/_index.tsx'
import { action as start } from '#app/routes/assessment.start/route.tsx'
import { nextNumber } from '#tests/factories/counter.ts'
import { type TestDatabase, createTestDatabase } from '#tests/helpers/database.ts'
import {
  CONTROL,
  EXPERIMENT,
  PAGE_WORDS,
  RUNNING,
  TREATMENT,
  wordsOfVariant,
} from '#tests/helpers/experiments.ts'
import { type RouteRequest, call, createRouteContext, visitorOf } from '#tests/helpers/route-call.ts'

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const BOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

type Latest = LatestExperiment | null | 'unknown'
const context = (latest: Latest = RUNNING) => createRouteContext(database.db, {}, latest)

interface Landed {
  texts: { headline: string }
  preview?: 'shown' | 'unknown'
  hiddenFields: { variant?: string; traffic: string; referrer: string }
}

async function land(path = '/', request: RouteRequest = {}, latest: Latest = RUNNING) {
  const given = context(latest)
  const headers = { 'User-Agent': CHROME, 'CF-Connecting-IP': '192.0.2.1', ...request.headers }
  const response = await call(landing, given, path, { ...request, headers })
  const data = (await response.json()) as Landed
  return { response, data, variant: data.hiddenFields.variant, counted: given.handedOver.length > 0 }
}

/** A start from a network of its own, so that tests do not share a rate limit. */
async function begin(request: RouteRequest, latest: Latest = RUNNING) {
  const headers = {
    'User-Agent': CHROME,
    'CF-Connecting-IP': `198.51.100.${nextNumber()}`,
    ...request.headers,
  }
  const response = await call(start, context(latest), '/assessment/start', { ...request, headers })
  const visitor = (await visitorOf(response, context()))!
  const session = await database.db.assessmentSession.findUniqueOrThrow({
    where: { sessionId: visitor.sessions[0]! },
  })
  return { session, visitor }
}

test('visitors from many places are shown each of the variants, and one of them always the same', async () => {
  const shown = new Set<string | undefined>()
  for (let place = 0; place < 32; place++) {
    const headers = { 'CF-Connecting-IP': `198.51.100.${place}` }
    const { variant, data, response } = await land('/', { headers })
    shown.add(variant)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(data.texts).toEqual(wordsOfVariant({ key: variant! }))
    expect((await land('/', { headers })).variant).toBe(variant)
  }
  expect([...shown].sort()).toEqual(EXPERIMENT.variants.map(({ key }) => key).sort())
})

test('a network is one visitor with one browser, whichever of its addresses is used', async () => {
  const variantOf = async (host: string) =>
    (await land('/', { headers: { 'CF-Connecting-IP': `2001:db8:1:2::${host}` } })).variant
  const hosts = ['1', 'a:b', '7', 'ffff', '2:3:4', '99', 'c0de', '5'].map(variantOf)
  expect(new Set(await Promise.all(hosts)).size).toBe(1)
})

test.each([CONTROL.key, TREATMENT.key])(
  'the variant %s goes from the form to the session and the cookie, and is shown from then on',
  async (variant) => {
    const { session, visitor } = await begin({ form: { variant } })
    expect([session.abTestVariant, visitor.variant]).toEqual([variant, variant])
    expect((await land('/', { visitor })).variant).toBe(variant)
    const again = await begin({ form: { variant: CONTROL.key }, visitor })
    expect([again.session.abTestVariant, again.visitor.variant]).toEqual([variant, variant])
  },
)

test('a variant of a test that is over, or that never was, counts for nothing', async () => {
  const drawn = (await land()).variant
  for (const variant of ['last-year:proof', 'proof', `${EXPERIMENT.id}:gone`, 'constructor']) {
    expect((await land('/', { visitor: { sessions: [], variant } })).variant).toBe(drawn)
    const { session, visitor } = await begin({ form: { variant } })
    expect(EXPERIMENT.variants.map(({ key }) => key)).toContain(session.abTestVariant)
    expect(visitor.variant).toBe(session.abTestVariant)
  }
})

test('after the stop everybody is shown what was chosen, whatever they saw, and it is not counted for the test', async () => {
  const over = { id: EXPERIMENT.id, running: false, winner: TREATMENT.id }
  const visitor = { sessions: [], variant: CONTROL.key }
  const { data, variant } = await land('/', { visitor }, over)
  expect(data.texts).toEqual(wordsOfVariant(TREATMENT))
  expect(variant).toBe(`${TREATMENT.key}:chosen`)
  const begun = await begin({ form: data.hiddenFields, visitor }, over)
  expect(begun.session.abTestVariant).toBe(`${TREATMENT.key}:chosen`)
  expect(begun.visitor).not.toHaveProperty('variant')
  // Whoever was in it keeps nothing of it, either.
  expect((await land('/', { visitor }, { ...over, winner: null })).data.texts).toEqual(PAGE_WORDS)
})

test('programs are shown what everybody is while no test runs', async () => {
  for (const place of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const headers = { 'User-Agent': BOT, 'CF-Connecting-IP': `203.0.113.${place}` }
    const { data, variant } = await land('/', { headers })
    expect([data.texts, variant]).toEqual([wordsOfVariant(CONTROL), undefined])
  }
  const headers = { 'User-Agent': BOT }
  expect((await begin({ form: { variant: TREATMENT.key }, headers })).session).toMatchObject({
    abTestVariant: null,
    trafficKind: 'bot',
  })
})

const PREVIEWED: [string, Latest][] = [
  [TREATMENT.key, null],
  [TREATMENT.id, RUNNING],
  ['address-late:late', RUNNING],
  [CONTROL.key, 'unknown'],
]

test.each(PREVIEWED)(
  '?variant=%s shows it, is a preview all the way through, and is not remembered',
  async (named, latest) => {
    const remembered = { sessions: [], variant: CONTROL.key }
    const { data, response } = await land(`/?variant=${named}`, { visitor: remembered }, latest)
    const [experiment, variant] = named.includes(':') ? named.split(':') : [EXPERIMENT.id, named]
    const expected = findExperiment(experiment!)!.variants.find(({ id }) => id === variant)!
    expect([response.status, data.texts, data.preview]).toEqual([200, wordsOfVariant(expected), 'shown'])
    const form = data.hiddenFields as Record<string, string>
    expect(form).toMatchObject({ traffic: 'preview', variant: expected.key })

    const begun = await begin({ form, visitor: remembered }, latest)
    expect(begun.session).toMatchObject({ trafficKind: 'preview', abTestVariant: expected.key })
    expect(begun.visitor.variant).toBe(CONTROL.key)
    expect((await begin({ form }, latest)).visitor).not.toHaveProperty('variant')
  },
)

test('a variant that is not known is said so, with the page as it stands, and counts nowhere', async () => {
  for (const named of ['nothing', '', `${EXPERIMENT.id}:gone`, '%00', 'x'.repeat(500)]) {
    const { response, data, counted } = await land(`/?variant=${named}`)
    expect([response.status, data.preview, data.texts]).toEqual([404, 'unknown', PAGE_WORDS])
    expect([data.hiddenFields.traffic, counted]).toEqual(['preview', false])
  }
  expect((await land()).counted).toBe(true)
})

test('where nobody knows yet whether a test runs, the page as it stands is shown and counted for none', async () => {
  const { data, variant } = await land('/', {}, 'unknown')
  expect([data.texts, variant]).toEqual([PAGE_WORDS, undefined])
  // Whoever was shown a variant elsewhere a moment ago is counted with it.
  expect((await begin({ form: { variant: TREATMENT.key } }, 'unknown')).session.abTestVariant).toBe(
    TREATMENT.key,
  )
  expect((await begin({ form: { variant: 'gone:proof' } }, 'unknown')).session.abTestVariant).toBeNull()
})

import { QUIZ_VERSION, SCORECARD } from '#tests/factories/quiz.ts'
import { funnelDetailsPart } from '#app/data/console/funnel.server.ts'
import { readPart } from '#app/data/parts.server.ts'
import { expect, test } from 'vitest'
import { createAssessmentSession } from '#app/data/sessions.server.ts'
import { CAMPAIGNS_TOLD_APART, LANDINGS_PER_NETWORK } from '#app/domain/limits.ts'
import { type CountedLanding, countLanding } from '#app/services/assessment/count-landing.server.ts'
import { createMockSessionData } from '#tests/factories/sessions.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { ALL_TIME, VISIT, readStages, readFunnel } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase()
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const NOW = new Date('2026-11-20T12:00:00Z')

const land = (landing: Partial<CountedLanding> = {}) =>
  countLanding(db, {
    referrer: null,
    url: 'https://scorecard.example.com/',
    userAgent: CHROME,
    acceptLanguage: 'de-CH,de;q=0.9',
    abTestVariant: 'control',
    ipAddress: '192.0.2.1',
    ipHashSecrets: ['hash-key'],
    now: NOW,
    scorecard: SCORECARD,
    quizVersion: QUIZ_VERSION,
    ...landing,
  })

test('a visitor of the landing page counts once a day, however often it is loaded', async () => {
  expect(await land()).toBe(true)
  expect(await land()).toBe(false)
  expect(await land({ ipAddress: '192.0.2.2' })).toBe(true)
  expect(await land({ userAgent: CHROME.replace('Linux', 'Windows') })).toBe(true)
  expect(await land({ now: new Date('2026-11-21T00:00:00Z') })).toBe(true)

  expect(await readStages(db)).toEqual({ landings: 4 })
})

test('the frame on another site is a landing page of its own: who starts there has landed there', async () => {
  expect(await land()).toBe(true)
  expect(await land({ embedded: true })).toBe(true)
  expect(await land({ embedded: true })).toBe(false)
  const embedded = await db.funnelDay.findMany({ where: { sourceKind: 'embed' } })
  expect(embedded).toMatchObject([{ landings: 1 }])
})

test('where a landing came from is counted along, and no address or browser is kept', async () => {
  await land({ referrer: 'https://www.google.com/' })
  await land({
    ipAddress: '192.0.2.2',
    referrer: 'https://scorecard.example.com/?utm_source=News&utm_medium=email',
  })

  expect(await db.funnelDay.findMany({ orderBy: { source: 'desc' } })).toMatchObject([
    {
      source: 'news',
      sourceKind: 'email',
      campaign: '(none)',
      locale: 'de',
      device: 'desktop',
      variant: 'control',
    },
    { source: 'google.com', sourceKind: 'search', landings: 1, recountable: false },
  ])
  const kept = JSON.stringify([await db.funnelDay.findMany(), await db.rateLimit.findMany()])
  expect(kept).not.toMatch(/192\.0\.2|Chrome/)
})

test('programs, previews and own tests are counted apart, each by itself', async () => {
  await land()
  await land({ userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' })
  await land({ ipAddress: '192.0.2.2', userAgent: null })
  await land({ ipAddress: '192.0.2.3', url: 'https://scorecard.example.com/?variant=proof' })
  await land({ ipAddress: '192.0.2.4', url: 'https://scorecard.example.com/?own-test' })

  const { current, leftOut } = await readFunnel(db)
  expect(current.steps[0]).toMatchObject({ stage: 'landings', count: 1 })
  expect(leftOut).toEqual([
    { kind: 'bot', landings: 2, starts: 0, completed: 0 },
    { kind: 'preview', landings: 1, starts: 0, completed: 0 },
    { kind: 'own_test', landings: 1, starts: 0, completed: 0 },
  ])
})

test('a network that invents browsers is counted no further than its limit', async () => {
  const { times } = LANDINGS_PER_NETWORK
  await db.$executeRaw`
    INSERT INTO rate_limits (key, hits) SELECT key, array_fill(now(), ARRAY[${times}::int])
    FROM (SELECT 'landing-network:unknown' AS key) AS full_one`
  expect(await land({ ipAddress: null })).toBe(false)

  expect(await readStages(db)).toEqual({})
  expect(await db.rateLimit.count()).toBe(1)
})

test('no more campaigns of a day are told apart than a number of them', async () => {
  const start = (campaign: string) =>
    createAssessmentSession(db, createMockSessionData({ ...VISIT, source: 'ads', medium: 'cpc', campaign }))
  for (let number = 0; number < CAMPAIGNS_TOLD_APART; number++) await start(`campaign ${number}`)
  const { sessionId } = await start('one too many')
  await start('campaign 7')

  expect(await db.assessmentSession.findUniqueOrThrow({ where: { sessionId } })).toMatchObject({
    source: '(other)',
    medium: '(other)',
    campaign: '(other)',
  })
  expect(await readStages(db, { campaign: 'campaign 7' })).toEqual({ starts: 2 })
  const told = await readPart(db, funnelDetailsPart(ALL_TIME, { source: 'ads' }, 50))
  expect(told.filter(({ by }) => by === 'campaign')).toContainEqual(
    expect.objectContaining({ value: 'campaign 7', starts: 2 }),
  )
  const days = (await readPart(db, funnelDetailsPart(ALL_TIME, {}, 50))).filter(({ by }) => by === 'day')
  expect(days.map(({ starts }) => starts)).toEqual([CAMPAIGNS_TOLD_APART + 2])
  expect(await db.knownCampaign.count()).toBe(CAMPAIGNS_TOLD_APART)
})

import { beforeEach, expect, test } from 'vitest'
import { recountDays } from '#app/data/roll-up/checks.server.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { stagesOf } from '#app/domain/visit/funnel.ts'
import { checkHealth } from '#app/services/check-health.server.ts'
import { checkRollUp } from '#app/services/roll-up/check-roll-up.server.ts'
import { seed } from '#prisma/seed.ts'
import { QUICK_CHECK, SCORECARD } from '#tests/factories/quiz.ts'
import { createTestDatabase, useTestDatabase } from '#tests/helpers/database.ts'
import { countStages, readStages } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase()
const NOW = new Date()
const RANGE = { from: addDays(dayOf(NOW), -70), to: dayOf(NOW) }
beforeEach(() => seed(db))

test('the roll-up of the seed is what a recount of its assessments comes to, day by day and at night', async () => {
  const checked = await recountDays(db, RANGE.from, RANGE.to)
  expect(checked.filter(({ differences }) => differences > 0)).toEqual([])
  expect(checked).toHaveLength(71)
  expect(await checkRollUp(db, NOW)).toEqual([])
  expect((await checkHealth(db, { retentionDays: 30, hubspot: true })).problems).not.toContain('roll_up')
})

test('the seeded rows and the figures of them agree, counted independently', async () => {
  const counts = await readStages(db)
  const rows = await countStages(db)
  const erased = 3
  expect(counts.completed).toBe(rows.completed! + erased)
  // Who gave up is in the figures alone.
  expect(counts.starts).toBeGreaterThan(rows.starts! + 200)
  const [reached] = await db.$queryRaw<[Record<string, number>]>`
    SELECT count(*) FILTER (WHERE 'confirmed' = ANY("reachedStages"))::int AS confirmed,
      count(*) FILTER (WHERE 'named' = ANY("reachedStages"))::int AS named,
      count(*) FILTER (WHERE 'phoned' = ANY("reachedStages"))::int AS phoned,
      count(*) FILTER (WHERE 'briefing_click' = ANY("reachedStages"))::int AS clicks
    FROM assessments`
  expect(counts.confirmed! - reached.confirmed!).toBeLessThanOrEqual(erased)
  expect(counts.named! - reached.named!).toBeLessThanOrEqual(erased)
  expect(counts.phoned! - reached.phoned!).toBeLessThanOrEqual(erased)
  expect(counts.briefingClicks! - reached.clicks!).toBeLessThanOrEqual(erased)
})

test('the seeded funnel narrows from stage to stage, and nobody goes on who has not come before', async () => {
  const counts = await readStages(db)
  const stages = stagesOf(4)
  for (const [index, stage] of stages.slice(1, 7).entries())
    expect(counts[stage], stage).toBeLessThanOrEqual(counts[stages[index]!]!)
  expect(Object.keys(counts)).toHaveLength(stages.length)
  const kinds = await db.funnelDay.groupBy({ by: ['trafficKind'], _sum: { landings: true } })
  expect(kinds).toHaveLength(4)
  for (const { trafficKind, _sum } of kinds) expect(_sum.landings, trafficKind).toBeGreaterThan(0)
})

test('the seeded campaigns convert differently, the variants a little, and weekends are quiet', async () => {
  const rateOf = async (dimension: 'sourceKind' | 'variant') => {
    const lines = await db.funnelDay.groupBy({
      by: [dimension],
      where: { trafficKind: 'visitor', scorecard: SCORECARD },
      _sum: { starts: true, landings: true },
    })
    return lines.map(({ _sum: { starts, landings } }) => starts! / landings!)
  }
  const campaigns = await rateOf('sourceKind')
  expect(campaigns.length).toBeGreaterThan(4)
  expect(Math.max(...campaigns)).toBeGreaterThan(2 * Math.min(...campaigns))
  const variants = await rateOf('variant')
  expect(variants).toHaveLength(2)
  expect(Math.max(...variants) / Math.min(...variants)).toBeLessThan(1.5)

  const byDay = await db.funnelDay.groupBy({
    by: ['day'],
    where: { trafficKind: 'visitor' },
    _sum: { landings: true },
  })
  expect(byDay.length).toBeGreaterThan(60)
  const average = (weekend: boolean) => {
    const days = byDay.filter(({ day }) => [0, 6].includes(day.getUTCDay()) === weekend)
    return days.reduce((sum, { _sum }) => sum + _sum.landings!, 0) / days.length
  }
  expect(average(true)).toBeLessThan(average(false) / 2)
})

test('the second scorecard has a smaller share of everything, with no test of its pages, and words of its own', async () => {
  const lines = await db.funnelDay.groupBy({
    by: ['scorecard'],
    where: { trafficKind: 'visitor' },
    _sum: { landings: true, starts: true, step3: true, step4: true, completed: true, emails: true },
  })
  const [usual, quick] = ['ai-readiness', 'quick-check'].map(
    (slug) => lines.find(({ scorecard }) => scorecard === slug)!._sum,
  )
  for (const stage of ['landings', 'starts', 'step3', 'completed', 'emails'] as const) {
    expect(quick![stage], stage).toBeGreaterThan(0)
    expect(quick![stage]! / usual![stage]!, stage).toBeLessThan(0.4)
  }
  const where = { scorecard: 'quick-check' }
  const leads = await db.assessment.findMany({ where })
  expect(leads.length).toBeGreaterThan(30)
  for (const { responses, abTestVariant, consentTextVersion } of leads) {
    expect(Object.keys(responses as object)).toEqual(QUICK_CHECK.questions.map(({ id }) => id))
    expect(abTestVariant).toBeNull()
    expect(consentTextVersion ?? 'quick-check:').toMatch(/^quick-check:/)
  }
  const ids = leads.map(({ id }) => id)
  const queued = await db.hubspotSyncQueue.findMany({ where: { assessmentId: { in: ids } } })
  expect(queued.some(({ status }) => status === 'completed')).toBe(true)
})

test('the seeded results show how others have done', async () => {
  const spread = await db.scoreSpread.findFirstOrThrow({ where: { scorecard: SCORECARD } })
  expect(spread.counted).toBeGreaterThan(200)
  expect(spread.lowestScores.length).toBeGreaterThan(2)
})

test('every queue of the seed has rows in every state that it can be in, and every page something to show', async () => {
  const states = async (rows: Promise<{ status: string }[]>) =>
    [...new Set((await rows).map(({ status }) => status))].sort()
  expect(await states(db.hubspotSyncQueue.findMany())).toEqual(['cancelled', 'completed', 'dead', 'pending'])
  expect(await states(db.emailMessage.findMany())).toEqual(['completed', 'dead', 'pending', 'skipped'])
  expect(await states(db.hubspotFollowUp.findMany())).toEqual(['completed', 'dead'])
  expect(await states(db.webhookDelivery.findMany())).toEqual(['completed', 'dead'])
  expect(await db.erasure.count({ where: { status: 'completed' } })).toBe(3)
  expect(await db.alert.count({ where: { recoveredAt: null } })).toBe(1)
  expect(await db.alert.count({ where: { recoveredAt: { not: null } } })).toBe(4)
  expect(await db.opsAction.count()).toBeGreaterThan(5)
  expect(await db.retentionRun.findMany({ distinct: ['outcome'] })).toHaveLength(3)
  expect(await db.assessmentSession.count()).toBeGreaterThan(0)
  expect(await db.contactMark.count()).toBeGreaterThan(0)
})

test('nothing that the seed leaves belongs to anybody: no pause, no receiver that is told, no address but invented ones', async () => {
  expect(await db.pause.count()).toBe(0)
  expect(await db.webhookReceiver.count({ where: { retiredAt: null } })).toBe(0)
  const messages = await db.emailMessage.findMany({ where: { recipient: { not: null } } })
  expect(messages.length).toBeGreaterThan(0)
  for (const { recipient } of messages) expect(recipient).toMatch(/@example\.(com|org)$/)
})

test('the same moment brings the same rows on every machine', async () => {
  const other = await createTestDatabase()
  const another = await createTestDatabase()
  try {
    const at = new Date('2026-11-26T09:30:00Z')
    await seed(other.db, at)
    await seed(another.db, at)
    const rows = async ({ db: of }: typeof other) => [
      await of.assessment.findMany({ orderBy: { id: 'asc' } }),
      await of.hubspotSyncQueue.findMany({ orderBy: { id: 'asc' } }),
      await of.emailMessage.findMany({ orderBy: { id: 'asc' } }),
      await of.webhookDelivery.findMany({ orderBy: { id: 'asc' } }),
      (await of.assessmentSession.findMany()).map(({ sessionId, startedAt }) => [sessionId, startedAt]),
    ]
    expect(await rows(another)).toEqual(await rows(other))
  } finally {
    await other.close()
    await another.close()
  }
})

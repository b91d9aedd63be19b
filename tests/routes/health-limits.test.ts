import { beforeEach, expect, test, vi } from 'vitest'
import type { PrismaClient } from '#app/data/database.server.ts'
import { HEALTH_LOOKS } from '#app/domain/limits.ts'
import { createLookBudget } from '#app/platform/look-budget.ts'
import type * as healthRoute from '#app/routes/health.tsx'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { call, createRouteContext } from '#tests/helpers/route-call.ts'

const { db } = await useTestDatabase()
const NOW = new Date('2026-11-26T10:00:00Z')

/** The route as an isolate that has just begun has it. */
let health: Pick<typeof healthRoute, 'loader'>
beforeEach(async () => {
  vi.resetModules()
  health = await import('#app/routes/health.tsx')
})

/** Counts the statements; with `away` each fails. */
function counting(away = false): { db: PrismaClient; statements: () => number } {
  let statements = 0
  const counted = new Proxy(db, {
    get(target, name: keyof PrismaClient) {
      if (name !== '$queryRaw') return target[name]
      return (...query: Parameters<PrismaClient['$queryRaw']>) => {
        statements += 1
        return away ? Promise.reject(new Error('away')) : target.$queryRaw(...query)
      }
    },
  })
  return { db: counted, statements: () => statements }
}

const ask = (database: PrismaClient, seconds = 0) => {
  const context = { ...createRouteContext(database), now: new Date(NOW.getTime() + seconds * 1000) }
  return call(health.loader, context, '/health')
}

test('of five hundred requests in one moment thirty look at the database, and all get an answer', async () => {
  const { db: counted, statements } = counting()
  const bodies = new Set<string>()
  for (let asked = 0; asked < 500; asked++) {
    const response = await ask(counted)
    expect([200, 503]).toContain(response.status)
    if (asked >= HEALTH_LOOKS.atOnce) bodies.add(await response.text())
  }
  expect(statements()).toBe(HEALTH_LOOKS.atOnce)
  expect(bodies.size).toBe(1)
})

test('a monitor sees a red light within two seconds, however many others ask', async () => {
  for (let asked = 0; asked < 100; asked++) await ask(counting().db)
  const away = counting(true).db
  expect(await (await ask(away)).text()).not.toContain('unreachable')
  const looked = await ask(away, HEALTH_LOOKS.everyMs / 1000)
  expect(looked.status).toBe(503)
  expect(await looked.json()).toMatchObject({ problems: ['database'] })
  // And those who may not look are told the same.
  expect(await (await ask(counting().db, HEALTH_LOOKS.everyMs / 1000)).json()).toMatchObject({
    problems: ['database'],
  })
})

test('monitors that ask once a minute each look for themselves', async () => {
  const { db: counted, statements } = counting()
  for (let minute = 0; minute < 60; minute++)
    for (let monitor = 0; monitor < 5; monitor++) await ask(counted, minute * 60)
  expect(statements()).toBe(300)
})

test('before there is an answer, those over the budget are told when to ask again', async () => {
  let answer = () => {}
  const slow = new Proxy(db, {
    get: (target, name: keyof PrismaClient) =>
      name === '$queryRaw'
        ? () => new Promise((_, reject) => (answer = () => reject(new Error('slow'))))
        : target[name],
  })
  const waiting = Array.from({ length: HEALTH_LOOKS.atOnce }, () => ask(slow))
  await expect.poll(() => answer.length).toBe(0)
  const refused = await ask(slow)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('Retry-After')).toBe('2')
  expect(waiting).toHaveLength(HEALTH_LOOKS.atOnce)
})

test('a budget that was not spent is not saved up beyond what may be spent at once', () => {
  const budget = createLookBudget({ atOnce: 3, everyMs: 1_000 })
  const spend = (ms: number) => budget.spend(new Date(NOW.getTime() + ms))
  expect([0, 0, 0, 0].map(spend)).toEqual([true, true, true, false])
  expect([999, 1_000, 1_001].map(spend)).toEqual([false, true, false])
  expect([60_000, 60_000, 60_000, 60_000].map(spend)).toEqual([true, true, true, false])
})

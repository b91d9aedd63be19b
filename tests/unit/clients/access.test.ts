import { afterAll, expect, test, vi } from 'vitest'
import { verifyAssertion } from '#app/clients/access/verify-assertion.server.ts'
import { startAccessStandIn } from '#dev/access/server.ts'

const START = Date.parse('2026-01-01T12:00:00Z')
vi.useFakeTimers({ now: START, toFake: ['Date'] })

const AUDIENCE = 'a'.repeat(64)
const access = await startAccessStandIn(AUDIENCE)
afterAll(() => access.close())
const settings = { origin: access.url, audience: AUDIENCE }

test('while the certificates cannot be had they are asked for once in five seconds, however many knock', async () => {
  const verify = (afterMs: number) =>
    verifyAssertion(settings, access.issue('owner@example.com'), new Date(START + afterMs))
  access.setFault('server_error')
  for (const afterMs of [0, 1_000, 4_999]) expect(await verify(afterMs)).toEqual({ kind: 'unavailable' })
  expect(access.asked()).toBe(1)
  access.setFault(null)
  expect(await verify(5_000)).toEqual({ kind: 'verified', email: 'owner@example.com' })
  expect(await verify(5_001)).toEqual({ kind: 'verified', email: 'owner@example.com' })
  expect(access.asked()).toBe(2)
})

test('keys that were had before go on while the certificates cannot be had, whatever a stranger sends', async () => {
  const team = await startAccessStandIn(AUDIENCE)
  const verify = (assertion: string, afterMs: number) =>
    verifyAssertion({ origin: team.url, audience: AUDIENCE }, assertion, new Date(START + afterMs))
  const owner = team.issue('owner@example.com')
  expect((await verify(owner, 0)).kind).toBe('verified')
  team.setFault('server_error')
  vi.setSystemTime(START + 60_000)
  const ofAnotherKey = team.forge({ alg: 'RS256', kid: 'unheard-of' }, {}, () => 'AAAA')
  for (const afterMs of [60_000, 60_001, 60_002])
    expect(await verify(ofAnotherKey, afterMs)).toEqual({ kind: 'unavailable' })
  expect(team.asked()).toBe(2)
  expect((await verify(owner, 60_003)).kind).toBe('verified')
  await team.close()
})

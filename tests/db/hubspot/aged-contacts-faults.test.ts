import { expect, test } from 'vitest'
import { CrmError } from '#app/domain/crm/errors.ts'
import { SCORE_NAMES, namesIn } from '#app/domain/hubspot/score-names.ts'
import { FAULT_KINDS, type FaultKind } from '#dev/hubspot/faults.ts'
import { useAgedContacts } from '#tests/helpers/aged-contacts.ts'

const { db, portal, clear, lastRun, agedLead, agedLeads, everything, scoresOf } = await useAgedContacts()

const NEEDS_SOMEBODY: readonly FaultKind[] = ['revoked_token', 'expired_token', 'missing_scopes']

test.for(Object.keys(FAULT_KINDS) as FaultKind[])(
  'whatever HubSpot answers (%s), nobody is cleared by half, nothing pauses, and the next night goes on',
  async (kind) => {
    await agedLeads(12)
    const names = portal.contacts().map(({ properties: { email, lastname } }) => [email, lastname])
    portal.setFaults({ rules: [{ kind, every: 3, delayMs: 0 }] })
    if (NEEDS_SOMEBODY.includes(kind)) await expect(clear()).rejects.toThrow(CrmError)
    else await clear()
    expect(await db.pause.count()).toBe(0)
    for (const { id, properties } of portal.contacts()) {
      const left = namesIn(SCORE_NAMES).filter((name) => properties[name])
      const isWhole = left.includes(SCORE_NAMES.date)
      if (!isWhole) expect(left).toEqual([])
      if (!isWhole) expect(portal.notes().filter(({ contacts }) => contacts.includes(id))).toEqual([])
    }
    portal.setFaults({ rules: [] })
    await clear()
    expect(scoresOf()).toEqual([])
    expect(portal.notes()).toEqual([])
    expect(portal.contacts().map(({ properties: { email, lastname } }) => [email, lastname])).toEqual(names)
  },
)

const CALLS = { searches: { path: '/search' }, reads: { path: '/batch/read' }, writes: { method: 'PATCH' } }
const ODD = ['html_403', 'error_200', 'empty_results', 'status_500', 'burst_429', 'daily_429'] as const

test.for(Object.keys(CALLS).flatMap((calls) => ODD.map((kind) => [calls, kind] as const)))(
  'where %s are answered with %s nothing is cleared, and the run says that it has not ended',
  async ([calls, kind]) => {
    await agedLead()
    const before = everything()
    portal.setFaults({ rules: [{ kind, ...CALLS[calls as keyof typeof CALLS] }] })
    expect(await clear()).toMatchObject({ cleared: 0 })
    expect(await lastRun()).toMatchObject({ outcome: 'partial', affectedRows: 0 })
    expect(everything().contacts).toEqual(before.contacts)
    portal.setFaults({ rules: [] })
    expect(await clear()).toEqual({ cleared: 1, failed: 0, stopped: null })
  },
)

test('a contact that cannot be cleared keeps no other one waiting', async () => {
  await agedLeads(6)
  const { id } = portal.contacts()[2]!
  portal.setFaults({ rules: [{ kind: 'odd_json_400', method: 'PATCH', path: `/${id}` }] })
  expect(await clear()).toEqual({ cleared: 5, failed: 1, stopped: null })
  expect(await lastRun()).toMatchObject({ outcome: 'partial' })
})

test('a missing permission is said by one call, and fails the run', async () => {
  await agedLead()
  portal.setFaults({ rules: [{ kind: 'missing_scopes' }] })
  const before = portal.calls().length
  await expect(clear()).rejects.toThrow('scope')
  expect(portal.calls().length - before).toBe(1)
  expect(await lastRun()).toMatchObject({ outcome: 'failed' })
  expect(await db.pause.count()).toBe(0)
})

test('while calls to HubSpot are paused none is made', async () => {
  await agedLead()
  await db.pause.create({ data: { operation: 'erasures', reason: 'operator', evidence: 'maintenance' } })
  const before = portal.calls().length
  expect(await clear()).toMatchObject({ cleared: 0, stopped: 'paused' })
  expect(portal.calls()).toHaveLength(before)
})

test('contacts that cannot be cleared, one here and there, do not end the night', async () => {
  await agedLeads(12)
  const bad = portal.contacts().slice(0, 8)
  portal.setFaults({
    rules: bad.map(({ id }) => ({ kind: 'odd_json_400', method: 'PATCH', path: `/${id}` })),
  })
  for (let night = 0; night < 20; night++) await clear()
  expect(portal.contacts().filter(({ properties }) => properties[SCORE_NAMES.date])).toHaveLength(8)
})

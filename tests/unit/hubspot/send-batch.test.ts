import { expect, test } from 'vitest'
import { RefusedError } from '#app/domain/crm/errors.ts'
import type { SyncError } from '#app/domain/crm/failure.ts'
import type { HubspotOperation } from '#app/domain/pause.ts'
import { Breakers } from '#app/services/crm/breakers.server.ts'
import { type CrmRun, RunStopped } from '#app/services/crm/run.server.ts'
import { type RecordOutcome, sendBatch } from '#app/services/crm/send-batch.server.ts'
import { fc } from '#tests/helpers/fast-check.ts'

const PAGE: SyncError = { kind: 'foreign_answer', status: 403, answer: 'html' }

/** A run that makes no calls, but notes what its breakers say. */
function createRun() {
  const breakers = new Breakers()
  const run = {
    breakers,
    worked: async (operation: HubspotOperation) => breakers.worked(operation),
    failed: async (operation: HubspotOperation, error: SyncError, keys: string[], worked?: boolean) => {
      const reason = breakers.failed(operation, error, keys, worked)
      if (reason) throw new RunStopped(reason)
    },
  }
  return { breakers, run: run as unknown as CrmRun }
}

/** Sends so many inputs to a HubSpot that answers a whole call with a page when one of these is in it. */
async function send(count: number, isBad: (place: number) => boolean) {
  const calls: number[] = []
  const { breakers, run } = createRun()
  const outcomes = await sendBatch<number>(
    run,
    {
      operation: 'contacts',
      keyOf: String,
      send: async (inputs) => {
        calls.push(inputs.length)
        if (inputs.some(isBad)) throw new RefusedError(PAGE)
        return {
          outcomes: new Map(inputs.map((input): [string, RecordOutcome] => [String(input), { id: 'r' }])),
          passedOver: [],
        }
      },
    },
    Array.from({ length: count }, (_, place) => place),
  )
  const places = (has: 'id' | 'error') =>
    [...outcomes].filter(([, outcome]) => has in outcome).map(([key]) => Number(key))
  return { calls, written: places('id'), failed: places('error'), paused: breakers.openOperations }
}

test('without a failure there is one call', async () => {
  expect(await send(100, () => false)).toMatchObject({ calls: [100], failed: [], paused: [] })
})

test('when all fail, three calls tell that it is the operation, and only those sent alone are marked', async () => {
  const { calls, written, failed, paused } = await send(100, () => true)
  expect(calls).toEqual([100, 1, 1])
  expect(written).toEqual([])
  expect(failed).toEqual([0, 1])
  expect(paused).toEqual(['contacts'])
})

test('one input that fails wherever it stands is found in few calls, and the other 99 are written', async () => {
  const most = Math.max(
    ...(await Promise.all(
      Array.from({ length: 100 }, async (_, bad) => {
        const { calls, written, failed, paused } = await send(100, (place) => place === bad)
        expect(written).toHaveLength(99)
        expect(failed).toEqual([bad])
        expect(paused).toEqual([])
        return calls.length
      }),
    )),
  )
  expect(most).toBeLessThanOrEqual(16)
})

test('whichever inputs fail, none is written twice or held responsible for another', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.nat(39), { maxLength: 12 }),
      fc.integer({ min: 1, max: 40 }),
      async (bad, count) => {
        const { written, failed, paused } = await send(count, (place) => bad.includes(place))
        expect(new Set(written).size).toBe(written.length)
        expect(written.filter((place) => bad.includes(place))).toEqual([])
        expect(failed.filter((place) => !bad.includes(place))).toEqual([])
        if (paused.length === 0) expect(written.length + failed.length).toBe(count)
      },
    ),
  )
})

test('what HubSpot has to be set up for pauses at once when it meets an input alone, and not when others are written', async () => {
  const { breakers } = createRun()
  const missing: SyncError = { kind: 'property_missing', status: 400, properties: ['ai_value_score'] }
  expect(breakers.failed('deals', missing, ['one'], true)).toBeNull()
  expect(breakers.failed('deals', missing, ['one'])).toBe('portal_settings')
  expect(breakers.openOperations).toEqual(['deals'])
  expect(breakers.failed('contacts', PAGE, ['one'])).toBeNull()
  breakers.worked('contacts')
  expect(breakers.failed('contacts', PAGE, ['two'])).toBeNull()
  expect(breakers.failed('contacts', PAGE, ['two'])).toBeNull()
  expect(breakers.failed('contacts', PAGE, ['three'])).toBe('failing')
})

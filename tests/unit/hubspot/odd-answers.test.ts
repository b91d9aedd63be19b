import { expect, test } from 'vitest'
import type { Crm, UpsertAnswer } from '#app/domain/crm/crm.ts'
import { LackingProperties } from '#app/services/crm/lacking-properties.server.ts'
import type { CrmRun } from '#app/services/crm/run.server.ts'
import { upsertRecords } from '#app/services/crm/upsert-records.server.ts'

const CONTACTS = { type: 'contacts', idProperty: 'email', alternateKeys: 'hs_additional_emails' } as const
const run = {
  call: (_operation: string, send: () => unknown) => send(),
  callPrepared: async (
    _operation: string,
    { prepare, send }: { prepare: () => Promise<unknown>; send: (input: unknown) => unknown },
  ) => send(await prepare()),
  breakers: { noteAnswer: () => undefined },
  lacking: new LackingProperties(() => undefined),
  uncertain: { contacts: new Set(), deals: new Set() },
  worked: async () => undefined,
  failed: async () => undefined,
} as unknown as CrmRun

type Found = Awaited<ReturnType<Crm['read']>>

/** Upserts these addresses at a HubSpot that answers like this, and finds these records when it is asked. */
async function upsert(keys: string[], answer: (keys: string[]) => UpsertAnswer, found: Found = []) {
  const calls: string[][] = []
  const hubspot = {
    upsert: async (_type: string, _property: string, inputs: { key: string }[]) => {
      calls.push(inputs.map(({ key }) => key))
      return answer(inputs.map(({ key }) => key))
    },
    read: async () => found,
  } as unknown as Crm
  const inputs = keys.map((key) => ({ key, properties: {} }))
  const outcomes = await upsertRecords(hubspot, run, CONTACTS, inputs, async (wanted) => new Set(wanted))
  return { calls, outcomes }
}

test('a refusal that names no input is the only input’s, with its cause', async () => {
  const error = { kind: 'invalid_email', codes: ['INVALID_EMAIL'] } as const
  const { calls, outcomes } = await upsert(['good@example.com', 'bad@example.com'], (keys) => ({
    results: keys
      .filter((key) => key.startsWith('good'))
      .map((key) => ({ id: '1', properties: { email: key } })),
    failures: keys.includes('bad@example.com') ? [{ traceIds: [], error }] : [],
  }))
  expect(outcomes.get('good@example.com')).toEqual({ id: '1' })
  expect(outcomes.get('bad@example.com')).toEqual({ error })
  expect(calls).toEqual([['good@example.com', 'bad@example.com'], ['bad@example.com']])
})

test('an answer under the primary address is matched by a secondary one, and only to the record it reports', async () => {
  const found: Found = [
    {
      id: '7',
      properties: {
        email: 'primary@example.com',
        hs_additional_emails: 'old@example.com;second@example.com',
      },
    },
    { id: '8', properties: { email: 'there-before@example.com' } },
  ]
  const { calls, outcomes } = await upsert(
    ['second@example.com', 'there-before@example.com'],
    // The first input was written, under its primary address; the second was passed over in silence.
    (keys) =>
      keys.length === 2
        ? { results: [{ id: '7', properties: { email: 'primary@example.com' } }], failures: [] }
        : { results: [{ id: '8', properties: { email: keys[0]! } }], failures: [] },
    found,
  )
  expect(calls).toEqual([['second@example.com', 'there-before@example.com'], ['there-before@example.com']])
  expect([...outcomes]).toEqual([
    ['second@example.com', { id: '7' }],
    ['there-before@example.com', { id: '8' }],
  ])
})

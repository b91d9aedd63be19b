import { expect, test } from 'vitest'
import { call, contactInput, standInForTest, upsertContacts } from '#tests/helpers/hubspot-stand-in.ts'

test('the call log keeps the latest calls and counts them all', async () => {
  const standIn = await standInForTest({ callsKept: 2 })

  await call(standIn, 'GET', '/crm/nonsense')
  await upsertContacts(standIn, 'a@example.com')
  await upsertContacts(standIn, 'b@example.com', 'c@example.com')

  expect(standIn.calls().map(({ sequence, inputs, results }) => [sequence, inputs, results])).toEqual([
    [2, 1, 1],
    [3, 2, 2],
  ])
  expect(standIn.unexpected().map(({ path }) => path)).toEqual(['/crm/nonsense'])
  expect(standIn.totals()).toEqual({
    total: 3,
    unexpected: 1,
    byStatus: { 200: 2, 404: 1 },
    byEndpoint: { 'GET (unknown)': 1, 'POST objects/contacts/batch/upsert': 2 },
  })
})

test('request bodies are kept only when asked for', async () => {
  const [plain, recording] = [await standInForTest(), await standInForTest({ recordBodies: true })]

  await upsertContacts(plain, 'a@example.com')
  await upsertContacts(recording, 'a@example.com')

  expect(plain.calls()[0]).not.toHaveProperty('body')
  expect(recording.calls()[0]?.body).toEqual({ inputs: [contactInput('a@example.com')] })
})

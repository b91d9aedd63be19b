import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { AuthenticationError } from '#app/domain/crm/errors.ts'
import { ConfigError } from '#app/platform/config.server.ts'
import { describeFailure } from '#scripts/failure.ts'

test('an error of ours is told as it says it', async () => {
  expect(await describeFailure(new Error('Port 1 is taken.'))).toBe('Port 1 is taken.')
  expect(await describeFailure(new ConfigError(['SITE_URL must be set']))).toContain('- SITE_URL must be set')
})

test('an error of HubSpot is told with its cause and what to do before the script is run again', async () => {
  const told = await describeFailure(new AuthenticationError({ kind: 'authentication', status: 401 }))
  expect(told).toBe(
    'HubSpot does not accept the access token: set HUBSPOT_ACCESS_TOKEN to a valid token; then run this again',
  )
})

test('a file that cannot be read is named, with the reason', async () => {
  const error: unknown = await readFile('/nowhere/ledger.jsonl').catch((reason: unknown) => reason)
  expect(await describeFailure(error)).toBe('/nowhere/ledger.jsonl: no such file or directory')
})

test('what a statement was given is not repeated', async () => {
  const error = Object.assign(new Error('Key (email)=(person@example.com) exists'), {
    name: 'PrismaClientKnownRequestError',
    code: 'P2010',
  })
  expect(await describeFailure(error)).toBe(
    'The database refused a statement (P2010). Is it migrated? npm run db:migrate',
  )
})

test.each([
  () => (undefined as unknown as { email: string }).email,
  () => JSON.parse('person@example.com\n    at person@example.com') as unknown,
  () => z.object({ email: z.literal('x') }).parse({ email: 'person@example.com' }),
])('a fault in the code is told by its kind and place, without its message: %s', async (fault) => {
  const error: unknown = await Promise.resolve()
    .then(fault)
    .catch((thrown: unknown) => thrown)
  const told = await describeFailure(error)
  expect(told).toMatch(/^A fault in the code \(\w+\)\. Please report it with these lines:\n +at /)
  expect(told).not.toContain('person@example.com')
})

test('whatever else is thrown is told as well', async () => {
  expect(await describeFailure('person@example.com')).toBe('Failed, for a reason that nobody gave.')
})

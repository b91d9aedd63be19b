import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { FaultKind } from '#dev/hubspot/faults.ts'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import type { CrmError } from '#app/domain/crm/errors.ts'
import {
  AuthenticationError,
  BurstLimitError,
  DailyLimitError,
  LockedError,
  MigratingError,
  RefusedError,
  ScopeError,
  TransientError,
  UnknownAnswerError,
} from '#app/domain/crm/errors.ts'
import { USER_AGENT } from '#app/platform/user-agent.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'

async function portalWithClient(timeoutMs = 60_000) {
  const portal = await startSyncPortal()
  onTestFinished(() => portal.close())
  return { portal, client: createHubspotClient({ token: portal.token, baseUrl: portal.url, timeoutMs }) }
}

const ROBIN = { key: 'robin@example.com', traceId: 'trace-1', properties: { firstname: 'Robin' } }

test.each<[fault: FaultKind, kind: string, errorClass: abstract new (...args: never[]) => CrmError]>([
  ['revoked_token', 'authentication', AuthenticationError],
  ['expired_token', 'authentication', AuthenticationError],
  ['missing_scopes', 'scope', ScopeError],
  ['burst_429', 'burst_limit', BurstLimitError],
  ['daily_429', 'daily_limit', DailyLimitError],
  ['locked_423', 'locked', LockedError],
  ['migrating_477', 'migrating', MigratingError],
  ['conflict_409', 'conflict', RefusedError],
  ['unique_clash_400', 'conflict', RefusedError],
  ['status_500', 'server_error', TransientError],
  ['html_502', 'server_error', TransientError],
  ['status_503', 'server_error', TransientError],
  ['drop_before', 'network', TransientError],
  ['commit_then_drop', 'network', TransientError],
  ['drop_mid_body', 'network', TransientError],
  ['truncated_json', 'unreadable_answer', TransientError],
  ['not_json', 'unreadable_answer', TransientError],
  ['empty_200', 'unreadable_answer', TransientError],
  ['error_200', 'unreadable_answer', TransientError],
  ['html_400', 'foreign_answer', RefusedError],
  ['html_403', 'foreign_answer', RefusedError],
  ['html_404', 'unexpected_status', UnknownAnswerError],
  ['html_413', 'foreign_answer', RefusedError],
  ['odd_json_400', 'foreign_answer', RefusedError],
  ['html_530', 'unroutable', TransientError],
])(
  'the fault %s is an error of kind %s, with a class of its own treatment',
  async (fault, kind, errorClass) => {
    const { portal, client } = await portalWithClient()
    portal.setFaults({ rules: [{ kind: fault }] })
    const error = await client.upsert('contacts', 'email', [ROBIN]).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(errorClass)
    expect((error as CrmError).error.kind).toBe(kind)
  },
)

test.each(['not_json', 'empty_200'] as const)(
  'nothing counts as deleted, or as unsubscribed, because of the answer %s',
  async (kind) => {
    const { portal, client } = await portalWithClient()
    portal.setFaults({ rules: [{ kind }] })
    for (const call of [
      () => client.eraseContact('1'),
      () => client.archive('deals', '1'),
      () => client.unsubscribe('robin@example.com'),
    ])
      await expect(call()).rejects.toThrow('unreadable_answer')
  },
)

test('every call names the product, because the fetch of Workers names nobody', async () => {
  const names: unknown[] = []
  const server = createServer((request, response) => {
    names.push(request.headers['user-agent'])
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo

  const client = createHubspotClient({ token: 'pat-test', baseUrl: `http://127.0.0.1:${port}` })
  await client.account().catch(() => undefined)

  expect(names).toEqual([USER_AGENT])
})

test('a call that lasts too long is given up', async () => {
  const { portal, client } = await portalWithClient(10)
  portal.setFaults({ rules: [{ kind: 'slow', delayMs: 60_000 }] })
  const error = await client.account().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(TransientError)
  expect((error as CrmError).error.kind).toBe('timeout')
})

test('Retry-After is read in seconds where HubSpot sends it', async () => {
  const { portal, client } = await portalWithClient()
  portal.setFaults({
    rules: [
      { kind: 'burst_429', retryAfterSeconds: 7, next: 1 },
      { kind: 'migrating_477', retryAfterSeconds: 300, next: 1 },
      { kind: 'burst_429', next: 1 },
    ],
  })
  const errors = []
  for (let call = 0; call < 3; call++) errors.push(await client.account().catch((thrown: unknown) => thrown))
  expect(errors).toMatchObject([
    { retryAfterSeconds: 7 },
    { retryAfterSeconds: 300 },
    { name: 'BurstLimitError', retryAfterSeconds: undefined },
  ])
})

test('an address without its API is no transient error: it would never go away', async () => {
  const { portal } = await portalWithClient()
  const client = createHubspotClient({ token: portal.token, baseUrl: `${portal.url}/elsewhere` })
  await expect(client.account()).rejects.toThrow(UnknownAnswerError)
})

test('in a batch with trace ids the valid records are written and the others named', async () => {
  const { portal, client } = await portalWithClient()
  const { results, failures } = await client.upsert('contacts', 'email', [
    ROBIN,
    { key: 'no-address', traceId: 'trace-2', properties: {} },
  ])
  expect(results).toMatchObject([{ properties: { email: 'robin@example.com' } }])
  expect(failures).toMatchObject([
    {
      traceIds: ['trace-2'],
      error: { kind: 'invalid_email', codes: ['INVALID_EMAIL'], properties: ['email'] },
    },
  ])
  expect(portal.contacts()).toHaveLength(1)
})

test('records are read by their unique property, and unknown ones are left out', async () => {
  const { client } = await portalWithClient()
  await client.upsert('contacts', 'email', [ROBIN])
  const found = await client.read('contacts', 'email', ['robin@example.com', 'nobody@example.com'])
  expect(found).toMatchObject([{ properties: { email: 'robin@example.com' } }])
})

test('the time zone and the id of the portal are known', async () => {
  const { portal, client } = await portalWithClient()
  expect(await client.account()).toEqual({ name: `portal ${portal.portalId}`, timeZone: 'US/Eastern' })
})

test.each([
  ['html_403', 'foreign_answer status=403 answer=html'],
  ['odd_json_400', 'foreign_answer status=400 answer=json:detail+error'],
  ['not_json', 'unreadable_answer status=200 answer=text'],
  ['error_200', 'unreadable_answer status=200 answer=json:category+correlationId+message+status'],
] as const)('an answer that is not known, %s, is told by its shape', async (kind, told) => {
  const { portal, client } = await portalWithClient()
  portal.setFaults({ rules: [{ kind }] })
  await expect(client.upsert('contacts', 'email', [ROBIN])).rejects.toThrow(told)
})

test('a token that no header can carry is an authentication error, and no call is made', async () => {
  const { portal } = await portalWithClient()
  const client = createHubspotClient({ token: 'pat-“quoted”', baseUrl: portal.url })
  await expect(client.account()).rejects.toThrow(AuthenticationError)
  expect(portal.totals().total).toBe(0)
})

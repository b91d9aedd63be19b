import { expect, test } from 'vitest'
import { postAnswers, type SaveReply } from '#app/browser/save-request.ts'

const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  (() => Promise.resolve(new Response(body, { status, headers }))) as typeof fetch

test('a save posts the changed answers as a form and says that a script sends it', async () => {
  const calls: [string, RequestInit][] = []
  const fetch = ((url: string, init: RequestInit) => {
    calls.push([url, init])
    return Promise.resolve(Response.json({ saved: true }))
  }) as typeof globalThis.fetch
  const reply = await postAnswers(fetch, 'https://example.com/assessment/step/1', { value_assurance_1: 'B' })
  expect(reply).toEqual({ kind: 'saved' })
  const [url, init] = calls[0]!
  expect(url).toBe('https://example.com/assessment/step/1')
  expect(init.method).toBe('POST')
  expect(init.headers).toEqual({ Accept: 'application/json', 'X-Requested-With': 'scorecard' })
  expect((init.body as URLSearchParams).toString()).toBe('value_assurance_1=B')
})

const replies: [string, typeof fetch, SaveReply][] = [
  ['200 with another page, as captive portals send', answering(200, '<html>'), { kind: 'failed' }],
  ['200 that does not say saved', answering(200, '{}'), { kind: 'failed' }],
  ['200 that says expired', answering(200, '{"expired":true}'), { kind: 'expired' }],
  ['400 that says expired', answering(400, '{"expired":true}'), { kind: 'expired' }],
  ['401', answering(401, ''), { kind: 'expired' }],
  ['410', answering(410, '{"expired":true}'), { kind: 'expired' }],
  [
    '409 that leads to the results',
    answering(409, '{"saved":false,"results":"/assessment/results/1"}'),
    { kind: 'completed', href: '/assessment/results/1' },
  ],
  [
    '409 that leads to another site',
    answering(409, '{"saved":false,"results":"//evil.example"}'),
    { kind: 'refused' },
  ],
  ['422', answering(422, '{"saved":false}'), { kind: 'refused' }],
  ['403 with a page', answering(403, '<html>'), { kind: 'refused' }],
  ['429', answering(429, ''), { kind: 'failed' }],
  [
    '429 that names a time',
    answering(429, '', { 'Retry-After': '12' }),
    { kind: 'failed', retryAfterMs: 12_000 },
  ],
  [
    '429 that names a date',
    answering(429, '', { 'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT' }),
    { kind: 'failed' },
  ],
  ['503', answering(503, ''), { kind: 'failed' }],
  ['no answer', () => Promise.reject(new TypeError('Failed to fetch')), { kind: 'failed' }],
]

test.each(replies)('a save answered with %s', async (_name, fetch, expected) => {
  expect(await postAnswers(fetch, 'https://example.com/', { value_assurance_1: 'B' })).toEqual(expected)
})

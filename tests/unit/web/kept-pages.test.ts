import { expect, test } from 'vitest'
import { mayBeKept } from '#app/web/kept-pages.server.ts'

const kept = (
  path: string,
  {
    cookie,
    method = 'GET',
    sent,
    ...init
  }: ResponseInit & { cookie?: string; method?: string; sent?: Record<string, string> } = {},
) =>
  mayBeKept(
    new Request(new URL(path, 'https://scorecard.example.com'), {
      method,
      headers: { ...sent, ...(cookie !== undefined && { Cookie: cookie }) },
    }),
    new Response(null, init),
  )

test.for(['/', '/privacy', '/accessibility'])(
  'a browser may keep %s when nothing is known of its visitor',
  (path) => {
    expect(kept(path)).toBe(true)
  },
)

test.for([
  ['a visitor with any cookie', '/', { cookie: 'hubspotutk=1' }],
  ['an answer that sets one', '/', { headers: { 'Set-Cookie': 'a=b' } }],
  ['a query, which may be anybody’s', '/privacy?receipt=1', {}],
  ['a script, which gets a part of it', '/', { sent: { 'Sec-Fetch-Dest': 'empty' } }],
  ['a post', '/privacy', { method: 'POST' }],
  ['an error', '/privacy', { status: 503 }],
  ['a step', '/assessment/step/1', {}],
  ['results', '/assessment/results/1', {}],
  ['the console', '/ops', {}],
] as const)('no browser may keep what is for %s', ([, path, init]) => {
  expect(kept(path, init)).toBe(false)
})

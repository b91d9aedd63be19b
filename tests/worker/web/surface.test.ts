import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { CLIENT_ASSETS } from '#dev/worker/deployable-build.ts'
import { answersOf, fetchOnce } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

// What the deployed product offers, and what it does not.

const { worker, started } = await useTestWorker()

test.each([
  '/.git/config',
  '/.git/HEAD',
  '/.svn/entries',
  '/.env',
  '/.dev.vars',
  '/_headers',
  '/package.json',
  '/wrangler.toml',
  '/assets/',
  '/build/server/index.js',
  '/cdn-cgi-handler/scheduled',
  '/debug',
  '/metrics',
  '/openapi.json',
  '/__manifest',
  '/ops',
  '/stats',
  '/messages',
])('what is not part of the product does not exist: %s', async (path) => {
  const response = await fetchOnce(`${worker.url}${path}`)
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('We could not find that page')
})

test('what is served as files is what a page needs, without maps of the sources', async () => {
  const files = await readdir(CLIENT_ASSETS, { recursive: true })
  expect(
    files.filter(
      (name) =>
        !/^assets$|\.(css|js|svg)$|^favicon\.ico$|^(apple-touch-icon|open-graph)[a-z-]*\.png$|^_headers$/.test(
          name,
        ),
    ),
  ).toEqual([])
})

test('no answer lets another origin read it', async () => {
  const headers = { Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' }
  const preflight = { ...headers, 'Access-Control-Request-Method': 'POST' }
  for (const [path, init] of [
    ['/', { headers }],
    ['/health', { headers }],
    ['/favicon.svg', { headers }],
    ['/assessment/start', { method: 'OPTIONS', headers: preflight }],
    ['/assessment/step/1/answers', { method: 'OPTIONS', headers: preflight }],
  ] as const) {
    const response = await fetchOnce(`${worker.url}${path}`, init)
    const allowing = [...response.headers.keys()].filter((name) => name.startsWith('access-control-'))
    expect(allowing, path).toEqual([])
    expect(response.headers.get('Cross-Origin-Resource-Policy'), path).toBe('same-origin')
  }
})

test('a form with a file in it is refused, whatever the file is', async () => {
  const prospect = await started()
  for (const path of ['/assessment/step/1', '/assessment/step/1/answers', '/privacy/request']) {
    const form = new FormData()
    for (const [name, value] of Object.entries(answersOf(1, 'B'))) form.append(name, value)
    form.append('email', new Blob(['#!/bin/sh'], { type: 'image/svg+xml' }), '../../etc/passwd')
    const response = await prospect.post(path, form)
    expect(response.status, path).toBe(400)
    expect(await response.text(), path).not.toContain('passwd')
  }
})

test('no page hydrates: what Remix would tell a browser is on none', async () => {
  const prospect = await started()
  for (const path of ['/', '/assessment/step/1', '/privacy', '/no-such-page', '/ops']) {
    const page = await (await prospect.get(path)).text()
    expect(page, path).toContain('<html')
    expect(page, path).not.toMatch(/__remix|modulepreload|entry\.client|hydrat/i)
  }
})

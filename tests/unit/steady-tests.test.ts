import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { expect, test } from 'vitest'
// eslint-disable-next-line no-restricted-imports -- the root has no alias
import { steadyTests } from '../../eslint.steady-tests.js'

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [tseslint.configs.base, ...steadyTests],
})

async function problems(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: file })
  return result!.messages.map(({ message }) => message)
}

test.each([
  ['tests/db/x.test.ts', 'await new Promise((resolve) => setTimeout(resolve, 100))'],
  ['tests/db/x.test.ts', "import { setTimeout as sleep } from 'node:timers/promises'"],
  ['tests/db/x.test.ts', 'await vi.waitFor(() => expect(sent).toHaveLength(1))'],
  ['tests/db/x.test.ts', 'const began = performance.now()'],
  ['tests/db/x.test.ts', 'const began = Date.now()'],
  ['tests/unit/x.test.ts', 'fetch(url, { signal: AbortSignal.timeout(100) })'],
  ['tests/unit/x.test.ts', 'vi.setConfig({ testTimeout: 90_000 })'],
  ['tests/unit/x.test.ts', 'await expect.poll(read, { timeout: 500 }).toBe(1)'],
  ['tests/unit/x.test.ts', "test('works', async () => {}, 20_000)"],
  ['tests/unit/x.test.ts', "test('works', { timeout: 20_000 }, async () => {})"],
  ['tests/unit/x.test.ts', "test('works', { retry: 3 }, async () => {})"],
  ['tests/unit/x.test.ts', "test.each([1, 2])('works', async () => {}, 20_000)"],
  ['tests/unit/x.test.ts', 'beforeAll(async () => {}, 20_000)'],
  ['tests/unit/x.test.ts', "test('works', async () => {}, LIMIT)"],
  ['tests/unit/x.test.ts', "test('works', work, 5 * 1000)"],
  ['tests/unit/x.test.ts', "test('works', { concurrent: true }, work, LIMIT)"],
  ['tests/unit/x.test.ts', "test.concurrent('works', work, 100)"],
  ['tests/unit/x.test.ts', "test.concurrent.each([1])('works', work, 100)"],
  ['tests/unit/x.test.ts', "it.skipIf(on)('works', work, 100)"],
  ['tests/unit/x.test.ts', "test.each`a ${1}`('works', work, 100)"],
  ['tests/unit/x.test.ts', "describe('all', options, () => {})"],
  ['tests/unit/x.test.ts', "test('works', options, work)"],
  ['tests/unit/x.test.ts', "test('works', { ...options }, work)"],
  ['tests/unit/x.test.ts', "test('works', { 'timeout': 5 }, work)"],
  ['tests/unit/x.test.ts', "test('works', { [name]: 5 }, work)"],
  ['tests/unit/x.test.ts', 'afterEach(work, LIMIT)'],
  ['tests/unit/x.test.ts', 'onTestFinished(work, 100)'],
  ['tests/unit/x.test.ts', 'const it2 = test'],
  ['tests/unit/x.test.ts', 'const slow = test.concurrent'],
  ['tests/unit/x.test.ts', "import { test as slow } from 'vitest'"],
  ['tests/unit/x.test.ts', "import * as v from 'vitest'"],
  ['tests/unit/x.test.ts', "import timers from 'node:timers/promises'"],
  ['tests/unit/x.test.ts', "import * as timers from 'node:timers/promises'"],
  ['tests/unit/x.test.ts', "import { setTimeout as sleep } from 'timers/promises'"],
  ['tests/unit/x.test.ts', "import { setTimeout } from 'node:timers'"],
  ['tests/unit/x.test.ts', "import { scheduler } from 'node:timers/promises'"],
  ['tests/unit/x.test.ts', "export * from 'node:timers/promises'"],
  ['tests/unit/x.test.ts', "const { setTimeout: sleep } = await import('node:timers/promises')"],
  ['tests/unit/x.test.ts', "const timers = require('timers')"],
  ['tests/unit/x.test.ts', 'await scheduler.wait(100)'],
  ['tests/unit/x.test.ts', 'globalThis.setTimeout(work, 100)'],
  ['tests/unit/x.test.ts', 'window.setInterval(work, 100)'],
  ['tests/unit/x.test.ts', 'const { setTimeout: later } = globalThis'],
  ['tests/unit/x.test.ts', 'const later = setTimeout'],
  ['tests/unit/x.test.ts', 'Atomics.wait(cells, 0, 0, 100)'],
  ['tests/unit/x.test.ts', 'const began = new Date().getTime()'],
  ['tests/unit/x.test.ts', 'const began = new Date().valueOf()'],
  ['tests/unit/x.test.ts', 'const began = +new Date()'],
  ['tests/unit/x.test.ts', 'const began = Number(new Date())'],
  ['tests/unit/x.test.ts', 'const began = Date()'],
  ['tests/unit/x.test.ts', 'const { now } = Date'],
  ['tests/unit/x.test.ts', "const began = Date['now']()"],
  ['tests/unit/x.test.ts', "import { performance as perf } from 'node:perf_hooks'"],
  ['tests/unit/x.test.ts', "import { hrtime } from 'node:process'"],
  ['tests/unit/x.test.ts', 'const { hrtime } = process'],
  ['tests/unit/x.test.ts', 'const poll = expect.poll'],
  ['tests/unit/x.test.ts', 'const { poll } = expect'],
  ['tests/unit/x.test.ts', 'const { waitFor } = vi'],
  ['tests/unit/x.test.ts', 'const pick = Math.random()'],
  ['tests/unit/x.test.ts', "import fc from 'fast-check'"],
  ['tests/e2e/x.test.ts', 'const context = await browser.newContext()'],
  ['tests/worker/x.test.ts', 'await fetch(worker.url)'],
])('%s may not say: %s', async (file, code) => {
  expect(await problems(file, code)).not.toEqual([])
})

test.each([
  ['tests/unit/x.test.ts', "test('works', async () => {})"],
  ['tests/unit/x.test.ts', "test.each([1, 2])('works', async () => {})"],
  ['tests/db/x.test.ts', 'await expect.poll(read).toBe(1)'],
  ['tests/db/x.test.ts', "const day = new Date('2026-11-23T09:00:00Z')"],
  ['tests/unit/x.test.ts', 'await fetch(standIn.url)'],
  ['tests/unit/x.test.ts', "test('works', { concurrent: true }, work)"],
  ['tests/unit/x.test.ts', "test('works', work)"],
  ['tests/unit/x.test.ts', "describe.each([1])('%s', () => {})"],
  ['tests/unit/x.test.ts', "import { expect, test, type Mock as Spy } from 'vitest'"],
  ['tests/db/x.test.ts', 'const today = new Date().toISOString().slice(0, 10)'],
  ['tests/db/x.test.ts', 'await saveStep(db, id, step, new Date())'],
  ['tests/db/x.test.ts', 'const tomorrow = new Date(day.getTime() + 86_400_000)'],
  ['tests/db/x.test.ts', 'const anHourAgo = new Date(Date.now() - 3_600_000)'],
])('%s may say: %s', async (file, code) => {
  expect(await problems(file, code)).toEqual([])
})

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
  ['tests/db/x.test.ts', 'const anHourAgo = new Date(Date.now() - 3_600_000)'],
])('%s may say: %s', async (file, code) => {
  expect(await problems(file, code)).toEqual([])
})

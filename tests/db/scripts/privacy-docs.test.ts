import { appendFileSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runNpmScript } from '#tests/helpers/npm-script.ts'
import { createScratchCheckout } from '#tests/helpers/scratch-checkout.ts'

const clone = createScratchCheckout()
afterAll(() => clone.delete())

const run = (...args: string[]) => runNpmScript('privacy:docs', args, { folder: clone.folder, env: {} })

test('docs/privacy is as the catalogue has it', async () => {
  expect(await run('--check')).toMatchObject({ code: 0, stderr: '' })
})

test('a document that says something else is named, and written anew', async () => {
  const file = path.join(clone.folder, 'docs/privacy/processors.md')
  const before = readFileSync(file, 'utf8')
  appendFileSync(file, 'Nobody else.\n')

  const checked = await run('--check')
  expect(checked.code).toBe(1)
  expect(checked.stderr).toContain('processors.md')
  expect(readFileSync(file, 'utf8')).toContain('Nobody else.')

  expect(await run()).toMatchObject({ code: 0 })
  expect(readFileSync(file, 'utf8')).toBe(before)
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { bundleWorker } from '#dev/worker/esbuild-bundle.ts'
import { createPositionMap, findMappedPlace } from '#dev/worker/source-positions.ts'

test('positions in a bundle become those in the sources, in whatever text they stand', async () => {
  const root = mkdtempSync(join(tmpdir(), 'scorecard-bundle-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  writeFileSync(join(root, 'worker.ts'), "import './part.ts'\nexport default {}\n")
  writeFileSync(join(root, 'part.ts'), "const unused: number = 1\n\nthrow new Error('in part')\n")

  const { modules, sourceMap } = await bundleWorker('worker.ts', {}, { root, sourceMap: true })
  const map = createPositionMap(sourceMap)
  const lines = String(modules[0]?.contents).split('\n')
  const line = lines.findIndex((text) => text.includes('throw new Error')) + 1
  const text = map(`Uncaught Error: in part\n  at file://${root}/main.js:${line}:7 (other.js:1:1)`)

  expect(text).toBe('Uncaught Error: in part\n  at part.ts:3:7 (other.js:1:1)')
  expect(findMappedPlace(text)).toEqual({ file: 'part.ts', line: 3, column: 7 })
  expect(createPositionMap(undefined)('main.js:1:1')).toBe('main.js:1:1')
})

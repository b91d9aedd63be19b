import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readWorkerConfig } from '#dev/worker/worker-config.ts'

const CONFIG = `name = "configured"
main = "worker.js"
compatibility_date = "2026-11-17"
[build]
command = "node build.mjs"
watch_dir = ["app", "page.txt"]
`

test.for(['', 'a', 'a/b/c', 'a/b/c/d/e'])(
  'what is to be watched is that of the root, however deep (%s) it lies beside the process',
  async (inside) => {
    const top = mkdtempSync(join(tmpdir(), 'scorecard-config-'))
    onTestFinished(() => rmSync(top, { recursive: true }))
    const root = join(top, inside)
    mkdirSync(root, { recursive: true })
    writeFileSync(join(root, 'wrangler.toml'), CONFIG)
    writeFileSync(join(root, 'worker.js'), '')
    const { build } = await readWorkerConfig(root, undefined)
    expect(build.watchedPaths).toEqual([join(root, 'app'), join(root, 'page.txt')])
  },
)

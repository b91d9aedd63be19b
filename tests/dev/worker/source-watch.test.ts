import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SourceWatch } from '#dev/worker/source-watch.ts'

test('every file that is written is part of a change; what the build writes is not', async () => {
  // The checkout itself may lie below a folder of that name.
  const root = join(mkdtempSync(join(tmpdir(), 'scorecard-watch-')), 'generated')
  mkdirSync(join(root, 'app/data/generated'), { recursive: true })
  writeFileSync(join(root, 'app/old.ts'), '')
  writeFileSync(join(root, 'wrangler.toml'), '')
  const sources = new SourceWatch(root)
  onTestFinished(async () => {
    await sources.close()
    rmSync(join(root, '..'), { recursive: true, force: true })
  })
  await sources.add(['app', 'wrangler.toml', '.dev.vars'])

  writeFileSync(join(root, 'app/data/generated/client.ts'), '')
  writeFileSync(join(root, 'app/old.ts'), 'changed')
  mkdirSync(join(root, 'app/new'))
  writeFileSync(join(root, 'app/new/a.ts'), '')
  writeFileSync(join(root, 'wrangler.toml'), 'changed')
  const changed = new Set<string>()
  while (!['app/old.ts', 'app/new/a.ts', 'wrangler.toml'].every((path) => changed.has(path))) {
    for (const path of await sources.change()) changed.add(path)
  }

  expect(changed.size).toBe(3)
})

test('what is not there yet is watched as well', async () => {
  const root = mkdtempSync(join(tmpdir(), 'scorecard-watch-'))
  const sources = new SourceWatch(root)
  onTestFinished(async () => {
    await sources.close()
    rmSync(root, { recursive: true, force: true })
  })
  await sources.add(['.dev.vars', 'prisma/migrations'])

  const first = sources.change()
  writeFileSync(join(root, 'README.md'), '')
  writeFileSync(join(root, '.dev.vars'), '')
  expect(await first).toEqual(['.dev.vars'])

  const second = sources.change()
  mkdirSync(join(root, 'prisma/migrations/1_init'), { recursive: true })
  writeFileSync(join(root, 'prisma/migrations/1_init/migration.sql'), '')
  expect(await second).toEqual(['prisma/migrations/1_init/migration.sql'])
})

import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readMigrations } from '#prisma/migration-files.ts'
import { edit } from '#tests/helpers/migration-trial.ts'
import { runNpmScript } from '#tests/helpers/npm-script.ts'
import { createScratchCheckout } from '#tests/helpers/scratch-checkout.ts'

const clone = createScratchCheckout()
afterAll(() => clone.delete())

const run = (...args: string[]) => runNpmScript('db:migration', args, { folder: clone.folder })
const migrations = () => readMigrations(path.join(clone.folder, 'prisma/migrations'))
const before = (await migrations()).length
/** Names of the migrations that were written here. */
const written = async () => (await migrations()).slice(before).map(({ name }) => name.replace(/^\d+_/, ''))

test.each([[[]], [['one', 'two']], [['one', '--emty']]])(
  'db:migration shows its usage for %j',
  async (args) => {
    const { code, stderr } = await run(...args)
    expect(stderr).toMatch(/^Usage: npm run db:migration -- NAME \[--empty\]\n/)
    expect(code).toBe(2)
    expect(await written()).toEqual([])
  },
)

test('db:migration writes a migration with no database but its own, and says where it is', async () => {
  const schema = path.join(clone.folder, 'prisma/schema.prisma')
  await edit(schema, '  referrerSource        String?', '  referrerSource String?\n  region String?')

  const added = await run('add_region')
  const again = await run('again')

  expect(added.stdout).toMatch(
    /^Wrote prisma\/migrations\/\d{14}_add_region\/migration\.sql\. Read it, then: npm run db:migrate\n$/,
  )
  expect(again.stdout).toMatch(/^Nothing has changed .* For SQL by hand: --empty\n$/)
  expect([added.code, again.code]).toEqual([0, 0])

  await edit(schema, '  region String?', '  promotion String?')
  const renamed = await run('rename_region')
  expect(renamed.stdout).toMatch(/^Wrote .*\nWARNING: Drops column "region" of "assessments" with its data\./)
  await rm(path.join(clone.folder, renamed.stdout.match(/prisma\/migrations\/\w+/)![0]), {
    recursive: true,
  })
  expect(await written()).toEqual(['add_region'])
})

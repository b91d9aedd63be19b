import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { seedTest } from '#prisma/seed-test.ts'
import { createTestDatabase } from '#tests/helpers/database.ts'
import { NPM_SCRIPTS, runNpmScript } from '#tests/helpers/npm-script.ts'
import { createScratchCheckout } from '#tests/helpers/scratch-checkout.ts'
import { readAllRows } from '#tests/helpers/table-rows.ts'

/** Other programs with options of ours: their --help is their own, and none of them reaches a database. */
const OTHER_PROGRAMS = new Set([
  'build',
  'test',
  'typecheck',
  'lint',
  'unused',
  'format',
  'format:check',
  'deploy:check',
  'screenshots',
])
const COMMANDS = Object.keys(NPM_SCRIPTS).filter((name) => !OTHER_PROGRAMS.has(name))

const database = await createTestDatabase()
await seedTest(database.db)
const rows = await readAllRows(database.db)

/** Stands for HubSpot and everything else that could be called. */
const outside = createServer((socket) => {
  calls++
  socket.destroy()
})
let calls = 0
await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
const outsideUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`

const clone = createScratchCheckout()
let files: string[]
beforeEach(() => {
  files = clone.files()
})
afterAll(async () => {
  clone.delete()
  outside.close()
  await database.close()
})

const env = {
  DIRECT_DATABASE_URL: database.url,
  DATABASE_URL: database.url,
  TEST_DATABASE_URL: database.url,
  IP_HASH_SECRET: 'script-key-000000000000000000000000000000',
  HUBSPOT_ACCESS_TOKEN: 'token',
  HUBSPOT_BASE_URL: outsideUrl,
  MAIL_BASE_URL: outsideUrl,
  HOME: clone.folder,
}

async function expectNothingDone(): Promise<void> {
  expect(await readAllRows(database.db)).toEqual(rows)
  expect(clone.files()).toEqual(files)
  expect(calls).toBe(0)
}

test.each(COMMANDS)('%s --help explains it, in a fresh clone, and does nothing', async (name) => {
  const { code, stdout, stderr } = await runNpmScript(name, ['--help'], { folder: clone.folder, env })

  expect(stdout).toContain(`Usage: npm run ${name}`)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  await expectNothingDone()
})

test('--help does nothing among other options, unknown ones and values either', async () => {
  const run = (...args: string[]) => runNpmScript('db:reset', args, { folder: clone.folder, env })
  for (const args of [
    ['-h'],
    ['--yes-really', 'x', '--help'],
    ['--unknown', '-h'],
    ['--yes-really', '--help'],
  ]) {
    expect(await run(...args)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Usage: ') as string,
    })
  }
  await expectNothingDone()
})

test.each(['db:reset', 'db:seed', 'privacy:purge', 'deploy', 'dev', 'bench'])(
  '%s refuses an option that it does not know without repeating it, and does nothing',
  async (name) => {
    const args = ['--unknwon=secret']
    const { code, stdout, stderr } = await runNpmScript(name, args, { folder: clone.folder, env })

    expect(stderr).toContain(`Usage: npm run ${name}`)
    expect(stdout + stderr).not.toContain('secret')
    expect(code).toBe(2)
    await expectNothingDone()
  },
)

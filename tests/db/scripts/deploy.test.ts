import { expect, onTestFinished, test } from 'vitest'
import { connect } from '#prisma/connection.ts'
import { asElsewhere, createUnmigratedDatabase } from '#tests/helpers/database.ts'
import { createNotingPrograms } from '#tests/helpers/noting-programs.ts'
import { runNpmScript } from '#tests/helpers/npm-script.ts'

async function deploy(env: Record<string, string>, exits = { npm: 0, wrangler: 0 }) {
  const { folder, calls } = createNotingPrograms(exits)
  const { code, stdout, stderr } = await runNpmScript('deploy', [], { programs: folder, env })
  return { code, stdout, stderr, calls: calls() }
}

/** An empty database, by an address that scripts take for another machine's. */
async function createProduction() {
  const { url, close } = await createUnmigratedDatabase()
  onTestFinished(close)
  const isMigrated = async () => {
    const client = await connect(url)
    const { rows } = await client.query<{ found: boolean }>(
      `SELECT to_regclass('public.assessments') IS NOT NULL AS found`,
    )
    await client.end()
    return rows[0]?.found
  }
  return { local: url, url: asElsewhere(url), isMigrated }
}

test('a deployment without DIRECT_DATABASE_URL stops before it touches anything', async () => {
  const { local, isMigrated } = await createProduction()
  const unset: Record<string, string>[] = [{}, { DIRECT_DATABASE_URL: '' }]
  for (const setting of unset) {
    const { code, stderr, calls } = await deploy({ DATABASE_URL: local, ...setting })
    expect(stderr).toContain('DIRECT_DATABASE_URL is not set: nothing was built, migrated or deployed.')
    expect({ code, calls }).toEqual({ code: 1, calls: [] })
  }
  expect(await isMigrated()).toBe(false)
})

test.each([
  ['postgresql://user:secret@localhost:54321/scorecard', 'on this machine, where the Worker cannot reach it'],
  ['postgresql://user:secret@db.example.com/scorecard?host=/var/run/postgresql', 'on this machine'],
  ['postgresql://user:secret@ep-x-pooler.aws.neon.tech/scorecard', 'URL without -pooler'],
  ['https://db.example.com/scorecard', 'should look like postgresql://'],
  ['user:secret@db.example.com/scorecard', 'should look like postgresql://'],
])('a deployment to %s stops before it touches anything', async (url, reason) => {
  const { code, stderr, calls } = await deploy({ DIRECT_DATABASE_URL: url })
  expect(stderr).toContain(reason)
  expect(stderr).not.toContain('secret')
  expect({ code, calls }).toEqual({ code: 1, calls: [] })
})

test('a Worker that does not build is not deployed, and the database stays as it is', async () => {
  const { url, isMigrated } = await createProduction()
  const { code, stderr, calls } = await deploy({ DIRECT_DATABASE_URL: url }, { npm: 3, wrangler: 0 })
  expect(stderr).toMatch(/nothing was migrated or deployed.+exit code 3/)
  expect({ code, calls }).toEqual({ code: 1, calls: ['npm run -s deploy:check'] })
  expect(await isMigrated()).toBe(false)
})

test('a database out of reach ends the deployment before the Worker is replaced', async () => {
  const { code, stderr, calls } = await deploy({
    DIRECT_DATABASE_URL: 'postgresql://user:secret@127.1:1/scorecard',
  })
  expect(stderr).toContain('Cannot reach the database at 127.1:1')
  expect({ code, calls }).toEqual({ code: 1, calls: ['npm run -s deploy:check'] })
})

test('a deployment builds, migrates and deploys, in this order', async () => {
  const { url, isMigrated } = await createProduction()
  const { code, stdout, calls } = await deploy({ DIRECT_DATABASE_URL: url })
  expect(stdout).toMatch(/\d+ applied, 0 already there/)
  expect({ code, calls }).toEqual({ code: 0, calls: ['npm run -s deploy:check', 'wrangler deploy'] })
  expect(await isMigrated()).toBe(true)
})

test('a deployment that wrangler refuses says what has been done', async () => {
  const { url, isMigrated } = await createProduction()
  const { code, stderr } = await deploy({ DIRECT_DATABASE_URL: url }, { npm: 0, wrangler: 1 })
  expect(stderr).toContain('The database is migrated, and the Worker is as it was before.')
  expect(code).toBe(1)
  expect(await isMigrated()).toBe(true)
})

import { createServer, type AddressInfo } from 'node:net'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { startHubspotStandIn } from '#dev/hubspot/server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { asElsewhere, useTestDatabase } from '#tests/helpers/database.ts'
import { runNpmScript } from '#tests/helpers/npm-script.ts'
import { createScratchCheckout } from '#tests/helpers/scratch-checkout.ts'

const database = await useTestDatabase()
const clone = createScratchCheckout()
afterAll(() => clone.delete())

const KEY = 'key-of-this-machine-0000000000000000000000'

function writeFiles({ secrets = '', devVars = '' }: { secrets?: string; devVars?: string }): void {
  mkdirSync(path.join(clone.folder, '.data'), { recursive: true })
  writeFileSync(path.join(clone.folder, '.data/secrets.env'), secrets)
  writeFileSync(path.join(clone.folder, '.dev.vars'), devVars)
}

const run = (script: string, args: string[], env: Record<string, string>) =>
  runNpmScript(script, args, { folder: clone.folder, env })

async function useStandIn() {
  const standIn = await startHubspotStandIn({ port: 0, provisioned: false })
  onTestFinished(() => standIn.close())
  return standIn
}

/** A port that nobody listens on. */
async function closedPort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return String(port)
}

test('the secrets that npm run dev has made up serve a database on this machine, and no other', async () => {
  writeFiles({ secrets: `IP_HASH_SECRET=${KEY}\n` })
  await createTestAssessment(database.db, { email: 'person@example.com' })
  const purge = (url: string) =>
    run('privacy:purge', ['--email', 'person@example.com'], { DIRECT_DATABASE_URL: url })

  const elsewhere = await purge(asElsewhere(database.url))
  expect(elsewhere).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('- IP_HASH_SECRET must be set') as string,
  })
  expect(await database.db.assessment.count()).toBe(1)
  expect(await purge(database.url)).toMatchObject({ code: 0, stderr: '' })
  expect(await database.db.assessment.count()).toBe(0)
})

test('a line that is no setting is refused: a default would take its place', async () => {
  writeFiles({ devVars: 'RETENTION_DAYS 90\n' })
  const env = { DIRECT_DATABASE_URL: database.url }
  expect(await run('privacy:scrub', [], env)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/Line 1 of \S+\.dev\.vars is not understood/) as string,
  })

  writeFiles({ secrets: 'broken\n' })
  expect(await run('privacy:scrub', [], env)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /Line 1 of \S+\.data\/secrets\.env is not understood[^]*npm run dev has made this file up/,
    ) as string,
  })
})

test('the environment wins over .dev.vars, and the portal is the one of the token', async () => {
  const standIn = await useStandIn()
  writeFiles({ devVars: `HUBSPOT_ACCESS_TOKEN=${standIn.token}\nHUBSPOT_BASE_URL=${standIn.url}\n` })
  expect(await run('hubspot:setup', [], {})).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(new RegExp(`^HubSpot at ${standIn.url}\ncreated  `)) as string,
  })

  const refused = await run('hubspot:setup', [], { HUBSPOT_ACCESS_TOKEN: 'another' })
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('HubSpot does not accept the access token')
})

test('without a token it is the local stand-in, and where that does not run, what to do', async () => {
  const standIn = await useStandIn()
  writeFiles({ devVars: 'HUBSPOT_ACCESS_TOKEN=from-a-file\n' })
  const local = (port: string) =>
    run('hubspot:test-lead', [], { HUBSPOT_ACCESS_TOKEN: '', HUBSPOT_STANDIN_PORT: port })

  const { port: itsPort } = new URL(standIn.url)
  const running = await local(itsPort)
  expect(running.stdout).toContain(
    `HubSpot at http://localhost:${itsPort} (HUBSPOT_ACCESS_TOKEN is not set: the local stand-in)`,
  )
  expect(running.stdout).toContain('ok     token: portal')
  const port = await closedPort()
  expect(await local(port)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining(`does not answer at http://localhost:${port}. Set the token`) as string,
  })
})

test.each([
  ['hubspot:setup', { HUBSPOT_DEAL_AMOUNT: 'lots' }, 'HUBSPOT_DEAL_AMOUNT must be a number'],
  ['hubspot:test-lead', { HUBSPOT_BASE_URL: 'api.hubapi.com' }, 'HUBSPOT_BASE_URL must be an absolute URL'],
  ['hubspot:setup', { HUBSPOT_STANDIN_PORT: 'lots' }, 'HUBSPOT_STANDIN_PORT is "lots"'],
  ['privacy:status', { RETENTION_DAYS: '0' }, 'RETENTION_DAYS must be at least 1 day'],
])('%s names a setting that cannot be used: %o', async (script, env, message) => {
  writeFiles({})
  const { code, stderr } = await run(script, [], { DIRECT_DATABASE_URL: database.url, ...env })
  expect(stderr).toContain(message)
  expect(code).toBe(1)
})

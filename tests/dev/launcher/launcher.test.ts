import { neon, neonConfig } from '@neondatabase/serverless'
import { expect, onTestFinished, test } from 'vitest'
import {
  alive,
  createLaunchFolder,
  findProcess,
  freePorts,
  listen,
  startLauncher,
} from '#tests/helpers/launcher.ts'

test('starts from nothing, stops on Ctrl-C, starts again on the same data, and stops when a part crashes', async () => {
  const folder = createLaunchFolder({
    '.dev.vars': 'MAIL_FROM="A file <file@example.com>"\nRETENTION_DAYS=7\n',
  })
  const ports = await freePorts()
  const env = { ...ports, RETENTION_DAYS: '9', HUBSPOT_DEAL_STAGE: `it's "$HOME"` }

  const first = startLauncher(folder, env)
  await first.ready()
  const settings = await settingsOf(ports)
  await countLeads(ports, `DELETE FROM assessments WHERE id = 'seed-assessment-01'`)
  const leads = await countLeads(ports)
  const started = first.descendants()
  first.process.kill('SIGINT')

  expect(await first.ended()).toMatchObject({ code: 0 })
  await expect.poll(() => alive(started)).toEqual([])
  expect(started.length).toBeGreaterThan(3)
  expect(leads).toBeGreaterThan(0)
  expect(settings).toMatchObject({
    DATABASE_URL: `postgresql://scorecard_app:scorecard_app@localhost:${ports.POSTGRES_PORT}/scorecard`,
    NEON_GATEWAY: `127.0.0.1:${ports.NEON_GATEWAY_PORT}`,
    SITE_URL: `http://localhost:${ports.PORT}`,
    MAIL_FROM: 'A file <file@example.com>',
    RETENTION_DAYS: '9',
    HUBSPOT_DEAL_STAGE: `it's "$HOME"`,
    SESSION_SECRETS: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  })

  const second = startLauncher(folder, env)
  await second.ready()
  const leadsAgain = await countLeads(ports)
  const settingsAgain = await settingsOf(ports)
  const startedAgain = second.descendants()
  process.kill(findProcess(startedAgain, 'workerd serve'), 'SIGKILL')
  const crash = await second.ended()

  expect(leadsAgain).toBe(leads)
  expect(settingsAgain.SESSION_SECRETS).toBe(settings.SESSION_SECRETS)
  expect(crash.code).toBe(1)
  expect(crash.output).toContain('The Worker ended: its runtime, workerd, crashed')
  await expect.poll(() => alive(startedAgain)).toEqual([])
})

test('where wrangler.toml binds a Hyperdrive, it leads to the local PostgreSQL', async () => {
  const ports = await freePorts()
  const run = startLauncher(
    createLaunchFolder({
      'wrangler.toml': `name = "launched"
        main = "worker.js"
        compatibility_date = "2026-11-17"
        hyperdrive = [{ binding = "HYPERDRIVE", id = "0" }]`,
      'worker.js': `export default {
        fetch: (request, { HYPERDRIVE: { user, database } }) => Response.json({ user, database }) }`,
    }),
    ports,
  )
  await run.ready()

  const bound = await settingsOf(ports)
  run.process.kill('SIGINT')

  expect(bound).toEqual({ user: 'postgres', database: 'scorecard' })
  expect(await run.ended()).toMatchObject({ code: 0 })
})

test('no address that somebody asks for is printed, since links carry secrets', async () => {
  const ports = await freePorts()
  const worker = `export default { fetch: () => { console.log('answered'); return new Response('ok') } }`
  const run = startLauncher(createLaunchFolder({ 'worker.js': worker }), ports)
  await run.ready()

  await fetch(`http://localhost:${ports.PORT}/privacy/confirm/jo@acme.example`)
  await run.printed('answered')
  run.process.kill('SIGINT')

  const { output } = await run.ended()
  expect(output).not.toContain('jo@acme.example')
})

test('a launcher that is killed outright leaves nothing running', async () => {
  const run = startLauncher(createLaunchFolder(), await freePorts())
  await run.ready()
  const started = run.descendants()

  run.process.kill('SIGKILL')

  await expect.poll(() => alive(started)).toEqual([])
})

test('a taken port ends the start with its name and the variable to change', async () => {
  const ports = await freePorts()
  const other = await listen(Number(ports.MAILBOX_PORT))
  onTestFinished(() => void other.close())

  const { code, output } = await startLauncher(createLaunchFolder(), ports).ended()

  expect(code).toBe(1)
  expect(output).toContain(`Port ${ports.MAILBOX_PORT}, for the mailbox, is taken`)
  expect(output).toContain('MAILBOX_PORT=')
})

async function settingsOf(ports: Record<string, string>): Promise<Record<string, string>> {
  const response = await fetch(`http://localhost:${ports.PORT}/`)
  const settings: unknown = await response.json()
  return settings as Record<string, string>
}

/** Through the gateway, as the Worker does. */
async function countLeads(ports: Record<string, string>, before?: string): Promise<number> {
  neonConfig.fetchEndpoint = `http://localhost:${ports.NEON_GATEWAY_PORT}/sql`
  const sql = neon(`postgresql://postgres:postgres@localhost:${ports.POSTGRES_PORT}/scorecard`)
  if (before) await sql.query(before)
  const [row] = await sql`SELECT count(*)::int AS leads FROM assessments`
  return Number(row?.leads)
}

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { chooseDatabase, isNeon } from '#dev/launcher/database.ts'
import { readPorts, requireFreePorts } from '#dev/launcher/ports.ts'
import { givenSettings, keepSecrets, readSettings, writeSettings } from '#dev/launcher/settings.ts'

test('ports are the usual ones unless the environment names others', () => {
  expect(readPorts({ PORT: '9000', POSTGRES_PORT: '' })).toEqual({
    worker: 9000,
    hubspotStandIn: 8788,
    mailbox: 8789,
    neonGateway: 8790,
    postgres: 54321,
  })
})

test('a port that is none, or used twice, is named with its variable', () => {
  expect(() => readPorts({ MAILBOX_PORT: 'mail' })).toThrow('MAILBOX_PORT is "mail"')
  expect(() => readPorts({ PORT: '65536' })).toThrow('PORT is "65536"')
  expect(() => readPorts({ PORT: '8790' })).toThrow('PORT and NEON_GATEWAY_PORT are both 8790')
})

test('a taken port is named with its part and the variable that changes it', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const except = ['worker', 'hubspotStandIn', 'neonGateway', 'postgres'] as const

  const refusal = requireFreePorts(readPorts({ MAILBOX_PORT: String(port) }), { except: [...except] })

  await expect(refusal).rejects.toThrow(
    `Port ${port}, for the mailbox, is taken by another program. Stop it, or choose another port with MAILBOX_PORT.`,
  )
})

test('the environment wins over .dev.vars, and an empty value counts as given', () => {
  const given = givenSettings(
    { HUBSPOT_BASE_URL: 'http://localhost:1', MAIL_API_KEY: '', UNRELATED: 'x' },
    { HUBSPOT_BASE_URL: 'http://localhost:2', SITE_URL: 'http://localhost:3' },
    ['HUBSPOT_BASE_URL', 'MAIL_API_KEY', 'OPS_TOKEN'],
  )

  expect(given).toEqual({
    HUBSPOT_BASE_URL: 'http://localhost:1',
    MAIL_API_KEY: '',
    SITE_URL: 'http://localhost:3',
  })
})

test('secrets are made up once, kept, and readable by their owner only', () => {
  const file = join(temporaryFolder(), 'data/secrets.env')

  const first = keepSecrets(file, ['SESSION_SECRETS', 'IP_HASH_SECRET'])

  expect(first.SESSION_SECRETS).toMatch(/^[0-9a-f]{64}$/)
  expect(first.IP_HASH_SECRET).not.toBe(first.SESSION_SECRETS)
  expect(keepSecrets(file, ['SESSION_SECRETS', 'IP_HASH_SECRET'])).toEqual(first)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('settings survive their file, quotes and all, and what cannot is named', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'worker.env')
  const settings = { PLAIN: 'a b # c', SINGLE: "it's", DOUBLE: 'say "yes"', BOTH: `it's "yes"`, EMPTY: '' }

  writeSettings(file, settings)

  expect(readSettings(file)).toEqual(settings)
  expect(readSettings(join(folder, 'absent'))).toEqual({})
  expect(() => writeSettings(file, { BAD: 'two\nlines' })).toThrow('BAD cannot be passed on')
})

test('a dollar sign is written so that Wrangler does not expand it', () => {
  const file = join(temporaryFolder(), 'worker.env')

  writeSettings(file, { SECRET: 'pa$$word$HOME' })

  expect(readFileSync(file, 'utf8')).toBe("SECRET='pa\\$\\$word\\$HOME'\n")
})

test('.dev.vars may have comments and quotes', () => {
  const file = join(temporaryFolder(), '.dev.vars')
  writeFileSync(file, '# a comment\nMAIL_FROM="Score <a@example.com>"\nRETENTION_DAYS=7\n')

  expect(readSettings(file)).toEqual({ MAIL_FROM: 'Score <a@example.com>', RETENTION_DAYS: '7' })
})

test('the embedded database is used unless DATABASE_URL leads elsewhere', () => {
  const ports = readPorts({})
  const choose = (url: string | undefined) => chooseDatabase({ url, ports, dataDir: '/data' })

  expect(choose(undefined)).toMatchObject({ dataDir: '/data', port: 54321 })
  expect(choose('postgresql://postgres:postgres@localhost:54321/scorecard')).toMatchObject({ port: 54321 })
  expect(choose('postgresql://a:b@localhost:5432/scorecard')).toEqual({
    url: 'postgresql://a:b@localhost:5432/scorecard',
  })
  expect(isNeon('postgresql://a:b@ep-x-pooler.eu-central-1.aws.neon.tech/scorecard')).toBe(true)
  expect(isNeon('postgresql://a:b@localhost/scorecard')).toBe(false)
})

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'launcher-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

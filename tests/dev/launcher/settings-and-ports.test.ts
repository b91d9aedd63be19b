import { linkSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { describeUnknownSettings, requireUsableSettings } from '#dev/launcher/check-settings.ts'
import { chooseDatabase, isNeon } from '#dev/launcher/database.ts'
import { explainFileError, LaunchError } from '#dev/launcher/launch-error.ts'
import { explainTakenPort, readPorts, requireFreePorts } from '#dev/launcher/ports.ts'
import { givenSettings, keepSecrets, readSettings, writeSettings } from '#dev/launcher/settings.ts'
import { listen } from '#tests/helpers/launcher.ts'

test('ports are the usual ones unless the environment names others', () => {
  expect(readPorts({ PORT: '9000', POSTGRES_PORT: '' })).toEqual({
    worker: 9000,
    hubspotStandIn: 8788,
    salesforceStandIn: 8792,
    mailbox: 8789,
    receiver: 8791,
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

test.each([
  ['a line that is no setting', 'broken\n', 'Line 1 of FILE is not understood'],
  ['half a line', "SESSION_SECRETS='0123", "Line 1 of FILE opens a quote (')"],
  ['a secret that the Worker does not take', 'SESSION_SECRETS=hunter2\n', 'SESSION_SECRETS must'],
])(
  'made-up secrets that cannot be used, with %s, are named with their file and may be deleted',
  (_, text, message) => {
    const file = join(temporaryFolder(), 'secrets.env')
    writeFileSync(file, text)

    const refusal = errorOf(() => keepSecrets(file, ['SESSION_SECRETS', 'IP_HASH_SECRET']))

    expect(refusal).toBeInstanceOf(LaunchError)
    expect(refusal.message).toContain(message.replace('FILE', file))
    expect(refusal.message).toContain(file)
    expect(refusal.message).toContain('npm run dev has made this file up and does so again')
    expect(refusal.message).not.toMatch(/hunter2|0123/)
    expect(readFileSync(file, 'utf8')).toBe(text)
  },
)

test('a folder in place of made-up secrets is named, and may be deleted', () => {
  const folder = temporaryFolder()
  expect(errorOf(() => keepSecrets(folder, ['SESSION_SECRETS'])).message).toMatch(
    new RegExp(`^${folder} cannot be read: EISDIR.*\nnpm run dev has made this file up`),
  )
})

test('settings survive their file, quotes and all, and what cannot is named', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'worker.env')
  const settings = { PLAIN: 'a b # c', SINGLE: "it's", DOUBLE: 'say "yes"', BOTH: `it's "yes"`, EMPTY: '' }

  writeSettings(file, settings)

  expect(readSettings(file)).toEqual(settings)
  expect(readSettings(join(folder, 'absent'))).toEqual({})
  expect(() => writeSettings(file, { BAD: 'two\nlines' })).toThrow('BAD cannot be kept')
})

test('a dollar sign survives its file, whatever follows it', () => {
  const file = join(temporaryFolder(), 'secrets.env')

  writeSettings(file, { SECRET: 'pa$$word$HOME${HOME}' })

  expect(readSettings(file)).toEqual({ SECRET: 'pa$$word$HOME${HOME}' })
})

test('a file of settings is written anew: what is linked to it in another copy stays as it was', () => {
  const folder = temporaryFolder()
  const [file, copy] = [join(folder, 'secrets.env'), join(folder, 'copy.env')]
  writeSettings(file, { A: 'first' })
  linkSync(file, copy)

  writeSettings(file, { A: 'second' })

  expect(readSettings(copy)).toEqual({ A: 'first' })
})

test('.dev.vars may have comments and quotes', () => {
  const file = join(temporaryFolder(), '.dev.vars')
  writeFileSync(file, '# a comment\nMAIL_FROM="Score <a@example.com>"\nRETENTION_DAYS=7\n')

  expect(readSettings(file)).toEqual({ MAIL_FROM: 'Score <a@example.com>', RETENTION_DAYS: '7' })
})

test.each([
  ['a line without =', 'A=1\n\n# a comment\nMAIL_FROM\n', 'Line 4 of FILE is not understood'],
  ['a line that is prose', 'my secret is hunter2\n', 'Line 1 of FILE is not understood'],
  ['a quote left open', 'A=1\nB="two\nC=3\n', 'Line 2 of FILE opens a quote (") that is not closed'],
])('%s in .dev.vars is named by its number, without what stands there', (_, text, message) => {
  const file = join(temporaryFolder(), '.dev.vars')
  writeFileSync(file, text)

  const refusal = errorOf(() => readSettings(file))

  expect(refusal.message).toContain(message.replace('FILE', file))
  expect(refusal.message).not.toMatch(/hunter2|two/)
})

test('a value in quotes may go over lines, and a comment may follow a value', () => {
  const file = join(temporaryFolder(), '.dev.vars')
  writeFileSync(file, 'export A="one\ntwo=2"\nB=3 # three\nC=\n')

  expect(readSettings(file)).toEqual({ A: 'one\ntwo=2', B: '3', C: '' })
})

test('a folder in place of .dev.vars is named', () => {
  expect(() => readSettings(temporaryFolder())).toThrow(/ is a folder and should be a file: move it away/)
})

test('settings that the Worker cannot use are named, with what they should look like and where they are set', () => {
  const refusal = errorOf(() =>
    requireUsableSettings(
      { RETENTION_DAYS: 'soon', SITE_URL: 'here', MAIL_API_KEY: '' },
      { SITE_URL: 'here' },
    ),
  )

  expect(refusal.message).toContain('RETENTION_DAYS must be a whole number of days (set in .dev.vars)')
  expect(refusal.message).toContain(
    'SITE_URL must be an absolute URL, e.g. https://scorecard.example.com (set in the environment)',
  )
  expect(() => requireUsableSettings({}, {})).not.toThrow()
})

test('a name in .dev.vars that nobody reads is pointed out', () => {
  expect(
    describeUnknownSettings({
      RETENTION_DAY: '7',
      MAILBOX_PORT: '1',
      OPS_TOKEN: 'x',
      DIRECT_DATABASE_URL: 'x',
    }),
  ).toEqual([
    'RETENTION_DAY in .dev.vars is no setting that the Worker knows.',
    'MAILBOX_PORT in .dev.vars changes nothing: ports are taken from the environment alone.',
  ])
})

test('a port that somebody takes after it was found free is named like one that was taken before', async () => {
  const other = await listen(0)
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const ports = readPorts({ NEON_GATEWAY_PORT: String(port) })

  const error: Error = await listen(port).then(
    () => new Error('listens'),
    (refused: Error) => refused,
  )

  expect(explainTakenPort(error, ports).message).toContain(
    `Port ${port}, for the Neon gateway, is taken by another program.`,
  )
  const unrelated = new Error('something else')
  expect(explainTakenPort(unrelated, ports)).toBe(unrelated)
})

test('files that cannot be used are named with a way out', () => {
  const error = (code: string) => Object.assign(new Error(code), { code, path: '/checkout/.data' })

  expect(explainFileError(error('ENOSPC'))).toContain(
    '/checkout/.data cannot be written, as the disk is full',
  )
  expect(explainFileError(error('EACCES'))).toContain('chown')
  expect(explainFileError(error('ECONNRESET'))).toBeNull()
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

function errorOf(work: () => unknown): Error {
  try {
    work()
  } catch (error) {
    return error as Error
  }
  throw new Error('Nothing was thrown')
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'launcher-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

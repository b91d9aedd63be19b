import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createNotingPrograms } from '#tests/helpers/noting-programs.ts'
import { runNpmScript } from '#tests/helpers/npm-script.ts'
import { createScratchCheckout } from '#tests/helpers/scratch-checkout.ts'

const clone = createScratchCheckout()
afterAll(() => clone.delete())

const config = path.join(clone.folder, 'wrangler.toml')
const deployed = readFileSync(config, 'utf8')
beforeEach(() => writeFileSync(config, deployed))

const USABLE = {
  DATABASE_URL: 'postgresql://user:password@db.example.com/scorecard',
  SECURITY_CONTACT: 'mailto:security@example.com',
  SESSION_SECRETS: 'session-secret-00000000000000000000000000',
  IP_HASH_SECRET: 'hash-secret-00000000000000000000000000000',
  SITE_URL: 'https://scorecard.example.com',
  HUBSPOT_ACCESS_TOKEN: 'pat-eu1-12345678-1234-1234-1234-123456789012',
  MAIL_API_KEY: 're_1234',
  MAIL_WEBHOOK_SECRET: 'whsec_dGhlIHNlY3JldCBvZiB0aGUgd2ViaG9vaw==',
  MAIL_FROM: '"Acme, Inc." <scorecard@example.com>',
  COMPANY_NAME: 'Acme, Inc.',
  COMPANY_ADDRESS: '1 Example Street, Springfield',
  PRIVACY_EMAIL: 'privacy@example.com',
  DATA_PROTECTION_OFFICER: 'none',
  IMPRINT_URL: 'https://example.com/imprint',
  DATABASE_LOCATION: 'Frankfurt, Germany',
  DATABASE_HISTORY_DAYS: '7',
  MAIL_LOCATION: 'Dublin, Ireland',
  CRM_LOCATION: 'Frankfurt, Germany',
  CRM_RETENTION_DAYS: '730',
}

const check = (env: Record<string, string>) => runNpmScript('check:config', [], { folder: clone.folder, env })

test('settings that can be used are passed without a doubt', async () => {
  expect(await check(USABLE)).toEqual({
    code: 0,
    stderr: '',
    stdout: 'settings  all that are given here can be used\n',
  })
})

test('all problems are named at once, with the value and the way out, and no secret', async () => {
  const { code, stderr } = await check({
    ...USABLE,
    MAIL_FROM: 'Acme, Inc. <a@b.example>',
    MAIL_REPLY_TO: 'x@localhost',
    HUBSPOT_ACCESS_TOKEN: 'Bearer pat-secret',
    SESSION_SECRETS: 'too-short',
  })
  expect(stderr).toContain('problem  MAIL_FROM is "Acme, Inc. <a@b.example>" and must look like')
  expect(stderr).toContain('problem  MAIL_REPLY_TO is "x@localhost" and must look like')
  expect(stderr).toContain('problem  HUBSPOT_ACCESS_TOKEN must be the token alone')
  expect(stderr).toContain('problem  SESSION_SECRETS must be at least 32 characters')
  expect(stderr).not.toMatch(/pat-secret|too-short/)
  expect(code).toBe(1)
})

test('what the notice does not say is named with its setting, and stops nothing', async () => {
  const { COMPANY_NAME: _, ...others } = USABLE
  const { code, stderr } = await check({ ...others, CRM_RETENTION_DAYS: ' ' })
  expect(stderr).toBe(
    'unsaid   COMPANY_NAME is not given: /privacy does not say who is responsible for the data\n' +
      'unsaid   CRM_RETENTION_DAYS is not given: /privacy does not say for how long contacts are kept in the CRM\n',
  )
  expect(code).toBe(0)
})

test('[vars] of wrangler.toml are checked, the environment wins, and .dev.vars is for npm run dev alone', async () => {
  writeFileSync(config, `${deployed}\n[vars]\nMAIL_FROM = "x@localhost"\nMAIL_FORM = "typing error"\n`)
  writeFileSync(path.join(clone.folder, '.dev.vars'), 'SITE_URL=nonsense\n')
  const { MAIL_FROM, ...others } = USABLE

  const wrong = await check(others)
  expect(wrong).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('MAIL_FROM is "x@localhost"') as string,
  })
  expect(wrong.stderr).toContain('doubt    MAIL_FORM in [vars] of wrangler.toml is no setting')
  expect(wrong.stderr).not.toContain('nonsense')
  expect(await check({ ...others, MAIL_FROM })).toMatchObject({ code: 0 })
})

test('what Cloudflare alone may know is named as unknown, and is no failure', async () => {
  const { code, stdout } = await check({})
  expect(stdout).toContain('unknown  DATABASE_URL, SESSION_SECRETS, IP_HASH_SECRET, SITE_URL:')
  expect(code).toBe(0)
})

test('with a Hyperdrive no other database is asked for', async () => {
  writeFileSync(
    config,
    `${deployed}\n[[hyperdrive]]\nbinding = "HYPERDRIVE"\nid = "0123456789abcdef0123456789abcdef"\n`,
  )
  const { code, stdout } = await check({})
  expect(stdout).not.toContain('DATABASE_URL')
  expect(stdout).toContain('unknown  SESSION_SECRETS')
  expect(code).toBe(0)
})

test('a setting that is unlikely to be meant is a doubt, which stops nothing', async () => {
  const { code, stderr } = await check({
    ...USABLE,
    HUBSPOT_ACCESS_TOKEN: '12345678-1234-1234-1234-123456789012',
    MAIL_API_KEY: 'key-1234',
    MAIL_WEBHOOK_SECRET: '',
    MAIL_FROM: '',
    SECURITY_CONTACT: '',
  })
  const doubted = [...stderr.matchAll(/^doubt {4}(\w+)/gm)].map(([, name]) => name)
  expect(doubted).toEqual([
    'HUBSPOT_ACCESS_TOKEN',
    'MAIL_API_KEY',
    'MAIL_API_KEY',
    'MAIL_WEBHOOK_SECRET',
    'SECURITY_CONTACT',
  ])
  expect(stderr).not.toContain('1234-1234')
  expect(code).toBe(0)
})

const UNSAFE: Record<string, string>[] = [
  {
    SESSION_SECRETS: 'local-only-session-secret-0000000000000000',
    HUBSPOT_ACCESS_TOKEN: 'pat-local-standin',
    MAIL_API_KEY: 're_local_mailbox',
    OPS_TOKEN: 'open-sesame',
    SITE_URL: 'https://localhost',
    NEON_GATEWAY: 'localhost:8790',
    MAIL_BASE_URL: 'http://mail.example.com',
    DATABASE_URL: 'postgresql://a:b@localhost/scorecard',
  },
  { IP_HASH_SECRET: USABLE.SESSION_SECRETS, SITE_URL: 'http://scorecard.example.com' },
  { IP_HASH_SECRET: '0'.repeat(64), SITE_URL: 'https://a:b@example.com/scorecard?a=b' },
]

test.each(UNSAFE)(
  'what is unsafe where strangers come stops a deployment, by name and without a secret: %o',
  async (unsafe) => {
    const { code, stderr } = await check({ ...USABLE, ...unsafe })
    for (const name of Object.keys(unsafe)) expect(stderr).toMatch(new RegExp(`^problem {2}${name} `, 'm'))
    expect(stderr).not.toMatch(/open-sesame|local-only-|session-secret|0000/)
    expect(code).toBe(1)
  },
)

test('a deployment with settings that cannot be used stops before it touches anything', async () => {
  const { folder, calls } = createNotingPrograms({ npm: 0, wrangler: 0 })
  const { code, stderr } = await runNpmScript('deploy', [], {
    programs: folder,
    env: { ...USABLE, DIRECT_DATABASE_URL: 'postgresql://u:p@db.example.com/x', MAIL_FROM: 'x@localhost' },
  })
  expect(stderr).toContain('MAIL_FROM is "x@localhost"')
  expect(stderr).toContain('nothing was built, migrated or deployed')
  expect({ code, calls: calls() }).toEqual({ code: 1, calls: [] })
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  ConfigError,
  SECRET_SETTINGS,
  SETTING_NAMES,
  type TextSettings,
  parseConfig,
  parseSettings,
} from '#app/platform/config.server.ts'
import { localBindings } from '#dev/worker/miniflare.ts'

const USUAL = localBindings({ url: 'postgresql://user:password@db.example.com/scorecard' })

function refusal(name: keyof TextSettings, value: string): string {
  try {
    parseSettings({ [name]: value }, [name])
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error(`${name} was accepted as ${value}`)
}

test.for([
  'a@b.example',
  'Acme <a@b.example>',
  'Acme Inc. <a@b.example>',
  '"Acme, Inc." <a@b.example>',
  '"Acme \\"AI\\" (Europe)" <a@b.example>',
  'Grüße & mehr <a@b.example>',
  "Robin O'Neill+co <first.last+tag@mail.b.example>",
  '<a@b.example>',
] as const)('a sender and a reply address may be %s', (value) => {
  for (const name of ['MAIL_FROM', 'MAIL_REPLY_TO'] as const)
    expect(parseSettings({ [name]: value }, [name])).toEqual({ [name]: value })
})

test.for([
  ['a comma outside of quotes', 'Acme, Inc. <a@b.example>'],
  ['another special character outside of quotes', 'Acme (Europe) <a@b.example>'],
  ['a quote that is not closed', '"Acme, Inc. <a@b.example>'],
  ['a quote inside a name', 'Acme "AI" Ltd <a@b.example>'],
  ['a domain without a dot', 'x@localhost'],
  ['a domain without a dot behind a name', 'Acme <x@localhost>'],
  ['an address of an IP', 'x@127.0.0.1'],
  ['two dots in a row', 'a..b@b.example'],
  ['two addresses', 'a@b.example, c@b.example'],
  ['no address', 'Acme'],
  ['an empty address', 'Acme <>'],
  ['blanks inside the brackets', 'Acme < a@b.example >'],
  ['something after the address', 'Acme <a@b.example> Ltd'],
  ['a line break', 'Acme\r\nBcc: c@b.example <a@b.example>'],
  ['letters outside ASCII in the address', 'müller@b.example'],
] as const)('a sender with %s is refused at the start, with the way out', ([, value]) => {
  for (const name of ['MAIL_FROM', 'MAIL_REPLY_TO'] as const) {
    expect(refusal(name, value)).toContain(`- ${name} must look like`)
    expect(refusal(name, value)).toContain('in double quotes')
  }
})

test.for([
  'Bearer pat-eu1-12345678-1234-1234-1234-123456789012',
  'bearer pat',
  '"pat-eu1-12345678-1234-1234-1234-123456789012"',
  'pat-eu1 12345678',
  'pat-eu1\n12345678',
  'pät-eu1',
])('a token that cannot be sent in a header is refused, without being repeated: %o', (token) => {
  for (const name of ['HUBSPOT_ACCESS_TOKEN', 'MAIL_API_KEY'] as const) {
    expect(refusal(name, token)).toMatch(new RegExp(`- ${name} must be the \\w+ alone`))
    expect(refusal(name, token)).not.toContain('eu1')
  }
})

test('a token may end with the line break that a pasted one has', () => {
  expect(parseSettings({ HUBSPOT_ACCESS_TOKEN: 'pat-eu1-1234\n' }, ['HUBSPOT_ACCESS_TOKEN'])).toEqual({
    HUBSPOT_ACCESS_TOKEN: 'pat-eu1-1234',
  })
})

test.for([
  ['DATABASE_URL', 'postgresql://user:pass%word@db.example.com/scorecard', 'percent-encoded'],
  [
    'DATABASE_URL',
    'postgresql://user:password@db.example.com:port/scorecard',
    'must look like postgresql://',
  ],
  ['DATABASE_URL', 'postgresql://user:password@db.example.com', 'must look like postgresql://'],
  ['DATABASE_URL', 'mysql://user:password@db.example.com/scorecard', 'must look like postgresql://'],
  ['SITE_URL', 'https://scorecard.example.com/quiz', 'must be an origin'],
  ['SITE_URL', 'https://scorecard.example.com/?x=1', 'must be an origin'],
  ['SITE_URL', 'scorecard.example.com', 'must be an absolute URL'],
  ['HUBSPOT_BASE_URL', 'https://user:password@api.hubapi.com', 'must not hold a user or password'],
  ['HUBSPOT_PIPELINE', ' ', 'must not be empty'],
  ['HUBSPOT_DEAL_STAGE', 'appointment\nscheduled', 'must be one line'],
  ['HUBSPOT_DEAL_AMOUNT', '15,000', 'must be a number'],
  ['HUBSPOT_DEAL_AMOUNT', 'Infinity', 'must be a number'],
  ['SESSION_SECRETS', 'short', 'must be at least 32 characters'],
  ['IP_HASH_SECRET', 'short', 'must be at least 32 characters'],
  ['RETENTION_DAYS', '0', 'must be at least 1 day'],
  ['MAIL_CAP_TOTAL_PER_HOUR', 'many', 'must be a whole number'],
  ['STARTS_PER_NETWORK_PER_HOUR', '0', 'must be at least 1'],
  ['STARTS_PER_NETWORK_PER_HOUR', '1000000', 'must be at most 10000'],
] as const)('%s is refused as %o', ([name, value, message]) => {
  expect(refusal(name, value)).toContain(`- ${name} `)
  expect(refusal(name, value)).toContain(message)
})

test('all settings that cannot be used are named at once', () => {
  const parse = () =>
    parseConfig({ ...USUAL, MAIL_FROM: 'x@localhost', RETENTION_DAYS: 'long', SITE_URL: '' })
  expect(parse).toThrow(ConfigError)
  expect(parse).toThrow(/MAIL_FROM[^]*SITE_URL[^]*RETENTION_DAYS/)
})

test.each(['TURNSTILE_SITE_KEY', 'TURNSTILE_SECRET_KEY'])(
  '%s alone is refused: half a check is none',
  (name) => {
    expect(() => parseConfig({ ...USUAL, [name]: '0x4AAAAAAA' })).toThrow(/set both or neither/)
  },
)

test('every setting whose value must not be shown is in the list of secrets', () => {
  const secret = SETTING_NAMES.filter((name) =>
    /TOKEN|SECRET|(?<!SITE_)KEY|DATABASE_URL|WEBHOOK_URL/.test(name),
  )
  expect([...SECRET_SETTINGS].sort()).toEqual(secret.sort())
})

const PRODUCTION = {
  ...USUAL,
  SITE_URL: 'https://scorecard.example.com',
  SESSION_SECRETS: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  IP_HASH_SECRET: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
}

test('what production refuses, a site on this machine may be set to', () => {
  expect(() => parseConfig(PRODUCTION)).not.toThrow()
  for (const host of ['localhost:8787', '127.0.0.1', '[::1]:1'])
    expect(() =>
      parseConfig({ ...USUAL, NEON_GATEWAY: 'localhost:1', SITE_URL: `http://${host}` }),
    ).not.toThrow()
  for (const host of ['localhost.example.com', '127.0.0.1.example.com', 'example.com', '10.0.0.1'])
    expect(() => parseConfig({ ...USUAL, SITE_URL: `https://${host}` })).toThrow(
      /SESSION_SECRETS must not be one of/,
    )
})

test('no secret that .dev.vars.example shows is taken in production', () => {
  const example = readFileSync(new URL('../../../.dev.vars.example', import.meta.url), 'utf8')
  const shown = [...example.matchAll(/^# (\w*(?:SECRET|TOKEN|KEY)\w*)=(.+)$/gm)]
  expect(shown.length).toBeGreaterThanOrEqual(4)
  for (const [, name, value] of shown)
    expect(() => parseConfig({ ...PRODUCTION, [name!]: value })).toThrow(name)
})

test.for([
  [
    { DATABASE_URL: 'postgresql://postgres:postgres@db.example.com/scorecard' },
    'DATABASE_URL must have a password',
  ],
  [
    { DATABASE_URL: 'postgresql://owner:owner@db.example.com/scorecard' },
    'DATABASE_URL must have a password',
  ],
  [{ BRIEFING_URL: 'http://example.com/briefing' }, 'BRIEFING_URL must begin with https'],
  [{ IMPRINT_URL: 'http://example.com/imprint' }, 'IMPRINT_URL must begin with https'],
  [{ CONTACT_URL: 'http://example.com/contact' }, 'CONTACT_URL must begin with https'],
  [{ NEON_GATEWAY: 'localhost:8790' }, 'NEON_GATEWAY must stay unset'],
  [{ SITE_URL: 'http://scorecard.example.com' }, 'SITE_URL must begin with https://'],
  [{ HUBSPOT_BASE_URL: 'http://localhost:8788' }, 'HUBSPOT_BASE_URL must begin with https://'],
  [{ IP_HASH_SECRET: PRODUCTION.SESSION_SECRETS }, 'IP_HASH_SECRET must differ'],
  [
    { SESSION_SECRETS: `${PRODUCTION.SESSION_SECRETS},${PRODUCTION.SESSION_SECRETS}` },
    'SESSION_SECRETS must differ',
  ],
  [{ OPS_TOKEN: PRODUCTION.IP_HASH_SECRET }, 'OPS_TOKEN must differ'],
  [{ IP_HASH_SECRET: 'ab'.repeat(40) }, 'IP_HASH_SECRET must be random'],
  [
    { TURNSTILE_SITE_KEY: '0x4', TURNSTILE_SECRET_KEY: '1x0000000000000000000000000000000AA' },
    'TURNSTILE_SECRET_KEY must not be one of .dev.vars.example',
  ],
] as const)('%o is refused in production, with the way out and without the value', ([unsafe, message]) => {
  expect(() => parseConfig({ ...PRODUCTION, ...unsafe })).toThrow(message)
  expect(() => parseConfig({ ...PRODUCTION, ...unsafe })).not.toThrow(PRODUCTION.SESSION_SECRETS)
})

test.for([
  ['SECURITY_CONTACT', 'security@example.com', 'must begin with https://, mailto: or tel:'],
  ['SECURITY_CONTACT', 'mailto:a@b.example\nExpires: never', 'must begin with https://, mailto: or tel:'],
  ['SECURITY_LANGUAGES', 'English', 'must be a comma list'],
] as const)('%s of security.txt is refused as %o', ([name, value, message]) => {
  expect(refusal(name, value)).toContain(message)
})

import { isPublicHost } from './public-host.ts'

const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]'])
const EXAMPLES = ['pat-local-standin', 're_local_mailbox', 'local-only-', 'whsec_bG9jYWwt', '1x0000']
/** `openssl rand -hex 32` has sixteen. */
const LEAST_LETTERS = 8
const SECRET_LENGTH = 32

export function isOnThisMachine(url: string): boolean {
  return THIS_MACHINE.has(new URL(url).hostname)
}

interface Given {
  SITE_URL?: string
  HUBSPOT_BASE_URL?: string
  HUBSPOT_FORMS_BASE_URL?: string
  SALESFORCE_URL?: string
  MAIL_BASE_URL?: string
  TURNSTILE_BASE_URL?: string
  DATABASE_URL?: string
  NEON_GATEWAY?: string
  SESSION_SECRETS?: string[]
  IP_HASH_SECRET?: string[]
  ACCESS_TEAM_DOMAIN?: string
  OPS_TOKEN?: readonly { token: string }[]
  HUBSPOT_ACCESS_TOKEN?: string
  SALESFORCE_CLIENT_SECRET?: string
  MAIL_API_KEY?: string
  MAIL_WEBHOOK_SECRET?: string
  TURNSTILE_SECRET_KEY?: string
  WEBHOOK_URL?: string[]
  WEBHOOK_SECRET?: string[][]
  EMBED_ORIGINS?: string[]
  BRIEFING_URL?: string
  IMPRINT_URL?: string
  CONTACT_URL?: string
}

const ADDRESSES = [
  'SITE_URL',
  'HUBSPOT_BASE_URL',
  'HUBSPOT_FORMS_BASE_URL',
  'SALESFORCE_URL',
  'MAIL_BASE_URL',
  'TURNSTILE_BASE_URL',
  'ACCESS_TEAM_DOMAIN',
  'BRIEFING_URL',
  'IMPRINT_URL',
  'CONTACT_URL',
] as const
const SECRETS = [
  'SESSION_SECRETS',
  'IP_HASH_SECRET',
  'OPS_TOKEN',
  'HUBSPOT_ACCESS_TOKEN',
  'SALESFORCE_CLIENT_SECRET',
  'MAIL_API_KEY',
  'MAIL_WEBHOOK_SECRET',
  'TURNSTILE_SECRET_KEY',
  'WEBHOOK_SECRET',
] as const
const OUR_OWN: readonly string[] = ['SESSION_SECRETS', 'IP_HASH_SECRET', 'OPS_TOKEN']

/**
 * What a Worker that strangers reach must not be set to. Which one that is the site's own address says: no request can.
 * @returns a line each, with the setting's name first, and no value
 */
export function findUnsafe(given: Given): string[] {
  return [
    ...ADDRESSES.filter((name) => given[name] !== undefined && !given[name].startsWith('https://')).map(
      (name) => `${name} must begin with https:// in production`,
    ),
    ...(given.NEON_GATEWAY === undefined
      ? []
      : ['NEON_GATEWAY must stay unset in production: it is a local gateway']),
    ...(given.DATABASE_URL !== undefined && isOnThisMachine(given.DATABASE_URL.replace(/^[a-z]+:/, 'http:'))
      ? ['DATABASE_URL must lead to another machine in production']
      : []),
    ...(given.DATABASE_URL !== undefined && hasKnownPassword(given.DATABASE_URL)
      ? ['DATABASE_URL must have a password that nobody can guess']
      : []),
    ...(given.WEBHOOK_URL?.every((url) => url.startsWith('https://') && isPublicHost(url)) === false
      ? ['WEBHOOK_URL must hold https:// addresses of public hosts alone in production']
      : []),
    ...(given.EMBED_ORIGINS?.every((url) => url.startsWith('https://')) === false
      ? ['EMBED_ORIGINS must hold origins that begin with https:// alone in production']
      : []),
    ...findWeakSecrets(given),
  ]
}

function hasKnownPassword(url: string): boolean {
  const { username, password } = new URL(url)
  return password !== '' && [username, 'postgres'].includes(password)
}

function findWeakSecrets(given: Given): string[] {
  const seen = new Map<string, string>()
  const values = { ...given, OPS_TOKEN: given.OPS_TOKEN?.map(({ token }) => token) }
  return SECRETS.flatMap((name) => [values[name] ?? []].flat(2).map((value) => ({ name, value }))).flatMap(
    ({ name, value }) => {
      const twin = seen.get(value)
      seen.set(value, name)
      if (EXAMPLES.some((example) => value.startsWith(example)))
        return [`${name} must not be one of .dev.vars.example, which everybody knows`]
      if (twin !== undefined)
        return [`${name} must differ from every other secret, and equals one of ${twin}`]
      if (OUR_OWN.includes(name) && (value.length < SECRET_LENGTH || new Set(value).size < LEAST_LETTERS))
        return [`${name} must be random and long, e.g. from \`openssl rand -hex 32\``]
      return []
    },
  )
}

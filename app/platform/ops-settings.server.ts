import * as z from 'zod'
import { type AccessRule, type OpsToken, ROLES, type Role } from '#app/domain/console/roles.ts'
import { optionalText } from './setting-shapes.server.ts'

const TOKEN_LENGTH = 32
const NAMED = /^([a-z][a-z0-9-]{0,30}):([a-z+]+):(.+)$/
const FIRST_NAME = 'owner'

const roles = z
  .string()
  .transform((list) => list.split('+'))
  .pipe(z.array(z.enum(ROLES)).min(1))

function parseRoles(list: string): Role[] | null {
  return roles.safeParse(list).data ?? null
}

function parts(list: string): string[] {
  return list.split(',').map((part) => part.trim())
}

/** A token alone has every role; `name:view+operate:token` is one with a name and some. */
const opsTokens = optionalText.transform((list, context): OpsToken[] | undefined => {
  if (list === undefined) return undefined
  const tokens = parts(list).map((part): OpsToken | null => {
    const [, name = FIRST_NAME, given, token = part] = NAMED.exec(part) ?? []
    const roles = given === undefined ? [...ROLES] : parseRoles(given)
    return roles && token.length >= TOKEN_LENGTH && /^[!-~]+$/.test(token) ? { name, roles, token } : null
  })
  const good = tokens.filter((token) => token !== null)
  const names = new Set(good.map(({ name }) => name))
  const secrets = new Set(good.map(({ token }) => token))
  if (good.length === tokens.length && names.size === good.length && secrets.size === good.length) return good
  context.addIssue(
    `must be a token of at least ${TOKEN_LENGTH} characters without blanks, e.g. from \`openssl rand -hex 32\`, or a comma ` +
      `list of name:${ROLES.join('+')}:token with names and tokens that differ`,
  )
  return z.NEVER
})

const teamDomain = optionalText.transform((domain, context) => {
  if (domain === undefined) return undefined
  const url = /^https?:\/\//.test(domain) ? domain : `https://${domain}`
  if (URL.canParse(url) && new URL(url).pathname === '/' && !/[?#@]/.test(url)) return new URL(url).origin
  context.addIssue('must be the team domain of Cloudflare Access, e.g. example.cloudflareaccess.com')
  return z.NEVER
})

const ACCESS_WHO = /^(?:\*|(?:\*|[^\s@=,*]+)@[^\s@=,*]+)$/

const accessRules = z
  .string()
  .default('*=view')
  .transform((list, context): AccessRule[] => {
    const rules = parts(list.trim() === '' ? '*=view' : list).map((part): AccessRule | null => {
      const [who = '', given = ''] = part.split('=', 2)
      const roles = parseRoles(given)
      return roles && ACCESS_WHO.test(who) ? { who: who.toLowerCase(), roles } : null
    })
    if (rules.every((rule) => rule !== null)) return rules
    context.addIssue(
      `must be a comma list of who=${ROLES.join('+')}, where who is an e-mail address, *@ and a domain, or *`,
    )
    return z.NEVER
  })

/** Who may open /ops. */
export const opsSettings = {
  OPS_TOKEN: opsTokens,
  /** the origin whose certificates are believed, and the issuer of what they sign */
  ACCESS_TEAM_DOMAIN: teamDomain,
  ACCESS_AUD: optionalText,
  ACCESS_ROLES: accessRules,
}

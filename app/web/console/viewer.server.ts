import type { AppLoadContext } from '@remix-run/cloudflare'
import { type OpsToken, type Role, type Viewer, rolesOf } from '#app/domain/console/roles.ts'
import { actorOf, sessionHash, tokenPrint } from '#app/platform/ops-token.server.ts'
import { retryLater } from '#app/web/retry-later.server.ts'
import { readOpsSession } from './session-cookie.server.ts'

const ASSERTION = 'Cf-Access-Jwt-Assertion'
const RETRY_AFTER_SECONDS = 30
const LONGEST_ASSERTION = 8 * 1024

export type Identity =
  | { kind: 'viewer'; viewer: Viewer }
  | { kind: 'absent' }
  | { kind: 'sign_in' }
  | { kind: 'refused' }
  | { kind: 'unavailable' }

/** What Access says counts first: where it is wrong, no session makes up for it. */
export async function identify(request: Request, context: AppLoadContext): Promise<Identity> {
  const { OPS_TOKEN: tokens } = context.config
  if (!context.verifyAccess && !tokens) return { kind: 'absent' }
  const assertion = request.headers.get(ASSERTION)
  if (context.verifyAccess && assertion !== null) return byAccess(assertion, context)
  if (!tokens) return { kind: 'refused' }
  return bySession(request, context, tokens)
}

async function byAccess(assertion: string, context: AppLoadContext): Promise<Identity> {
  if (assertion.length > LONGEST_ASSERTION) return { kind: 'refused' }
  const verdict = await context.verifyAccess!(assertion)
  if (verdict.kind !== 'verified') return { kind: verdict.kind }
  const { IP_HASH_SECRET, SESSION_SECRETS, ACCESS_ROLES } = context.config
  const roles = rolesOf(ACCESS_ROLES, verdict.email)
  if (roles.length === 0) return { kind: 'refused' }
  const [actor, session] = await Promise.all([
    actorOf(IP_HASH_SECRET[0]!, verdict.email),
    sessionHash(SESSION_SECRETS[0]!, assertion),
  ])
  return { kind: 'viewer', viewer: { by: 'access', name: verdict.email, actor, roles, session } }
}

async function bySession(
  request: Request,
  { config, now }: AppLoadContext,
  tokens: readonly OpsToken[],
): Promise<Identity> {
  const secrets = config.SESSION_SECRETS
  const session = await readOpsSession(request, secrets, now)
  const token = tokens.find(({ name }) => name === session?.name)
  if (!session || !token) return { kind: 'sign_in' }
  const prints = await Promise.all(secrets.map((secret) => tokenPrint(secret, token)))
  if (!prints.includes(session.print)) return { kind: 'sign_in' }
  return { kind: 'viewer', viewer: await tokenViewer(secrets[0]!, token, session.id) }
}

export async function tokenViewer(secret: string, token: OpsToken, sessionId: string): Promise<Viewer> {
  const { name, roles } = token
  return { by: 'token', name, actor: `token:${name}`, roles, session: await sessionHash(secret, sessionId) }
}

/**
 * @throws a Response: 404 where there is no /ops, 302 to the form, 403 without the role, 503 where nobody can tell
 */
export async function requireViewer(request: Request, context: AppLoadContext, role: Role): Promise<Viewer> {
  const identity = await identify(request, context)
  switch (identity.kind) {
    case 'absent':
      throw new Response(null, { status: 404 })
    case 'sign_in':
      throw toSignIn(request)
    case 'refused':
      throw new Response('You are not let in: ask whoever runs this installation.', { status: 403 })
    case 'unavailable':
      throw retryLater(503, RETRY_AFTER_SECONDS)
    case 'viewer':
      if (identity.viewer.roles.includes(role)) return identity.viewer
      throw new Response(`This takes the role “${role}”, which you do not have.`, { status: 403 })
  }
}

export const SIGN_IN_PATH = '/ops/sign-in'

export function toSignIn(request: Request, cookie?: string): Response {
  const { pathname, search } = new URL(request.url)
  const back = request.method === 'GET' ? pathname + search : '/ops'
  const to = back === '/ops' ? '' : `?${new URLSearchParams({ to: back })}`
  const headers = new Headers({ Location: SIGN_IN_PATH + to })
  if (cookie !== undefined) headers.set('Set-Cookie', cookie)
  return new Response(null, { status: 302, headers })
}

const LONGEST_BACK = 400

export function safeReturn(to: string | null): string {
  const isOurs =
    to !== null && to.length <= LONGEST_BACK && /^\/ops(?:[/?.][!-~]*)?$/.test(to) && !/[\\]|\/\//.test(to)
  return isOurs && !to.startsWith(SIGN_IN_PATH) ? to : '/ops'
}

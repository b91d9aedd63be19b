import type { Visitor } from './visitor.ts'
import { expectRedirect } from './visitor.ts'

export const OPS_TOKENS = {
  owner: 'owner-0123456789abcdef0123456789abcdef',
  viewer: 'viewer-0123456789abcdef0123456789abcdef',
}

/** A token with every role, and one that only sees. */
export const OPS_TOKEN = `${OPS_TOKENS.owner},viewer:view:${OPS_TOKENS.viewer}`

/** Signs a browser in with a token. */
export async function signIn(visitor: Visitor, token: keyof typeof OPS_TOKENS = 'owner'): Promise<Visitor> {
  expectRedirect(await visitor.post('/ops/sign-in', { token: OPS_TOKENS[token] }), '/ops')
  return visitor
}

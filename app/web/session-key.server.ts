import { hmacHex } from '#app/platform/hmac.server.ts'

const KEY_LENGTH = 16

/** A page names a session by it: the id itself opens the assessment, and stays in the cookie. */
export async function sessionKey(secret: string, sessionId: string): Promise<string> {
  return (await hmacHex(secret, `browser:${sessionId}`)).slice(0, KEY_LENGTH)
}

/** @param newest what a form without a key means. Null for a session that this browser does not have */
export async function findNamedSession(
  secrets: readonly string[],
  sessions: readonly string[],
  key: string | undefined,
  newest: string | null,
): Promise<string | null> {
  if (key === undefined) return newest
  for (const sessionId of sessions) {
    for (const secret of secrets) {
      if ((await sessionKey(secret, sessionId)) === key) return sessionId
    }
  }
  return null
}

/** Names its assessment, which is another than the browser's newest where another tab has begun one. */
export function stepPath(step: number, key: string | null): string {
  return `/assessment/step/${step}${key ? `?assessment=${key}` : ''}`
}

import { hmacHex } from '#app/platform/hmac.server.ts'

const KEY_LENGTH = 16

/**
 * What a page may say of a session: its form names the session by it, and the browser keeps unsaved answers under it. The id
 * itself opens the assessment, and stays in the cookie.
 */
export async function sessionKey(secret: string, sessionId: string): Promise<string> {
  return (await hmacHex(secret, `browser:${sessionId}`)).slice(0, KEY_LENGTH)
}

/**
 * Finds the session that a form belongs to, which need not be the browser's newest.
 * @param sessions those of the browser, the newest first
 * @param key as the form has it; undefined where it has none, which means the newest
 * @returns null for a session that is not this browser's
 */
export async function findNamedSession(
  secrets: readonly string[],
  sessions: readonly string[],
  key: string | undefined,
): Promise<string | null> {
  if (key === undefined) return sessions[0] ?? null
  for (const sessionId of sessions) {
    for (const secret of secrets) {
      if ((await sessionKey(secret, sessionId)) === key) return sessionId
    }
  }
  return null
}

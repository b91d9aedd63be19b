import { createCookie } from '@remix-run/cloudflare'

/** Out of reach of scripts and other sites. Its signature does not hold its name: contents of two cookies must differ in form. */
export function signedCookie(
  name: string,
  secrets: string[],
  maxAge: number,
  sameSite: 'lax' | 'strict' = 'lax',
) {
  return createCookie(name, { secrets, path: '/', secure: true, httpOnly: true, sameSite, maxAge })
}

export function isPresent(header: string | null, name: string): boolean {
  return header?.split(';').some((part) => part.trim().startsWith(`${name}=`)) ?? false
}

export function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000)
}

export function isYoung(sinceSeconds: number, lifetimeSeconds: number, now: Date): boolean {
  return secondsOf(now) < sinceSeconds + lifetimeSeconds
}

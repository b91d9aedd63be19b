import { isbot } from 'isbot'

/** Only visitors are in any figure; the others are counted apart. */
export const TRAFFIC_KINDS = ['visitor', 'bot', 'preview', 'own_test'] as const
export type TrafficKind = (typeof TRAFFIC_KINDS)[number]

/** A program: what names itself as one, or names nothing. */
export function isProgram(userAgent: string | null): boolean {
  return userAgent === null || userAgent.trim() === '' || isbot(userAgent)
}

/**
 * Whose visit this is. Anybody may ask not to be counted, by `?own-test`, or looks at a variant of the page by `?variant=`.
 */
export function trafficKind(address: string, userAgent: string | null, carried?: string): TrafficKind {
  if (isProgram(userAgent)) return 'bot'
  const query = new URL(address).searchParams
  if (query.has('own-test') || carried === 'own_test') return 'own_test'
  return query.has('variant') || carried === 'preview' ? 'preview' : 'visitor'
}

/** @param domains in lower case; those below one belong to it */
export function isOwnAddress(email: string | null | undefined, domains: readonly string[]): boolean {
  const host = email?.split('@').at(-1)?.toLowerCase()
  return host !== undefined && domains.some((domain) => host === domain || host.endsWith(`.${domain}`))
}

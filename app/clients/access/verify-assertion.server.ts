import { type JWTVerifyGetKey, createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify } from 'jose'
import * as z from 'zod'

export type AccessVerdict =
  | { kind: 'verified'; email: string }
  /** it is not from there, not for here, or not for now */
  | { kind: 'refused' }
  /** its certificates cannot be had: nobody can tell */
  | { kind: 'unavailable' }

export interface AccessSettings {
  /** the team's origin: it signs as that, and has its certificates there */
  origin: string
  audience: string
}

const TIMEOUT_MS = 2_500
const TOLERANCE_SECONDS = 5
/** Anybody can send an assertion: while the certificates cannot be had, they are not asked for at each. */
const ASKED_AGAIN_AFTER_MS = 5_000

/** A person has an address; a service token has a common name and none. */
const claims = z.object({ email: z.email().max(254) })

type Team = { origin: string; keys: ReturnType<typeof createRemoteJWKSet>; failedAt: number | null }

// jose drops a fetch that another request began, which Workers would not let it wait for.
let known: Team | null = null

function teamOf(origin: string): Team {
  if (known?.origin !== origin) {
    const certificates = new URL('/cdn-cgi/access/certs', origin)
    const keys = createRemoteJWKSet(certificates, { timeoutDuration: TIMEOUT_MS })
    known = { origin, keys, failedAt: null }
  }
  return known
}

/** Right after they could not be had, those that were had before; null: none. */
function keysOf({ keys, failedAt }: Team, now: Date): JWTVerifyGetKey | null {
  if (failedAt === null || Math.abs(now.getTime() - failedAt) >= ASKED_AGAIN_AFTER_MS) return keys
  const former = keys.jwks()
  return former ? createLocalJWKSet(former) : null
}

/**
 * Checks the header `Cf-Access-Jwt-Assertion`.
 * https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/validating-json/
 */
export async function verifyAssertion(
  { origin, audience }: AccessSettings,
  assertion: string,
  now: Date,
): Promise<AccessVerdict> {
  const team = teamOf(origin)
  const keys = keysOf(team, now)
  if (!keys) return { kind: 'unavailable' }
  try {
    const { payload } = await jwtVerify(assertion, keys, {
      algorithms: ['RS256'],
      issuer: origin,
      audience,
      requiredClaims: ['exp', 'iat'],
      currentDate: now,
      clockTolerance: TOLERANCE_SECONDS,
    })
    const person = claims.safeParse(payload)
    return person.success ? { kind: 'verified', email: person.data.email } : { kind: 'refused' }
  } catch (error) {
    if (keys !== team.keys && error instanceof errors.JWKSNoMatchingKey) return { kind: 'unavailable' }
    if (isAboutTheAssertion(error)) return { kind: 'refused' }
    team.failedAt = now.getTime()
    return { kind: 'unavailable' }
  }
}

const REFUSALS = [
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
]

function isAboutTheAssertion(error: unknown): boolean {
  return REFUSALS.some((kind) => error instanceof kind)
}

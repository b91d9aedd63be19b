import { type JWTVerifyGetKey, createRemoteJWKSet, errors, jwtVerify } from 'jose'
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

/** A person has an address; a service token has a common name and none. */
const claims = z.object({ email: z.email().max(254) })

// jose drops a fetch that another request began, which Workers would not let it wait for.
let known: { origin: string; keys: JWTVerifyGetKey } | null = null

function keysOf(origin: string): JWTVerifyGetKey {
  if (known?.origin !== origin) {
    const certificates = new URL('/cdn-cgi/access/certs', origin)
    known = { origin, keys: createRemoteJWKSet(certificates, { timeoutDuration: TIMEOUT_MS }) }
  }
  return known.keys
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
  try {
    const { payload } = await jwtVerify(assertion, keysOf(origin), {
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
    return isAboutTheAssertion(error) ? { kind: 'refused' } : { kind: 'unavailable' }
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

import * as z from 'zod'
import { LIFETIMES } from '#app/domain/limits.ts'
import { isYoung, secondsOf, signedCookie } from '#app/web/signed-cookie.server.ts'

export const OPS_COOKIE = '__Host-scorecard-ops'

const contents = z.object({
  ops: z.object({
    name: z.string().max(40),
    print: z.string().max(40),
    id: z.string().min(16).max(64),
    since: z.number().int().positive(),
  }),
})
export type OpsSession = z.output<typeof contents>['ops']

const cookieWith = (secrets: string[]) => signedCookie(OPS_COOKIE, secrets, LIFETIMES.opsSession, 'strict')

/** Null for none, one that is not ours, and one past its time: a copied cookie does not heed its Max-Age. */
export async function readOpsSession(
  request: Request,
  secrets: string[],
  now: Date,
): Promise<OpsSession | null> {
  const value: unknown = await cookieWith(secrets)
    .parse(request.headers.get('Cookie'))
    .catch(() => null)
  const session = contents.safeParse(value).data?.ops
  // Nor may it be from the future, which no clock of ours has signed.
  if (!session || session.since > secondsOf(now)) return null
  return isYoung(session.since, LIFETIMES.opsSession, now) ? session : null
}

export async function writeOpsSession(
  session: Omit<OpsSession, 'since'>,
  secrets: string[],
  now: Date,
): Promise<string> {
  return cookieWith(secrets).serialize({ ops: { ...session, since: secondsOf(now) } })
}

export async function forgetOpsSession(secrets: string[]): Promise<string> {
  return cookieWith(secrets).serialize('', { maxAge: 0 })
}

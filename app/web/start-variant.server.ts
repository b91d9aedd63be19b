import { type AbVariant, stickyVariant, variantFromByte } from '#app/domain/visit/variant.ts'
import { hmacHex } from '#app/platform/hmac.server.ts'
import type { Visitor } from './visitor.server.ts'

/**
 * Which start page a visitor sees: the one that was seen before, by the cookie of an earlier assessment or by the form that was
 * sent. Without either it is drawn from what every request says, so that coming again shows the same, and nothing is kept.
 * @param carried what the start form says
 */
export async function startVariant(
  request: Request,
  { remembered, ipAddress }: Visitor,
  secret: string,
  carried?: unknown,
): Promise<AbVariant> {
  const seen = [remembered.variant, carried]
  const drawn = await hmacHex(secret, `variant:${ipAddress} ${request.headers.get('User-Agent')}`)
  return stickyVariant(seen, () => variantFromByte(parseInt(drawn.slice(0, 2), 16)))
}

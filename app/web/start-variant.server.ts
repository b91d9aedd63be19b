import { type AbVariant, stickyVariant, variantFromByte } from '#app/domain/visit/variant.ts'
import { hmacHex } from '#app/platform/hmac.server.ts'
import type { Visitor } from './visitor.server.ts'

/** The start page that was seen before; else one drawn from what every request says, so that nothing has to be kept. */
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

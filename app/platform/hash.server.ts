const encoder = new TextEncoder()
const SESSION_ID_BYTES = 24 // 192 random bits; 128 is the least

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** @returns HMAC-SHA-256 of `value` under `secret`, in hex */
export async function hmacHex(secret: string, value: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  return toHex(await crypto.subtle.sign('HMAC', key, encoder.encode(value)))
}

/**
 * The only form in which an IP address is kept. IPv6 addresses are cut to their /64 first: one household or
 * phone owns the whole of it and may change the rest at will.
 * @param address as in `CF-Connecting-IP`; null where there is none
 */
export async function hashIp(secret: string, address: string | null): Promise<string | null> {
  if (!address) return null
  return hmacHex(secret, `ip:${cutToNetwork(address)}`)
}

/**
 * {@link hashIp} under each of these secrets, in their order.
 * @returns empty where there is no address
 */
export async function hashIpWithEach(secrets: readonly string[], address: string | null): Promise<string[]> {
  const hashes = await Promise.all(secrets.map((secret) => hashIp(secret, address)))
  return hashes.filter((hash) => hash !== null)
}

/**
 * The form in which the ledger of erasures knows an address. A purpose of its own: nothing else that is stored can be
 * matched with it.
 */
export async function hashErasedAddress(secret: string, email: string): Promise<string> {
  return hmacHex(secret, `erased:${email.trim().toLowerCase()}`)
}

function cutToNetwork(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const missing = address.includes('::') ? Math.max(0, 8 - left.length - right.length) : 0
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right]
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** An unguessable id: 192 random bits, URL-safe. */
export function generateSessionId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(SESSION_ID_BYTES)))
}

/** A CSP nonce: 128 random bits. */
export function generateNonce(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
}

/** A whole number from 0 to 255, for an even draw. */
export function randomByte(): number {
  return crypto.getRandomValues(new Uint8Array(1))[0]!
}

const encoder = new TextEncoder()

export function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export async function sha256Hex(text: string): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', encoder.encode(text)))
}

// An isolate has a handful of secrets. Keys alone, never promises: on Workers these belong to the request that made them.
const keys = new Map<string, CryptoKey>()

async function importedKey(secret: string): Promise<CryptoKey> {
  const known = keys.get(secret)
  if (known) return known
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  keys.set(secret, key)
  return key
}

export async function hmac(secret: string, value: string): Promise<ArrayBuffer> {
  return crypto.subtle.sign('HMAC', await importedKey(secret), encoder.encode(value))
}

export async function hmacHex(secret: string, value: string): Promise<string> {
  return toHex(await hmac(secret, value))
}

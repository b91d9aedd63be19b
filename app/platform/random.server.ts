const SESSION_ID_BYTES = 24 // 192 random bits; 128 is the least

export function generateSessionId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(SESSION_ID_BYTES)))
}

export function generateNonce(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
}

export function randomByte(): number {
  return crypto.getRandomValues(new Uint8Array(1))[0]!
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

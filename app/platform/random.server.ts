const SESSION_ID_BYTES = 24 // 192 random bits; 128 is the least

export function generateSessionId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(SESSION_ID_BYTES)))
}

export function generateNonce(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

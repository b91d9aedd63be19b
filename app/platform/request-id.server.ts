// https://developers.cloudflare.com/fundamentals/reference/cloudflare-ray-id/
const RAY = /^[0-9a-f]{16}(?:-[A-Z]{3})?$/

/** The id by which a request is found in logs and queue rows: Cloudflare's, which its own logs have too, or a new one. */
export function requestIdOf(headers: Headers): string {
  const ray = headers.get('cf-ray') ?? ''
  return RAY.test(ray) ? ray : crypto.randomUUID()
}

// https://developers.cloudflare.com/fundamentals/reference/cloudflare-ray-id/
const RAY = /^[0-9a-f]{16}(?:-[A-Z]{3})?$/

export function requestIdOf(headers: Headers): string {
  const ray = headers.get('cf-ray') ?? ''
  return RAY.test(ray) ? ray : crypto.randomUUID()
}

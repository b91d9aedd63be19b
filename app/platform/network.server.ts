import { hmacHex } from './hmac.server.ts'

/** The only form in which an IP address is kept. IPv6 is cut to its /64: a household may change the rest at will. */
export async function hashIp(secret: string, address: string | null): Promise<string | null> {
  if (!address) return null
  return hmacHex(secret, `ip:${cutToNetwork(address)}`)
}

export async function hashIpWithEach(secrets: readonly string[], address: string | null): Promise<string[]> {
  const hashes = await Promise.all(secrets.map((secret) => hashIp(secret, address)))
  return hashes.filter((hash) => hash !== null)
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

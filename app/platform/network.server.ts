import { hmacHex } from './hmac.server.ts'

export interface NetworkHashes {
  /** of the IPv4 address, or of the /64, which is what one household or one office floor has */
  network: string
  /** of the /48, which one subscriber may have whole; null for IPv4 */
  site: string | null
}

/** The only form in which an IP address is kept. Null for what is no address, as for none. */
export async function hashIp(secret: string, address: string | null): Promise<string | null> {
  return (await hashNetwork(secret, address))?.network ?? null
}

export async function hashNetworkWithEach(
  secrets: readonly string[],
  address: string | null,
): Promise<NetworkHashes[]> {
  const hashes = await Promise.all(secrets.map((secret) => hashNetwork(secret, address)))
  return hashes.filter((hash) => hash !== null)
}

async function hashNetwork(secret: string, address: string | null): Promise<NetworkHashes | null> {
  const parsed = parseAddress(address)
  if (parsed === null) return null
  if (typeof parsed === 'string') return { network: await hmacHex(secret, `ip:${parsed}`), site: null }
  const [network, site] = await Promise.all([
    hmacHex(secret, `ip:${parsed.slice(0, 4).join(':')}`),
    hmacHex(secret, `ip-site:${parsed.slice(0, 3).join(':')}`),
  ])
  return { network, site }
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/

function parseAddress(address: string | null): string | string[] | null {
  if (address === null) return null
  if (IPV4.test(address)) return address
  // The parser of addresses in URLs writes each one in a single way.
  if (!/^[\da-f:.]+$/i.test(address) || !URL.canParse(`http://[${address}]`)) return null
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
  const mapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff'
  return mapped ? groups.slice(6).flatMap(toBytes).join('.') : groups
}

function toBytes(group: string): number[] {
  const value = parseInt(group, 16)
  return [value >> 8, value & 255]
}

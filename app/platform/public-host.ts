/**
 * Ranges that no public service answers in: IANA's special-purpose registries
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, .../iana-ipv6-special-registry). Base and length of prefix.
 */
const SPECIAL_IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]

const PUBLIC_IPV6 = /^[23]/
const SPECIAL_IPV6 = /^(?:2001:(?:0{0,4}|db8|2|1[0-9a-f]|2[0-9a-f])?:|2002:|3fff:)/

const LOCAL_NAMES =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|localdomain|arpa|svc|test|invalid|onion)$/

/**
 * Whether a URL's host may be somebody's public server: no address of a private network in any spelling, and no name that
 * only a private network knows. What a public name resolves to is not known here.
 */
export function isPublicHost(url: string): boolean {
  const host = new URL(url).hostname.toLowerCase().replace(/\.+$/, '')
  if (host.startsWith('[')) return isPublicIpv6(host.slice(1, -1))
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPublicIpv4(host)
  return host.includes('.') && !LOCAL_NAMES.test(host)
}

function isPublicIpv4(address: string): boolean {
  const value = toNumber(address)
  return !SPECIAL_IPV4.some(([base, length]) => {
    const size = 2 ** (32 - length)
    return Math.floor(value / size) === Math.floor(toNumber(base) / size)
  })
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
}

function isPublicIpv6(address: string): boolean {
  return PUBLIC_IPV6.test(address) && /^[0-9a-f]{4}:/.test(address) && !SPECIAL_IPV6.test(address)
}

import { BlockList, isIP } from 'node:net'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8)
LOOPBACK.addAddress('::1', 'ipv6')

/**
 * Whether a host, as the driver is going to connect to it, is this machine: `localhost`, a loopback address or the folder
 * of a Unix socket. Names are not looked up: one that happens to lead here today counts as another machine.
 */
export function isThisMachine(host: string): boolean {
  const family = isIP(host)
  if (family !== 0) return LOOPBACK.check(host, family === 6 ? 'ipv6' : 'ipv4')
  return host.startsWith('/') || host.toLowerCase() === 'localhost'
}

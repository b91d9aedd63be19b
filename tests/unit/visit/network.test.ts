import { expect, test } from 'vitest'
import { hashIp } from '#app/platform/network.server.ts'

const SECRET = 'test-only-secret-0000000000000000000000'

test('addresses of one IPv6 /64 are one network, of another /64 another', async () => {
  const network = await hashIp(SECRET, '2001:db8:0:1::1')
  expect(await hashIp(SECRET, '2001:0DB8:0000:0001:ffff:ffff:ffff:ffff')).toBe(network)
  expect(await hashIp(SECRET, '2001:db8:0:2::1')).not.toBe(network)
})

test('an IPv4 address is the same network whether or not it comes mapped into IPv6', async () => {
  const plain = await hashIp(SECRET, '192.0.2.1')
  expect(await hashIp(SECRET, '::ffff:192.0.2.1')).toBe(plain)
  expect(await hashIp(SECRET, '::ffff:192.0.2.2')).not.toBe(plain)
})

test('the hash is keyed, in hex, and null where there is no address', async () => {
  expect(await hashIp(SECRET, '192.0.2.1')).toMatch(/^[0-9a-f]{64}$/)
  expect(await hashIp(`${SECRET}x`, '192.0.2.1')).not.toBe(await hashIp(SECRET, '192.0.2.1'))
  expect(await hashIp(SECRET, null)).toBeNull()
})

import { expect, test } from 'vitest'
import { hashIp, hashNetworkWithEach } from '#app/platform/network.server.ts'

const SECRET = 'test-secret-000000000000000000000000000'

const siteOf = async (address: string) => (await hashNetworkWithEach([SECRET], address))[0]!.site

test('a household behind one /64 of IPv6 is one network, the next /64 is another', async () => {
  const network = await hashIp(SECRET, '2001:db8:0:1::1')
  expect(await hashIp(SECRET, '2001:0DB8:0000:0001:ffff:ffff:ffff:ffff')).toBe(network)
  expect(await hashIp(SECRET, '2001:db8:0:2::1')).not.toBe(network)
})

test('every /64 of a /48 belongs to one site, which IPv4 has not', async () => {
  const site = await siteOf('2001:db8:7:1::1')
  expect(site).toMatch(/^[0-9a-f]{64}$/)
  expect(await siteOf('2001:db8:7:ffff:a:b:c:d')).toBe(site)
  expect(await siteOf('2001:db8:8:1::1')).not.toBe(site)
  expect(await siteOf('192.0.2.1')).toBeNull()
})

test.each(['::ffff:192.0.2.1', '::FFFF:c000:0201', '0:0:0:0:0:ffff:192.0.2.1'])(
  'IPv4 that is mapped into IPv6 is the same network: %s',
  async (mapped) => {
    expect(await hashNetworkWithEach([SECRET], mapped)).toEqual(
      await hashNetworkWithEach([SECRET], '192.0.2.1'),
    )
    expect(await hashIp(SECRET, mapped)).not.toBe(await hashIp(SECRET, '192.0.2.2'))
  },
)

test('one address in several spellings is one network', async () => {
  const spellings = ['2001:db8::1', '2001:DB8:0:0:0:0:0:1', '2001:0db8::0:1', '2001:db8::192.0.2.1']
  expect(new Set(await Promise.all(spellings.map((address) => hashIp(SECRET, address)))).size).toBe(1)
})

test.each([
  '',
  ' ',
  'unknown',
  '192.0.2',
  '192.0.2.256',
  '192.0.2.1, 198.51.100.1',
  '192.0.2.1:443',
  '0xc0000201',
  '2001:db8:::1',
  '2001:db8::1::2',
  '1:2:3:4:5:6:7:8:9',
  'fe80::1%eth0',
  '[2001:db8::1]',
  ':::::::::',
])('what is no address comes from nowhere, as nothing does: "%s"', async (address) => {
  expect(await hashIp(SECRET, address)).toBeNull()
  expect(await hashNetworkWithEach([SECRET], address)).toEqual([])
  expect(await hashNetworkWithEach([SECRET], null)).toEqual([])
})

test('an address is kept as a hash under a key, and under each of several', async () => {
  expect(await hashIp(SECRET, '192.0.2.1')).toMatch(/^[0-9a-f]{64}$/)
  expect(await hashIp(`${SECRET}x`, '192.0.2.1')).not.toBe(await hashIp(SECRET, '192.0.2.1'))
  const both = await hashNetworkWithEach([SECRET, `${SECRET}x`], '2001:db8::1')
  expect(new Set(both.flatMap(({ network, site }) => [network, site])).size).toBe(4)
})

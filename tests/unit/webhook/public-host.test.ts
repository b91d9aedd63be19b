import { expect, test } from 'vitest'
import { isPublicHost } from '#app/platform/public-host.ts'

test.for([
  'https://example.com/hook',
  'https://hooks.slack.com/services/T/B/x',
  'https://8.8.8.8/',
  'https://172.32.0.1/',
  'https://100.128.0.1/',
  'https://[2606:4700::1111]/',
])('%s may be somebody’s public server', (url) => {
  expect(isPublicHost(url)).toBe(true)
})

test.for([
  'https://localhost/',
  'https://LOCALHOST./',
  'https://receiver.localhost/',
  'https://localhost../',
  'https://crm.default.svc/',
  'https://printer.local/',
  'https://metadata.google.internal/',
  'https://crm/',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://10.1.2.3/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.64.0.1/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://0.0.0.0/',
  'https://[::]/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[64:ff9b::a00:1]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
  'https://[2001::1]/',
  'https://[2002:7f00:1::]/',
])('%s leads into a private network, or nowhere', (url) => {
  expect(isPublicHost(url)).toBe(false)
})

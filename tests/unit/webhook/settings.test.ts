import { expect, test } from 'vitest'
import { type Config, parseConfig } from '#app/platform/config.server.ts'
import { webhookReceivers } from '#app/platform/webhook-settings.server.ts'

const first = `whsec_${btoa('first-secret-000000000000000000')}`
const second = `whsec_${btoa('second-secret-00000000000000000')}`
const third = `whsec_${btoa('third-secret-000000000000000000')}`
const URLS = 'https://crm.example.com/hook, https://hooks.slack.com/services/T/B/x'

const settings = (values: Record<string, string>, siteUrl = 'https://scorecard.example.com'): Config =>
  parseConfig({
    DATABASE_URL: 'postgresql://user:password@db.example.com/scorecard',
    SESSION_SECRETS: 'f3a1c59e7b2d4860f3a1c59e7b2d4860a',
    IP_HASH_SECRET: '9c2e41d07b3fa8659c2e41d07b3fa865b',
    SITE_URL: siteUrl,
    ...values,
  })

test('without receivers nobody is told', () => {
  expect(webhookReceivers(settings({}))).toEqual([])
})

test('receivers have a secret and a format each, or one for all, and several secrets while one is replaced', () => {
  const each = {
    WEBHOOK_URL: URLS,
    WEBHOOK_SECRET: `${first} ${second}, ${third}`,
    WEBHOOK_FORMAT: 'standard,text',
  }
  expect(webhookReceivers(settings(each))).toEqual([
    { url: 'https://crm.example.com/hook', secrets: [first, second], format: 'standard' },
    { url: 'https://hooks.slack.com/services/T/B/x', secrets: [third], format: 'text' },
  ])
  const all = webhookReceivers(settings({ WEBHOOK_URL: URLS, WEBHOOK_SECRET: first }))
  expect(all.map(({ secrets, format }) => [secrets, format])).toEqual([
    [[first], 'standard'],
    [[first], 'standard'],
  ])
})

test.for<[string, Record<string, string>, string]>([
  ['without a secret', { WEBHOOK_URL: URLS }, 'WEBHOOK_SECRET'],
  [
    'a secret too many',
    { WEBHOOK_URL: URLS, WEBHOOK_SECRET: `${first},${first},${second}` },
    'WEBHOOK_SECRET',
  ],
  ['one secret in two places', { WEBHOOK_URL: URLS, WEBHOOK_SECRET: `${first},${first}` }, 'WEBHOOK_SECRET'],
  ['a short secret', { WEBHOOK_URL: URLS, WEBHOOK_SECRET: 'whsec_c2hvcnQ=' }, 'WEBHOOK_SECRET'],
  [
    'one receiver twice',
    { WEBHOOK_URL: 'https://a.example.com,https://a.example.com', WEBHOOK_SECRET: first },
    'WEBHOOK_URL',
  ],
  [
    'an unknown format',
    { WEBHOOK_URL: URLS, WEBHOOK_SECRET: first, WEBHOOK_FORMAT: 'xml' },
    'WEBHOOK_FORMAT',
  ],
  ['plain http', { WEBHOOK_URL: 'http://crm.example.com', WEBHOOK_SECRET: first }, 'WEBHOOK_URL'],
  ['a private address', { WEBHOOK_URL: 'https://10.0.0.1/hook', WEBHOOK_SECRET: first }, 'WEBHOOK_URL'],
  [
    'a private address among others',
    { WEBHOOK_URL: `${URLS},https://[::ffff:127.0.0.1]/`, WEBHOOK_SECRET: first },
    'WEBHOOK_URL',
  ],
  [
    'six receivers',
    { WEBHOOK_URL: [1, 2, 3, 4, 5, 6].map((n) => `https://r${n}.example.com`).join(), WEBHOOK_SECRET: first },
    'WEBHOOK_URL',
  ],
])('%s is refused, and the setting is named without its value', ([, values, name]) => {
  const attempt = () => settings(values)
  expect(attempt).toThrow(name)
  expect(attempt).not.toThrow(/10\.0\.0\.1|c2hvcnQ|slack/)
})

test('on a developer’s machine a receiver may be there too', () => {
  const local = { WEBHOOK_URL: 'http://localhost:8791', WEBHOOK_SECRET: first }
  expect(webhookReceivers(settings(local, 'http://localhost:8787'))).toHaveLength(1)
})

import { expect, test } from 'vitest'
import { attribute } from '#app/domain/visit/attribution.ts'
import { preferredLanguage } from '#app/domain/visit/preferred-language.ts'
import { isOwnAddress, trafficKind } from '#app/domain/visit/traffic.ts'

const HOST = 'scorecard.example.com'
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

test.for([
  [null, null, null, null, 'direct'],
  ['not an address', null, null, null, 'direct'],
  ['https://scorecard.example.com/', null, null, null, 'direct'],
  ['https://www.google.co.uk/', 'google.co.uk', null, null, 'search'],
  ['https://duckduckgo.com/', 'duckduckgo.com', null, null, 'search'],
  ['https://notgoogle.com/', 'notgoogle.com', null, null, 'referral'],
  ['https://www.linkedin.com/', 'linkedin.com', null, null, 'social'],
  ['https://t.co/', 't.co', null, null, 'social'],
  ['https://news.example.org/ai', 'news.example.org', null, null, 'referral'],
  [
    'https://news.example.org/?utm_source=News&utm_medium=Email&utm_campaign=Q4',
    'news',
    'email',
    'q4',
    'email',
  ],
  ['https://scorecard.example.com/?utm_source=google&utm_medium=cpc', 'google', 'cpc', null, 'paid'],
  ['https://scorecard.example.com/?utm_source=li&utm_medium=paid-social', 'li', 'paid-social', null, 'paid'],
  ['https://www.google.com/?utm_campaign=autumn', 'google.com', null, 'autumn', 'campaign'],
] as const)(
  'a visit from %s has source %s, medium %s, campaign %s and is %s',
  ([referrer, source, medium, campaign, sourceKind]) => {
    expect(attribute(referrer, HOST)).toEqual({ source, medium, campaign, sourceKind })
  },
)

test('what is kept for ever is short, whatever is sent', () => {
  const long = attribute(
    `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example.com/?utm_campaign=${'c'.repeat(500)}`,
    HOST,
  )
  expect(long.source).toHaveLength(100)
  expect(long.campaign).toHaveLength(100)
})

test.for([
  [null, 'unknown'],
  ['', 'unknown'],
  ['*', 'unknown'],
  ['de-CH,de;q=0.9,en;q=0.8', 'de'],
  ['EN', 'en'],
  ['gsw', 'other'],
  ["'; DROP TABLE", 'unknown'],
])('of the header %s the language is %s', ([header, language]) => {
  expect(preferredLanguage(header!)).toBe(language)
})

test.for([
  ['/', CHROME, undefined, 'visitor'],
  ['/?variant=proof', CHROME, undefined, 'preview'],
  ['/?own-test', CHROME, undefined, 'own_test'],
  ['/assessment/start', CHROME, 'own_test', 'own_test'],
  ['/assessment/start', CHROME, 'preview', 'preview'],
  ['/assessment/start', CHROME, 'champion', 'visitor'],
  ['/', null, undefined, 'bot'],
  ['/', ' ', undefined, 'bot'],
  ['/?own-test', 'curl/8.5.0', undefined, 'bot'],
  ['/', 'facebookexternalhit/1.1', undefined, 'bot'],
] as const)('%s, opened with %s and %s, is the visit of a %s', ([path, userAgent, carried, kind]) => {
  expect(trafficKind(`https://${HOST}${path}`, userAgent, carried)).toBe(kind)
})

test('an own address is one at an own domain, or at one below it', () => {
  expect(isOwnAddress('a@Example.com', ['example.com'])).toBe(true)
  expect(isOwnAddress('a@mail.example.com', ['example.com'])).toBe(true)
  expect(isOwnAddress('a@notexample.com', ['example.com'])).toBe(false)
  expect(isOwnAddress('a@example.com.evil.net', ['example.com'])).toBe(false)
  expect(isOwnAddress(null, ['example.com'])).toBe(false)
  expect(isOwnAddress('a@example.com', [])).toBe(false)
})

import { expect, test } from 'vitest'
import { browserInfo, parseStoredBrowser, storedBrowser } from '#app/domain/visit/browser-info.ts'

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.for([
  [
    'Chrome',
    'Windows',
    'desktop',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`,
  ],
  [
    'Edge',
    'Windows',
    'desktop',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
  ],
  [
    'Opera',
    'macOS',
    'desktop',
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36 OPR/120.0.0.0`,
  ],
  [
    'Safari',
    'macOS',
    'desktop',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
  ],
  [
    'Safari',
    'iOS',
    'mobile',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
  ],
  [
    'Chrome',
    'iOS',
    'tablet',
    'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0.0.0 Mobile/15E148 Safari/604.1',
  ],
  ['Firefox', 'Linux', 'desktop', 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0'],
  [
    'Chrome',
    'Android',
    'mobile',
    `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36`,
  ],
  [
    'Samsung Internet',
    'Android',
    'mobile',
    `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36`,
  ],
  [
    'Chrome',
    'Android',
    'tablet',
    `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`,
  ],
  [
    'Chrome',
    'ChromeOS',
    'desktop',
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`,
  ],
  ['other', 'other', 'bot', 'Mozilla/5.0 (compatible; ExampleBot/2.1; +http://example.com/bot)'],
  ['other', 'other', 'bot', 'curl/8.15.0'],
  ['other', 'other', 'unknown', 'Mozilla/5.0 (Something New)'],
] as const)('%s on %s (%s) is recognized', ([browser, os, device, userAgent]) => {
  expect(browserInfo(userAgent)).toEqual({ browser, os, device })
})

test('a visitor without a user agent is unknown', () => {
  expect(browserInfo(null)).toEqual({ browser: 'other', os: 'other', device: 'unknown' })
})

test('a session keeps the kind of browser and device, and nothing else that a browser says of itself', () => {
  const userAgent = `Mozilla/5.0 (Linux; Android 10; SM-G991B) ${WEBKIT} Chrome/142.0.7444.59 Mobile Safari/537.36`
  expect(storedBrowser(userAgent)).toBe('Chrome; Android; mobile')
  expect(parseStoredBrowser(storedBrowser(userAgent))).toEqual(browserInfo(userAgent))
  expect(storedBrowser('Mail/1.0 (kim@example.com; +http://example.com/kim)')).toBe('other; other; bot')
  expect(storedBrowser('')).toBeNull()
  expect(parseStoredBrowser(null)).toEqual(browserInfo(null))
})

import { expect, test } from 'vitest'
import { UTM_TAGS } from '#app/domain/visit/campaign.ts'
import { REFERRER_MAX_LENGTH, cleanReferrer } from '#app/domain/visit/referrer.ts'
import { fc } from '#tests/helpers/fast-check.ts'

// A list of the sites whose paths lead to a person is never complete, so that no site's path is kept.
test.for([
  ['https://example.com', 'https://example.com/'],
  ['https://www.Example.com/Blog/ai-roi?id=7#top', 'https://www.example.com/'],
  ['https://example.com:8443/a/', 'https://example.com:8443/'],
  ['https://kim:secret@example.com/a', 'https://example.com/'],
  [
    'https://example.com/?utm_source=news&email=kim@example.org&utm_medium=email',
    'https://example.com/?utm_source=news&utm_medium=email',
  ],
  ['https://example.com/a?UTM_SOURCE=x&utm_other=y', 'https://example.com/?utm_source=x'],
  [
    'https://example.com/?utm_source=kim@example.org&utm_campaign=q4-2026',
    'https://example.com/?utm_campaign=q4-2026',
  ],
  [
    'https://example.com/?utm_id=QWxhZGRpbjpvcGVuIHNlc2FtZQ&utm_campaign=ai%20roi',
    'https://example.com/?utm_campaign=ai%20roi',
  ],
  ['https://example.com/?utm_campaign=fall_sale_20%25', 'https://example.com/?utm_campaign=fall_sale_20%25'],
  ['https://about.me/first_last', 'https://about.me/'],
  ['https://dev.to/first_last', 'https://dev.to/'],
  ['https://bsky.social/first_last', 'https://bsky.social/'],
  ['https://de.linkedin.com/in/first-last?utm_source=li', 'https://de.linkedin.com/?utm_source=li'],
  ['https://www.snapchat.com/add/first_last', 'https://www.snapchat.com/'],
  ['https://events.example.com/speakers/first-last', 'https://events.example.com/'],
  ['https://webmail.example.org/inbox/kim', 'https://webmail.example.org/'],
  ['https://example.com/%E4%BA%BA/%FF', 'https://example.com/'],
  ['android-app://com.example.reader/', 'android-app://com.example.reader/'],
] as const)('%s becomes %s', ([raw, cleaned]) => {
  expect(cleanReferrer(raw)).toBe(cleaned)
  expect(cleanReferrer(cleaned)).toBe(cleaned)
})

test.for([
  null,
  undefined,
  '',
  'example.com',
  '/assessment',
  'about:blank',
  'javascript:alert(1)',
  'data:text/html,hello',
  'mailto:kim@example.org',
  'https://192.0.2.7/a',
  'https://[2001:db8::1]/a',
  'android-app://kim%40example.org/',
  `https://example.com/${'a'.repeat(9000)}`,
])('nothing is kept of %s', (raw) => {
  expect(cleanReferrer(raw)).toBeNull()
})

test('the landing page’s tags come with the page that led there, and win', () => {
  expect(
    cleanReferrer(
      'https://news.example.org/today?utm_source=old&utm_campaign=ai',
      'https://quiz.example.com/?utm_source=letter&x=1',
    ),
  ).toBe('https://news.example.org/?utm_source=letter&utm_campaign=ai')
})

test('the landing page stands in where only its tags are known', () => {
  expect(cleanReferrer(null, 'https://quiz.example.com/?utm_source=letter')).toBe(
    'https://quiz.example.com/?utm_source=letter',
  )
  expect(cleanReferrer(null, 'https://quiz.example.com/?x=1')).toBeNull()
  expect(cleanReferrer(null, 'https://quiz.example.com/team/SECRET?utm_source=letter')).toBe(
    'https://quiz.example.com/?utm_source=letter',
  )
})

test('a page of our own is no referrer, though its tags are kept', () => {
  const own = 'https://quiz.example.com'
  expect(cleanReferrer(`${own}/assessment/step/2`, `${own}/`)).toBeNull()
  expect(cleanReferrer(`${own}/privacy`, `${own}/?utm_source=letter`)).toBe(`${own}/?utm_source=letter`)
  expect(cleanReferrer(`${own}/?utm_source=letter`, `${own}/assessment/start`)).toBe(
    `${own}/?utm_source=letter`,
  )
  expect(cleanReferrer('https://news.example.org/today', `${own}/`)).toBe('https://news.example.org/')
})

test('tags that no longer fit are left out', () => {
  const tag = `${'é'.repeat(40)} sale`
  const query = UTM_TAGS.map((name) => `${name}=${encodeURIComponent(tag)}`).join('&')
  const cleaned = cleanReferrer(`https://example.com/?${query}`)!
  expect(cleaned.length).toBeLessThanOrEqual(REFERRER_MAX_LENGTH)
  expect([...new URL(cleaned).searchParams.keys()]).toEqual(['utm_source'])
})

const text = fc.string({ unit: 'binary', maxLength: 40 })
const address = fc
  .record({
    scheme: fc.constantFrom('https', 'http', 'android-app', 'ftp'),
    user: fc.option(text),
    host: fc.constantFrom('example.com', 'a.b.example.org:81', '192.0.2.1', 'kim@example.net'),
    segments: fc.array(fc.oneof(text, fc.emailAddress(), fc.uuid(), fc.base64String({ minLength: 20 }))),
    query: fc.array(
      fc.tuple(
        fc.oneof(fc.constantFrom(...UTM_TAGS, 'email', 'token'), text),
        fc.oneof(text, fc.emailAddress()),
      ),
    ),
    encoded: fc.boolean(),
  })
  .map(({ scheme, user, host, segments, query, encoded }) => {
    const encode = (part: string) => (encoded ? encodeURIComponent(part) : part)
    const credentials = user === null ? '' : `${encode(user)}:secret@`
    const pairs = query.map(([key, value]) => `${encode(key)}=${encode(value)}`)
    return `${scheme}://${credentials}${host}/${segments.map(encode).join('/')}?${pairs.join('&')}#kim@example.org`
  })

test('no address, unknown query, fragment or credential gets through, whatever comes in', () => {
  fc.assert(
    fc.property(address, (raw) => {
      const cleaned = cleanReferrer(raw)
      if (cleaned === null) return
      expect(cleaned.length).toBeLessThanOrEqual(REFERRER_MAX_LENGTH)
      expect(decodeURIComponent(cleaned)).not.toMatch(/@|%[\da-f]{2}|secret|[\p{Cc}]/iu)
      const url = new URL(cleaned)
      expect([url.pathname, url.hash, url.username]).toEqual(['/', '', ''])
      expect([...url.searchParams.keys()].every((key) => (UTM_TAGS as readonly string[]).includes(key))).toBe(
        true,
      )
      expect(cleanReferrer(cleaned)).toBe(cleaned)
    }),
    { numRuns: 500 },
  )
})

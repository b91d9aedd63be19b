import { expect, test } from 'vitest'
import { cleanReferrer } from '#app/domain/visit/referrer.ts'
import { seededRandom } from '#prisma/seeded-random.ts'
import { fc } from '#tests/helpers/fast-check.ts'

// What other sites put into their paths: the origin is always kept, and of the path what says nothing of a person.

const pathOf = (path: string) =>
  cleanReferrer(`https://example.com${path}`)!.slice('https://example.com'.length)

test.for([
  ['https://mail.google.com/mail/u/0/', 'https://mail.google.com/'],
  ['https://outlook.office365.com/mail/inbox/id/AAQkADAwATM0MDAAMS0wMTk3', 'https://outlook.office365.com/'],
  ['https://mail.yahoo.com/d/folders/1/messages/AKhZbxvKdQ', 'https://mail.yahoo.com/'],
  ['https://webmail.example.org/inbox/kim', 'https://webmail.example.org/'],
  ['https://3c.gmx.net/mail/client/home/sid/abcdef', 'https://3c.gmx.net/'],
  ['https://deref-gmx.net/mail/client/AbCdEf/dereferrer/', 'https://deref-gmx.net/'],
  ['https://contoso-my.sharepoint.com/personal/kim_sample/Documents', 'https://contoso-my.sharepoint.com/'],
  ['https://contoso.slack.com/archives/C024BE91L', 'https://contoso.slack.com/'],
  ['https://calendly.com/kim-sample/30min', 'https://calendly.com/'],
  ['https://mailchimp.com/resources/ai', 'https://mailchimp.com/resources/ai'],
] as const)('%s is a mailbox or a workplace, and so becomes %s', ([raw, cleaned]) => {
  expect(cleanReferrer(raw)).toBe(cleaned)
})

test.for([
  ['/sites/kim_sample_example_com/Documents', '/sites/-/Documents'],
  ['/kim_at_example.org', '/-'],
  ['/kim.sample-at-example.org/x', '/-/x'],
  ['/kim%2540example.org', '/-'],
  ['/kim%2525252540example.org', '/-'],
  ['/kim%28at%29example.org', '/-'],
  ['/crm/contact/kim.sample', '/crm/contact/-'],
  ['/customer/12345678', '/'],
  ['/portal/kunden/4711/start', '/portal/'],
  ['/benutzer/kim', '/'],
  ['/dashboard/u/0/', '/dashboard/'],
  ['/reset/abcdef', '/reset/-'],
  ['/invite/QWER-TYUI-ASDF/now', '/invite/-/now'],
  ['/unsubscribe/xKfQzLpWm', '/unsubscribe/-'],
  ['/app;x/sid/abc', '/-/sid/-'],
  ['/s/aBcDeFg', '/s/-'],
  ['/QWxhZGRpbjpvcGVu', '/-'],
  ['/deadbeefcafebabe', '/-'],
  ['/DEADBEEFCAFE', '/-'],
  ['/kfjwlqpzmxnvbcht', '/-'],
  ['/XKCDQWERTYUI', '/-'],
  ['/a1b2c3d4', '/-'],
] as const)('of %s is kept %s', ([path, kept]) => {
  expect(pathOf(path)).toBe(kept)
  expect(pathOf(kept)).toBe(kept)
})

test.for([
  '/wiki/Artificial_intelligence',
  '/wiki/HowToMeasureAiRoi/LinkedInLeadGenForms',
  '/KI-Beratung/geschichtsschreibung/rechtsschutzversicherung/angstschweiss',
  '/2026/11/27/strengths-and-weaknesses',
  '/news/KI-im-Mittelstand-9876543.html',
  '/index.html',
  '/default.aspx',
  '/p/how-to-measure-ai',
  '/blog/facade/McKinsey-GmbH-OpenAI',
])('%s says nothing of a person, and stays', (path) => {
  expect(pathOf(path)).toBe(path)
})

const lettersOf = (letters: string, minLength: number) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength: 60 })
const word = fc.stringMatching(/^[A-Za-z0-9_]{12,60}$/)
const encoding = fc.constantFrom(
  (text: string) => text,
  encodeURIComponent,
  (text: string) => text.replaceAll(/./g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
)

test('no hexadecimal number, and no word where a secret stands, gets through in any encoding', () => {
  const secret = fc.oneof(
    fc.tuple(fc.constantFrom('', 'blog/', 'a/b/'), lettersOf('abcdef', 9)),
    fc.tuple(fc.constantFrom('reset/', 'app/token/', 'sid/', 'Einladung/', 's/'), word),
  )
  fc.assert(
    fc.property(secret, encoding, ([before, text], encode) => {
      expect(pathOf(`/${before}${encode(text)}/end`)).toBe(`/${before}-/end`)
    }),
  )
})

test('an address that a path has in any encoding does not get through', () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.nat({ max: 4 }), (email, times) => {
      const encoded = Array.from({ length: times }).reduce<string>((text) => encodeURIComponent(text), email)
      const kept = pathOf(`/to/${encoded}/end`)
      for (const part of email.split('@').filter(({ length }) => length > 3)) expect(kept).not.toContain(part)
    }),
  )
})

test('of twenty tokens in letters of both cases, wherever they stand, at most one gets through', () => {
  const random = seededRandom(2026)
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const draw = () => letters[Math.floor(random() * letters.length)]
  const tokens = Array.from({ length: 2_000 }, () => Array.from({ length: 24 }, draw).join(''))
  const kept = tokens.filter((token) => pathOf(`/blog/${token}`).includes(token))
  expect(kept.length).toBeLessThanOrEqual(100)
})

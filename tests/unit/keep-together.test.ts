import { expect, test } from 'vitest'
import { keepTogether } from '#app/domain/language/keep-together.ts'

test.each([
  ['<p>Ihre E-Mail, bitte.</p>', '<p>Ihre E-\u2060Mail, bitte.</p>'],
  ['<p>E-Mail-Adresse</p>', '<p>E-\u2060Mail-Adresse</p>'],
  ['<h2>„KI-Übersicht“, IT-Störung.</h2>', '<h2>„KI-\u2060Übersicht“, IT-\u2060Störung.</h2>'],
  ['<p>our e-mails &amp; more</p>', '<p>our e-\u2060mails &amp; more</p>'],
])('a letter or two stay on the line of the word that they begin: %s', (html, expected) => {
  expect(keepTogether(html)).toBe(expected)
})

test('what forbids the break is for whoever sends the page to say', () => {
  expect(keepTogether('<p>Ihre E-Mail</p>', (word) => `<b>${word}</b>`)).toBe('<p>Ihre <b>E-Mail</b></p>')
})

test.each(['KI-Standortbestimmung, Scorecard-Ergebnis, Vor-und-Nach-Name', '2d26-4234-ab-cdef, wp-x1, 1-a'])(
  'what is long, and what begins with a word or a number, may go to the next line after its hyphen: %s',
  (text) => {
    expect(keepTogether(`<p>${text}</p>`)).toBe(`<p>${text}</p>`)
  },
)

test.each([
  '<a href="/x-ray" title="E-Mail">x</a>',
  '<title>Ihre E-Mail</title><textarea>E-Mail</textarea>',
  '<style>.a-b{}</style><script>const a = "KI-Wert"</script>',
  '<label for="email"><b>Work</b> e-mail</label><button>By e-mail</button><a href="/">E-Mail</a><legend>KI-Wert</legend>',
  '<pre>data-x ai-readiness</pre><code>de-at</code>',
  '<p>x-y@my-company.example, https://ai-works.example/e-mail, ai-works.example</p>',
])('nothing comes into what programs read or people copy to the letter: %s', (html) => {
  expect(keepTogether(html)).toBe(html)
})

import { expect, test } from 'vitest'
import { readerLanguage } from '#app/web/reader-language.server.ts'

const languageOf = (path: string, asks?: string) =>
  readerLanguage(
    new Request(new URL(path, 'https://scorecard.example.com'), {
      headers: asks === undefined ? {} : { 'Accept-Language': asks },
    }),
  )

test('the language of an address goes before that of the browser', () => {
  expect(languageOf('/de/quick-check', 'en')).toBe('de')
  expect(languageOf('/embed/de')).toBe('de')
  expect(languageOf('/', 'de-AT,de;q=0.9')).toBe('de')
  expect(languageOf('/assessment/step/1')).toBe('en')
  expect(languageOf('/%E0%A4%A', 'fr')).toBe('en')
})

test('it is known of a post whose body was read before the answer failed', async () => {
  const posted = new Request('https://scorecard.example.com/de/assessment/start', {
    method: 'POST',
    body: new URLSearchParams({ email: '' }),
  })
  await posted.text()
  expect(readerLanguage(posted)).toBe('de')
})

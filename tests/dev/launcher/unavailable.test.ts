import { expect, test } from 'vitest'
import { renderUnavailable } from '#dev/launcher/front/unavailable.ts'

const failure = {
  title: 'The build fails',
  message: 'a.tsx:1:2: ERROR: <script>alert("1")</script> & \'more\'',
  place: { file: '</title><img src=x onerror=alert(1)>.tsx', line: 1, column: 2 },
}
const render = (accept: string | undefined, reload = true) =>
  renderUnavailable({ failure, state: 3 }, { accept, reload })

test('nothing of a message becomes markup, and the page may run its own script alone', () => {
  const { headers, body } = render('text/html,application/xhtml+xml;q=0.9,*/*;q=0.8')

  expect(headers['Content-Type']).toBe('text/html; charset=utf-8')
  expect(body).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;')
  expect(body).not.toMatch(/<img|<script>/)
  const [, nonce] = /<script nonce="([^"]+)">/.exec(body) ?? []
  expect(headers['Content-Security-Policy']).toBe(
    `default-src 'none'; connect-src 'self'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`,
  )
  expect(render('text/html').body).not.toContain(nonce)
})

test('a page goes on by itself, one that answers a form does not', () => {
  expect(render('text/html').body).toContain("fetch('/cdn-cgi/local-cloud?after=3')")
  expect(render('text/html', false).body).not.toContain('<script')
})

test('programs get JSON or plain text, with the place and the whole message', () => {
  expect(JSON.parse(render('application/json').body)).toEqual({ error: 'no_worker', ...failure })
  expect(render('*/*').body).toBe(`The build fails: ${failure.place.file}:1:2\n\n${failure.message}\n`)
  expect(render(undefined).headers['Content-Type']).toBe('text/plain; charset=utf-8')
})

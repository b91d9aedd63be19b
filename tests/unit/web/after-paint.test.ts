import { expect, test } from 'vitest'
import { loadAfterPaint } from '#app/web/after-paint.server.ts'

const SCRIPT = '<script type="module" src="/assets/quiz-1.js" nonce="n0nce" fetchpriority="low"></script>'
const SHEET = '<link rel="stylesheet" media="print" href="/assets/shared-1.css"/>'
const NEEDED = '<link rel="stylesheet" href="/assets/shared-1.css"/>'

const load = (head: string) => loadAfterPaint(`<head>${head}</head><body></body>`, 'n0nce')
const inScript = (page: string) => /<script nonce="n0nce">(.*?)<\/script>/.exec(page)?.[1] ?? ''

test('a script is asked for after a paint, by a loader that hands its nonce on', () => {
  const page = load(SCRIPT)
  expect(page).not.toContain(SCRIPT)
  expect(inScript(page)).toMatch(/^\{const\{nonce\}=document\.currentScript;/)
  expect(inScript(page)).toContain("observe({type:'paint',buffered:true})")
  // Where a browser tells of no paint.
  expect(inScript(page)).toContain('requestAnimationFrame(()=>setTimeout(()=>load(),1000))')
  expect(inScript(page)).toContain('["script",{"type":"module","src":"/assets/quiz-1.js"}]')
})

test('a sheet for print comes with it, and at once where no script runs', () => {
  const page = load(SHEET + SCRIPT)
  expect(inScript(page)).toContain(
    '["link",{"rel":"stylesheet","media":"print","href":"/assets/shared-1.css"}]',
  )
  expect(page.match(/<script/g)).toHaveLength(1)
  expect(page.replace(`<noscript>${SHEET}</noscript>`, '')).not.toContain('<link')
})

test('a sheet that the page is seen with stays where it is', () => {
  expect(load(NEEDED + SCRIPT)).toContain(`<head>${NEEDED}<script nonce`)
})

test('a page with neither is sent as it is', () => {
  expect(load(NEEDED)).toBe(`<head>${NEEDED}</head><body></body>`)
})

test('what somebody wrote is no script', () => {
  const typed = '<p>&lt;script type="module" src="/x.js" nonce=""&gt;&lt;/script&gt;</p>'
  expect(load(typed)).toContain(typed)
})

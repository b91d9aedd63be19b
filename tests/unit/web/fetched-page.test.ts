import { expect, test } from 'vitest'
import { fetchedPart, isFetched } from '#app/web/fetched-page.server.ts'

test('a script that fetches a page gets its title and its main part', () => {
  const page =
    '<html><head><title>Step 2</title><link href="/a.css"/></head><body><header></header><main id="main"><h1>Step</h1></main><footer></footer></body></html>'
  expect(fetchedPart(page)).toBe('<title>Step 2</title><main id="main"><h1>Step</h1></main>')
})

test('a page without a main part is sent as it is', () => {
  expect(fetchedPart('<html><body>Sorry</body></html>')).toBe('<html><body>Sorry</body></html>')
})

test('a script is known by what its request is for', () => {
  expect(isFetched(new Headers({ 'Sec-Fetch-Dest': 'empty' }))).toBe(true)
  for (const dest of ['document', 'iframe'])
    expect(isFetched(new Headers({ 'Sec-Fetch-Dest': dest }))).toBe(false)
  expect(isFetched(new Headers())).toBe(false)
})

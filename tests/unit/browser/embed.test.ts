import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { build, transform } from 'esbuild'
import { expect, test } from 'vitest'
import { EMBED_SCRIPT } from '#app/domain/visit/embed-script.ts'
import { embedSnippet } from '#app/domain/visit/embed-snippet.ts'

const published = () => readFile('public/embed.js', 'utf8')

test('the script that other sites load is what its source says, and the one whose hash they have', async () => {
  const text = await published()
  const options = { minify: true, format: 'iife', target: 'es2020', tsconfigRaw: '{}' } as const
  const built = await build({ entryPoints: ['app/browser/embed.ts'], write: false, ...options })
  const again = await transform(text, { minify: true, target: 'es2020' })
  expect(again.code).toBe(
    (await transform(built.outputFiles[0]!.text, { minify: true, target: 'es2020' })).code,
  )
  expect(`sha384-${createHash('sha384').update(text).digest('base64')}`).toBe(EMBED_SCRIPT.integrity)
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024)
})

test('a snippet leads to the same assessment by script, by a frame alone and by a link, whatever its words hold', () => {
  const snippet = embedSnippet({
    site: 'https://scorecard.example',
    language: 'de',
    scorecard: 'quick-check',
    title: 'How "ready" <are> you & yours?',
    campaign: 'spring & "summer"',
  })
  const query = '?utm_campaign=spring%20%26%20%22summer%22'
  expect(snippet).toContain(`data-scorecard="/embed/de/quick-check${query}"`)
  expect(snippet).toContain(`<iframe src="https://scorecard.example/embed/de/quick-check${query}"`)
  expect(snippet).toContain(`<a href="https://scorecard.example/de/quick-check${query}"`)
  expect(snippet).toContain('data-title="How &quot;ready&quot; &lt;are> you &amp; yours?"')
  expect(snippet).toContain(
    `<script async src="https://scorecard.example/embed.js" integrity="${EMBED_SCRIPT.integrity}" crossorigin="anonymous">`,
  )
})

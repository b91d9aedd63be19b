import { expect, test } from 'vitest'
import { BRAND } from '#app/domain/brand/brand.ts'
import { QUICK_CHECK } from '#tests/factories/quiz.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { visitor } = await useTestWorker()

const pageOf = async (path: string) => (await visitor().get(path)).text()
const { mark, colours } = QUICK_CHECK.ownBrand!

test('a scorecard with a look of its own has its logo, colours, icons and picture, on every page of it', async () => {
  for (const path of ['/quick-check', '/quick-check/privacy', '/embed/quick-check', '/quick-check/nothing']) {
    const page = await pageOf(path)
    expect(page, path).toContain(`d="${mark![1]!.path}"`)
    expect(page, path).not.toContain(BRAND.mark[1]!.path)
    const sheet = /<style nonce="[^"]+">(:root \{[^<]*)<\/style>/.exec(page)?.[1]
    expect(sheet, path).toContain(`--accent: ${colours!.light!.accent}`)
    expect(sheet, path).toMatch(
      new RegExp(`prefers-color-scheme: dark.*--accent: ${colours!.dark!.accent}`, 's'),
    )
    expect(page, path).toContain('href="/favicon-quick-check.svg"')
    expect(page, path).toContain('href="/apple-touch-icon-quick-check.png"')
  }
  expect(await pageOf('/quick-check')).toMatch(/og:image" content="[^"]+\/open-graph-quick-check\.png"/)
  expect(await pageOf('/de/quick-check')).toMatch(/og:image" content="[^"]+\/open-graph-quick-check-de\.png"/)
})

test('the default scorecard has the brand’s, and not a byte for it', async () => {
  const page = await pageOf('/')
  expect(page).toContain(BRAND.mark[1]!.path)
  expect(page).not.toContain('<style nonce="">:root {')
  expect(page.match(/<style/g)).toHaveLength(1)
  expect(page).toContain('href="/favicon.svg"')
  expect(await pageOf('/de')).toMatch(/og:image" content="[^"]+\/open-graph-de\.png"/)
})

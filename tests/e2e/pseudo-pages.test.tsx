import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MessagesContext } from '#app/components/mount.tsx'
import { PUBLISHED } from '#app/content/published.ts'
import { BRAND } from '#app/domain/brand/brand.ts'
import { buildQuiz } from '#app/domain/quiz/quiz.ts'
import { en } from '#app/words/en/index.ts'
import { launchBrowser, openContext } from '#dev/browser.ts'
import { pagesOf } from '#tests/factories/pages.tsx'
import { type PageServer, startPageServer } from '#tests/helpers/page-server.ts'
import { foreignWords, notMirrored, stickingOut } from '#tests/pseudo/look.ts'
import { pseudoCatalogue, pseudoText } from '#tests/pseudo/words.ts'

const words = pseudoCatalogue(en)
const { scorecard, words: spoken } = PUBLISHED[0]!.versions[0]!
const quiz = buildQuiz(scorecard, pseudoCatalogue(spoken.en!), 'ar')
const pages = Object.fromEntries(
  Object.entries(pagesOf(quiz, pseudoText)).map(([name, page]) => [
    `/${name}`,
    <MessagesContext.Provider key={name} value={words}>
      {page}
    </MessagesContext.Provider>,
  ]),
)
/** Names, in every language the same, and what a visitor or the site's owner has put in. */
const NAMES = [
  new RegExp(BRAND.product, 'g'),
  /https?:\/\/\S+|\S+@\S+/g,
  /\{company\}|Example Works|Example Advisers|Deutsch|English|[A-E](?=\b)/g,
  /\b20\d\d-\S+/g,
]

let server: PageServer
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([
    startPageServer(pages, { language: 'ar', direction: 'rtl', words }),
    launchBrowser(),
  ])
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

test.each(Object.keys(pages))(
  'in longer words, right to left: all of %s is said by the catalogue, in its place, and within the window',
  async (path) => {
    await using context = await openContext(browser, { reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(server.url + encodeURI(path))
    const faults = {
      foreign: await foreignWords(page, NAMES),
      sticksOut: [...(await stickingOut(page, 320)), ...(await stickingOut(page, 390))],
      notMirrored: [...(await notMirrored(page, 390)), ...(await notMirrored(page, 1280))],
      axe: (await new AxeBuilder({ page }).setLegacyMode().analyze()).violations.map(
        ({ id, nodes }) => `${id}: ${nodes[0]!.html}`,
      ),
    }
    expect(faults).toEqual({ foreign: [], sticksOut: [], notMirrored: [], axe: [] })
  },
)

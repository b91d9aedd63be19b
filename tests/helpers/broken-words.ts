import type { Page } from 'playwright-core'

/** In their midst: `Gesprä|ch`. */
const IN_MIDST = /\p{L}\|\p{L}/u
/** `E-|Mail` */
export const AFTER_LETTERS = /^\P{L}*\p{L}{1,2}-\u2060?\|/u

/** Words that go on in the next line, where that is wrong. Addresses and what is code may be broken anywhere. */
export async function brokenWords(page: Page, ...wrong: readonly RegExp[]): Promise<string[]> {
  const cut = await page.evaluate(() => {
    const words: string[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    while (texts.nextNode()) {
      const text = texts.currentNode as Text
      const seen = text.parentElement?.checkVisibility({ checkVisibilityCSS: true })
      if (!seen || text.parentElement?.closest('.visually-hidden, .trap, script, style, code')) continue
      for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
        let line: number | undefined
        let inLines = ''
        for (const [place, letter] of [...word].entries()) {
          range.setStart(text, index + place)
          range.setEnd(text, index + place + 1)
          const top = range.getClientRects()[0]?.top
          if (top !== undefined && line !== undefined && top > line + 4) inLines += '|'
          line = top ?? line
          inLines += letter
        }
        if (inLines.includes('|')) words.push(inLines)
      }
    }
    return words
  })
  return cut.filter((word) => !/[@/]/.test(word) && [IN_MIDST, ...wrong].some((one) => one.test(word)))
}

import type { Page } from 'playwright-core'

/** In their midst: `Gesprä|ch`. */
const IN_MIDST = /\p{L}\|\p{L}/u
/** `E-|Mail` */
export const AFTER_LETTERS = /^\P{L}*\p{L}{1,2}-\u2060?\|/u

/**
 * Words that go on in the next line, where that is wrong. Addresses and what is code may be broken anywhere.
 * @param wrong what else is wrong, but in what names a control: it is found by its words to the letter, so nothing comes into them
 */
export async function brokenWords(page: Page, ...wrong: readonly RegExp[]): Promise<string[]> {
  const cut = await page.evaluate(() => {
    const words: { inLines: string; isName: boolean }[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    while (texts.nextNode()) {
      const text = texts.currentNode as Text
      const seen = text.parentElement?.checkVisibility({ checkVisibilityCSS: true })
      if (!seen || text.parentElement?.closest('.visually-hidden, .trap, script, style, code')) continue
      const isName = text.parentElement?.closest('label, legend, button, a') !== null
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
        if (inLines.includes('|')) words.push({ inLines, isName })
      }
    }
    return words
  })
  return cut
    .filter(({ inLines, isName }) => [IN_MIDST, ...(isName ? [] : wrong)].some((one) => one.test(inLines)))
    .map(({ inLines }) => inLines)
    .filter((word) => !/[@/]/.test(word))
}

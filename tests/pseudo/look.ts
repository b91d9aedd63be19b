import type { Page } from 'playwright-core'

const HEIGHT = 800
/** Fractions of a pixel are rounded on both sides. */
const TOLERANCE = 1.5

/** What is said on a page and comes from no catalogue: words of letters that the pseudo-language does not have. */
export async function foreignWords(page: Page, allowed: readonly RegExp[]): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const NAMES = ['aria-label', 'title', 'alt', 'placeholder', 'content', 'data-working']
    const said: string[] = [document.title]
    for (const element of document.querySelectorAll('*')) {
      if (element.closest('script, head noscript, style, [lang]:not(html), [hreflang]')) continue
      const isHead = element.tagName === 'META'
      if (isHead && !/description|title/.test(element.outerHTML)) continue
      said.push(...NAMES.flatMap((name) => element.getAttribute(name) ?? []))
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) said.push(node.textContent.trim())
    }
    return said
  })
  const unsaid = (text: string) => allowed.reduce((rest, pattern) => rest.replaceAll(pattern, ''), text)
  return [...new Set(texts)].filter((text) => /[A-Za-z]{2,}/.test(unsaid(text)))
}

/** Elements that stick out of a window of this width, on either side: what is out on the right cannot be scrolled to. */
export async function stickingOut(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: HEIGHT })
  return page.evaluate((tolerance) => {
    const isSeen = (element: Element) =>
      element.checkVisibility({ checkVisibilityCSS: true }) &&
      !element.closest('.visually-hidden, .trap, .skip-link, svg *') &&
      ![element, element.parentElement!].some((one) => getComputedStyle(one).clipPath.startsWith('inset'))
    const { clientWidth, scrollWidth } = document.documentElement
    const out = [...document.body.querySelectorAll('*')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect()
      return width > 1 && isSeen(element) && (left < -tolerance || right > clientWidth + tolerance)
    })
    return [
      ...(scrollWidth > clientWidth ? [`the page: ${scrollWidth} in ${clientWidth}`] : []),
      ...out.map((element) => `${element.tagName}.${element.getAttribute('class') ?? ''}`),
    ]
  }, TOLERANCE)
}

/** Elements that do not stand, right to left, where their mirror image stands left to right. */
export async function notMirrored(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: HEIGHT })
  const found = await page.evaluate((tolerance) => {
    // A logo is the same everywhere, and where a word stands in its line is for the browser to say.
    const elements = [...document.body.querySelectorAll('*')].filter(
      (element) =>
        element.checkVisibility({ checkVisibilityCSS: true }) &&
        (getComputedStyle(element).display !== 'inline' || element instanceof SVGGraphicsElement) &&
        !element.closest('.brand-mark *, .visually-hidden'),
    )
    const placesIn = (direction: string) => {
      document.documentElement.dir = direction
      return elements.map((element) => element.getBoundingClientRect())
    }
    const [before, after] = [placesIn('ltr'), placesIn('rtl')]
    const { clientWidth } = document.documentElement
    return elements.flatMap((element, index) => {
      const [one, other] = [before[index]!, after[index]!]
      const off = Math.max(Math.abs(clientWidth - one.right - other.left), Math.abs(one.top - other.top))
      const name = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`
      return off > tolerance
        ? [
            `${name}: left to right from ${one.left} to ${one.right}, right to left from ${other.left} to ${other.right}`,
          ]
        : []
    })
  }, TOLERANCE)
  return found
}

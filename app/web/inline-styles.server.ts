interface StyleFamily {
  css: string
  classesOfSelectors: readonly (readonly string[])[]
}

export interface StyleSheet {
  href: string
  families: readonly StyleFamily[]
}

export function styleSheet(sheets: readonly string[], href: string): StyleSheet {
  return { href, families: sheets.map(readFamily) }
}

/** As far as one can tell: a page of ours has led here, and brought it along. A mistake costs a request or some bytes. */
export function hasSheet(headers: Headers): boolean {
  return headers.get('Sec-Fetch-Site') === 'same-origin'
}

/** What is loaded for printing keeps nobody waiting, and is in the cache of the pages that follow. */
export function inlineStyles(page: string, { href, families }: StyleSheet, nonce: string): string {
  const present = classesIn(page)
  const used = families.filter(({ classesOfSelectors }) =>
    classesOfSelectors.some((classes) => classes.every((name) => present.has(name))),
  )
  const style = `<style nonce="${nonce}">${used.map(({ css }) => css).join('')}</style>`
  const link = `<link rel="stylesheet" href="${href}"/>`
  return page.replace(link, () => `${style}<link rel="stylesheet" media="print" href="${href}"/>`)
}

function classesIn(page: string): Set<string> {
  return new Set([...page.matchAll(/ class="([^"]*)"/g)].flatMap(([, names]) => names!.split(' ')))
}

const NO_SELECTOR = /^(?:@|$|(?:from|to|[\d.]+%)(?:,|$))/

function readFamily(sheet: string): StyleFamily {
  const css = withoutPrint(sheet.trim())
  const lists = [...css.matchAll(/([^{};]*)\{/g)].map(([, list]) => list!.trim())
  const selectors = lists
    .filter((list) => !NO_SELECTOR.test(list))
    .flatMap((list) => withoutBrackets(list).split(','))
    .map((selector) => [...selector.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name]) => name!))
  return { css, classesOfSelectors: selectors.length > 0 ? selectors : [[]] }
}

/** What stands in brackets is an alternative or a negation: nothing that an element must have. */
function withoutBrackets(selectors: string): string {
  const shorter = selectors.replace(/\([^()]*\)/g, '')
  return shorter === selectors ? selectors : withoutBrackets(shorter)
}

function withoutPrint(css: string): string {
  const start = css.search(/@media print\s*\{/)
  if (start < 0) return css
  let end = css.indexOf('{', start) + 1
  for (let depth = 1; depth > 0 && end < css.length; end += 1) {
    if (css[end] === '{') depth += 1
    if (css[end] === '}') depth -= 1
  }
  return css.slice(0, start) + withoutPrint(css.slice(end))
}

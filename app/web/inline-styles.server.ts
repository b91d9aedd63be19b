interface Rule {
  css: string
  classesOfSelectors: readonly (readonly string[])[]
}

interface Group {
  condition: string
  rules: readonly Part[]
}

type Part = Rule | Group
type Family = readonly Part[]

export interface StyleSheet {
  href: string
  sharedHref: string
  shared: readonly Family[]
  others: readonly Family[]
}

export function styleSheet(
  families: { shared: readonly string[]; others: readonly string[] },
  { href, sharedHref }: { href: string; sharedHref: string },
): StyleSheet {
  return { href, sharedHref, shared: families.shared.map(readParts), others: families.others.map(readParts) }
}

/** As far as one can tell: a page of ours has led here, and brought the shared sheet along. A mistake costs a request or some bytes. */
export function hasSheet(headers: Headers): boolean {
  return headers.get('Sec-Fetch-Site') === 'same-origin'
}

/** A first page loads the shared sheet for print, after its paint, and has it in the cache of the pages that follow. */
export function inlineStyles(page: string, sheet: StyleSheet, nonce: string, isFirst: boolean): string {
  const present = classesIn(page)
  // The steps that a script puts in place of this one need rules that this one does not.
  const isUsed = present.has('step') ? () => true : usedBy(present)
  const shared = isFirst ? sheet.shared.map((family) => write(screenOnly(family), isUsed)) : []
  const others = sheet.others.map((family) => write(family, usedBy(present)))
  const css = [...shared, ...others].join('')
  const style = css === '' ? '' : `<style nonce="${nonce}">${css}</style>`
  const linked = `<link rel="stylesheet"${isFirst ? ' media="print"' : ''} href="${sheet.sharedHref}"/>`
  return page.replace(`<link rel="stylesheet" href="${sheet.href}"/>`, () => linked + style)
}

function classesIn(page: string): Set<string> {
  return new Set([...page.matchAll(/ class="([^"]*)"/g)].flatMap(([, names]) => names!.split(' ')))
}

function usedBy(present: ReadonlySet<string>) {
  return ({ classesOfSelectors }: Rule): boolean =>
    classesOfSelectors.some((classes) => classes.every((name) => present.has(name)))
}

const screenOnly = (family: Family): Family =>
  family.filter((part) => !('condition' in part) || !/^@media print\b/.test(part.condition))

function write(parts: readonly Part[], isUsed: (rule: Rule) => boolean): string {
  return parts
    .map((part) => {
      if (!('condition' in part)) return isUsed(part) ? part.css : ''
      const rules = write(part.rules, isUsed)
      return rules && `${part.condition}{${rules}}`
    })
    .join('')
}

/** Of a minified sheet. At-rules that are no condition, such as keyframes, are always needed. */
function readParts(sheet: string): Part[] {
  const parts: Part[] = []
  let rest = sheet.trim()
  while (rest !== '') {
    const end = endOfPart(rest)
    const css = rest.slice(0, end)
    const start = css.indexOf('{')
    const prelude = css.slice(0, start < 0 ? end : start).trim()
    if (/^@(?:media|supports|container|layer)\b/.test(prelude) && start >= 0)
      parts.push({ condition: prelude, rules: readParts(css.slice(start + 1, -1)) })
    else parts.push({ css, classesOfSelectors: prelude.startsWith('@') ? [[]] : readSelectors(prelude) })
    rest = rest.slice(end).trim()
  }
  return parts
}

function endOfPart(css: string): number {
  let depth = 0
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1
    if (css[at] === '}') depth -= 1
    if (depth === 0 && (css[at] === '}' || css[at] === ';')) return at + 1
  }
  return css.length
}

function readSelectors(list: string): string[][] {
  return withoutBrackets(list)
    .split(',')
    .map((selector) => [...selector.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name]) => name!))
}

/** What stands in brackets is an alternative or a negation: nothing that an element must have. */
function withoutBrackets(selectors: string): string {
  const shorter = selectors.replace(/\([^()]*\)/g, '')
  return shorter === selectors ? selectors : withoutBrackets(shorter)
}

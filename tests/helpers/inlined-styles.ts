import { readFile } from 'node:fs/promises'
import { transform } from 'esbuild'
import type { Page } from 'playwright-core'
import { inlineStyles, styleSheet } from '#app/web/inline-styles.server.ts'

const FOLDER = 'app/styles'
const LINK = '<link rel="stylesheet" href="/"/>'

async function readFamilies(list: string): Promise<string[]> {
  const imports = await readFile(`${FOLDER}/${list}`, 'utf8')
  const paths = [...imports.matchAll(/@import '(.*?)'/g)].map(([, path]) => path!)
  return Promise.all(
    paths
      .filter((path) => path !== './shared.css')
      .map(async (path) => {
        const sheet = await readFile(`${FOLDER}/${path}`, 'utf8')
        return (await transform(sheet, { loader: 'css', minify: true })).code
      }),
  )
}

/** @returns the rules that say something of this page, and that it would not have if nothing of ours had led to it */
export async function rulesNotInlined(page: Page): Promise<string[]> {
  const families = { shared: await readFamilies('shared.css'), others: await readFamilies('index.css') }
  const sheet = styleSheet(families, { href: '/', sharedHref: '/shared' })
  const cold = inlineStyles(LINK + (await page.content()), sheet, '', true)
  const inlined = /<style nonce="">(.*?)<\/style>/s.exec(cold)![1]!
  return page.evaluate(
    ([some, all]) => {
      const STATE =
        '(?:::[\\w-]+|:(?:hover|focus(?:-visible|-within)?|active|checked|disabled|target|before|after)(?![\\w-]))'
      const inAnyState = (selectors: string) =>
        selectors
          .replace(new RegExp(`(^|[\\s>+~,(])${STATE}+`, 'g'), '$1*')
          .replace(new RegExp(STATE, 'g'), '')
      const flatten = (rules: CSSRuleList, within = ''): { name: string; selector: string }[] =>
        [...rules].flatMap((rule) => {
          const name = within + rule.cssText
          if (rule instanceof CSSStyleRule) return [{ name, selector: inAnyState(rule.selectorText) }]
          if (!(rule instanceof CSSGroupingRule) || rule.cssText.startsWith('@media print')) return []
          return flatten(rule.cssRules, rule.cssText.split('{')[0])
        })
      const read = (text: string) => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(text)
        return flatten(sheet.cssRules)
      }
      const present = new Set(read(some).map(({ name }) => name))
      const applies = (selector: string) => document.querySelector(selector) !== null
      return read(all)
        .filter(({ name, selector }) => !present.has(name) && applies(selector))
        .map(({ name }) => name)
    },
    [inlined, [...families.shared, ...families.others].join('')] as const,
  )
}

import { readFile } from 'node:fs/promises'
import { transform } from 'esbuild'
import type { Page } from 'playwright-core'
import { inlineStyles, styleSheet } from '#app/web/inline-styles.server.ts'

const FOLDER = 'app/styles'
const LINK = '<link rel="stylesheet" href="/"/>'

async function readFamilies(): Promise<string[]> {
  const index = await readFile(`${FOLDER}/index.css`, 'utf8')
  return Promise.all(
    [...index.matchAll(/@import '(.*?)'/g)].map(async ([, path]) => {
      const sheet = await readFile(`${FOLDER}/${path}`, 'utf8')
      return (await transform(sheet, { loader: 'css', minify: true })).code
    }),
  )
}

/** @returns the rules that say something of this page, and that it would not have if nothing of ours had led to it */
export async function rulesNotInlined(page: Page): Promise<string[]> {
  const families = await readFamilies()
  const cold = inlineStyles(LINK + (await page.content()), styleSheet(families, '/'), '')
  const inlined = /<style nonce="">(.*?)<\/style>/s.exec(cold)![1]!
  return page.evaluate(
    ([some, all]) => {
      const flatten = (rules: CSSRuleList, within = ''): { name: string; selector: string }[] =>
        [...rules].flatMap((rule) => {
          const name = within + rule.cssText
          if (rule instanceof CSSStyleRule)
            return [{ name, selector: rule.selectorText.replace(/::?[\w-]+(?:\([^()]*\))?/g, '') }]
          if (!(rule instanceof CSSGroupingRule) || rule.cssText.startsWith('@media print')) return []
          return flatten(rule.cssRules, rule.cssText.split('{')[0])
        })
      const read = (text: string) => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(text)
        return flatten(sheet.cssRules)
      }
      const present = new Set(read(some).map(({ name }) => name))
      const applies = (list: string) =>
        list.split(',').some((selector) => document.querySelector(selector.trim() || '*') !== null)
      return read(all)
        .filter(({ name, selector }) => !present.has(name) && applies(selector))
        .map(({ name }) => name)
    },
    [inlined, families.join('')] as const,
  )
}

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const FOLDER = path.resolve('app/styles')

/** A sheet with all that it imports. */
function read(file: string): string {
  const sheet = readFileSync(path.join(FOLDER, file), 'utf8')
  return sheet.replace(/@import '\.\/([\w-]+\.css)';/g, (_, imported: string) => read(imported))
}

test.each([
  ['prospects’ pages', ['index.css']],
  ['the console', ['index.css', 'ops.css']],
  ['the report', ['index.css', 'report.css']],
  ['the report for a printer', ['report-document.css']],
])('the sheets of %s say every variable that they use', (_, sheets) => {
  const css = sheets.map(read).join('\n')
  const said = new Set([...css.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name))
  const used = [...css.matchAll(/var\((--[\w-]+)\s*\)/g)].map(([, name]) => name)
  expect(used.length).toBeGreaterThan(10)
  expect([...new Set(used)].filter((name) => !said.has(name))).toEqual([])
})

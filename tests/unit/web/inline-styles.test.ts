import { expect, test } from 'vitest'
import { hasSheet, inlineStyles, styleSheet } from '#app/web/inline-styles.server.ts'

const HREF = '/assets/index-1.css'
const LINK = `<link rel="stylesheet" href="${HREF}"/>`

function styleOf(sheets: string[], body: string): string {
  const page = inlineStyles(`<head>${LINK}</head><body>${body}</body>`, styleSheet(sheets, HREF), 'n0nce')
  return /<style nonce="n0nce">(.*?)<\/style>/.exec(page)![1]!
}

test('a page gets the families of which it uses a class, in their order, and those that need none', () => {
  const sheets = ['body{margin:0}', '.gauge{color:red}', '.step{color:blue}', '.card p{color:green}']
  expect(styleOf(sheets, '<p class="card wide"></p><p class="gauge"></p>')).toBe(
    'body{margin:0}.gauge{color:red}.card p{color:green}',
  )
})

test.for([
  ['an element that lies in another', '.report .actions{margin:0}', '<p class="actions"></p>', false],
  ['one of several', '.report,.actions{margin:0}', '<p class="actions"></p>', true],
  ['the negation of a class', '.actions:not(.report,:is(.a .b)){margin:0}', '<p class="actions"></p>', true],
  ['a class below a condition', '@media (width>30rem){.actions{margin:0}}', '<p class="actions"></p>', true],
  ['a fraction', '.report{margin:.5rem}', '<p class="actions"></p>', false],
  ['nothing but an at-rule', '@view-transition{navigation:auto}', '', true],
  ['steps of an animation', '@keyframes k{0%,50%{margin:0}to{margin:1px}}.report{margin:0}', '', false],
] as const)('a family is known by %s', ([, sheet, body, used]) => {
  expect(styleOf([sheet], body)).toBe(used ? sheet : '')
})

test('rules for print stay in the sheet, which is loaded for printing and keeps nobody waiting', () => {
  const sheets = ['.a{margin:0}@media print{.a{color:red}@page{margin:1cm}}.b{margin:1px}']
  expect(styleOf(sheets, '<p class="a"></p>')).toBe('.a{margin:0}.b{margin:1px}')
  expect(inlineStyles(`<head>${LINK}</head>`, styleSheet(sheets, HREF), 'n')).toBe(
    `<head><style nonce="n"></style><link rel="stylesheet" media="print" href="${HREF}"/></head>`,
  )
})

test('a page of ours that leads to another has brought the sheet along', () => {
  expect(hasSheet(new Headers({ 'Sec-Fetch-Site': 'same-origin' }))).toBe(true)
  for (const site of ['none', 'cross-site', 'same-site'])
    expect(hasSheet(new Headers({ 'Sec-Fetch-Site': site }))).toBe(false)
  expect(hasSheet(new Headers())).toBe(false)
})

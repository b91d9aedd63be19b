import { expect, test } from 'vitest'
import { hasSheet, inlineStyles, styleSheet } from '#app/web/inline-styles.server.ts'

const HREF = '/assets/index-1.css'
const SHARED = '/assets/shared-1.css'
const LINK = `<link rel="stylesheet" href="${HREF}"/>`

function inline(families: { shared?: string[]; others?: string[] }, body: string, isFirst = true): string {
  const sheet = styleSheet({ shared: [], others: [], ...families }, { href: HREF, sharedHref: SHARED })
  return inlineStyles(`<head>${LINK}</head><body>${body}</body>`, sheet, 'n0nce', isFirst)
}

function styleOf(shared: string[], body: string): string {
  return /<style nonce="n0nce">(.*?)<\/style>/.exec(inline({ shared }, body))?.[1] ?? ''
}

test('a page gets the rules of which it has the classes, in their order, and those that need none', () => {
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
  ['nothing but an animation', '@keyframes k{0%,50%{margin:0}to{margin:1px}}', '', true],
] as const)('a rule is known by %s', ([, sheet, body, used]) => {
  expect(styleOf([sheet], body)).toBe(used ? sheet : '')
})

test('only the rules that a page needs stand below a condition, which goes when there is none', () => {
  const sheet = '@media (width>30rem){.a{margin:0}.b{margin:1px}}@media (width>60rem){.b{margin:2px}}'
  expect(styleOf([sheet], '<p class="a"></p>')).toBe('@media (width>30rem){.a{margin:0}}')
})

test('a step has every shared rule: a script puts other steps in its place', () => {
  expect(styleOf(['.verdict{margin:0}'], '<div class="step"></div>')).toBe('.verdict{margin:0}')
})

const FAMILIES = {
  shared: ['.a{margin:0}@media print{.a{color:red}}'],
  others: ['.a{margin:1px}@media print{.a{color:blue}}'],
}

test('a first page has its styles in it, and loads the shared sheet for print, which keeps nobody waiting', () => {
  expect(inline(FAMILIES, '<p class="a"></p>')).toContain(
    `<link rel="stylesheet" media="print" href="${SHARED}"/><style nonce="n0nce">.a{margin:0}.a{margin:1px}@media print{.a{color:blue}}</style>`,
  )
})

test('a page after it links the shared sheet, and has in it what that lacks', () => {
  expect(inline(FAMILIES, '<p class="a"></p>', false)).toContain(
    `<link rel="stylesheet" href="${SHARED}"/><style nonce="n0nce">.a{margin:1px}@media print{.a{color:blue}}</style>`,
  )
})

test('a page of ours that leads to another has brought the sheet along', () => {
  expect(hasSheet(new Headers({ 'Sec-Fetch-Site': 'same-origin' }))).toBe(true)
  for (const site of ['none', 'cross-site', 'same-site'])
    expect(hasSheet(new Headers({ 'Sec-Fetch-Site': site }))).toBe(false)
  expect(hasSheet(new Headers())).toBe(false)
})

import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { anchorOf, readHeadings } from '#tests/helpers/markdown.ts'

const DOCUMENTS = globSync(['*.md', '.github/**/*.md', '{bench,dev,docs}/**/*.md']).map((path) => ({
  path,
  text: readFileSync(path, 'utf8'),
}))
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

/** What a pattern with one group finds in a document. */
function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group = '']) => group)
}

test.each(DOCUMENTS)('$path links to documents and headings that exist', ({ path, text }) => {
  const broken = found(text, /\]\((?!\w+:)([^)\s]+)\)/g).filter((link) => {
    const [file = '', anchor] = link.split('#')
    const target = file === '' ? path : join(dirname(path), file)
    if (!existsSync(target)) return true
    return (
      anchor !== undefined &&
      !readHeadings(readFileSync(target, 'utf8'))
        .map(({ text }) => anchorOf(text))
        .includes(anchor)
    )
  })
  expect(broken).toEqual([])
})

test.each(DOCUMENTS)('$path names files and folders that exist', ({ text }) => {
  const named = found(text, /`((?:app|bench|dev|docs|prisma|scripts|tests|workers)\/[^`\s]*)`/g)
  // What comes after a placeholder, such as <noun>, may be anything.
  expect(named.filter((name) => globSync(name.replace(/<.*/, '')).length === 0)).toEqual([])
})

test.each(DOCUMENTS)('$path names npm scripts that exist', ({ text }) => {
  const named = found(text, /npm run (?:-s )?([a-z][\w:-]*)/g)
  expect(named.filter((name) => !(name in scripts) && !name.endsWith(':'))).toEqual([])
})

const isRule = (row: string) => /^\|[\s:|-]+$/.test(row)

test.each(DOCUMENTS)('$path has no table without a head, and in none a row twice', ({ text }) => {
  const tables = text
    .split(/\n(?!\|)/)
    .map((part) => part.split('\n').filter((line) => line.startsWith('|')))
    .filter(({ length }) => length > 0)
  for (const rows of tables) {
    expect(rows.filter(isRule)).toEqual([rows[1]])
    expect(rows.filter((row, index) => rows.indexOf(row) !== index)).toEqual([])
  }
})

test('the index of decisions has each record with its title and status', () => {
  const index = readFileSync('docs/decisions/README.md', 'utf8')
  const listed = [...index.matchAll(/^\| \[(.+?)\]\((.+?)\)\s*\| (.+?)\s*\|$/gm)].map(([, ...row]) => row)
  const records = globSync('docs/decisions/[0-9]*.md')
    .sort()
    .map((path) => {
      const [, title, status] = /^# (.+)\n\n\d{4}-\d\d-\d\d, (.+)\n/.exec(readFileSync(path, 'utf8')) ?? []
      return [title, basename(path), status]
    })
  expect(listed).toEqual(records)
})

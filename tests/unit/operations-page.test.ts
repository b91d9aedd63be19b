import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { HEALTH_PROBLEMS } from '#app/domain/health-problem.ts'
import { FAILURE_KINDS, type SyncErrorKind } from '#app/domain/crm/failure-kinds.ts'
import { explainSyncError } from '#app/domain/crm/explain-failure.ts'
import { explainMailFailure } from '#app/domain/mail/explain-failure.ts'
import { MAIL_FAILURES } from '#app/domain/mail/failure.ts'

const PAGE = readFileSync('docs/operations/alerts.md', 'utf8')
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

/** The rows of the table below a heading, as their cells. */
function rowsOf(heading: string): string[][] {
  const [, section = ''] = new RegExp(`^## ${heading}\\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(PAGE) ?? []
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'))
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

/** Whether a row is about this text: it is how the text begins, with anything in the place of `...`. */
function isAbout([says = '']: string[], text: string): boolean {
  const parts = says.split('...').map((part) => part.trim())
  return text.startsWith(parts[0]!) && parts.every((part) => text.includes(part))
}

test('every problem that /health can report has its row, and every row is such a problem', () => {
  const named = rowsOf('`/health` says').map(([problem]) => problem)
  const expected = Object.keys(HEALTH_PROBLEMS).map(
    (problem) => `\`${problem === 'job' ? 'job:NAME' : problem}\``,
  )
  expect(named.toSorted()).toEqual(expected.toSorted())
})

test('what /health says to type first is what its row begins with', () => {
  for (const [problem, { see }] of Object.entries(HEALTH_PROBLEMS)) {
    const row = rowsOf('`/health` says').find(([name]) => name!.replace(':NAME', '') === `\`${problem}\``)
    expect(row?.[2], problem).toContain(`\`${see}\``)
  }
})

const HUBSPOT_TEXTS = (Object.keys(FAILURE_KINDS) as SyncErrorKind[]).flatMap((kind) =>
  [{}, { status: 400, properties: ['email'] }].map((facts) => explainSyncError({ kind, ...facts })),
)
const MAIL_TEXTS = MAIL_FAILURES.flatMap((code) =>
  [true, false].map((over) => explainMailFailure(code, over)),
)

test.for([
  ['`hubspot:status` says', HUBSPOT_TEXTS],
  ['`mail:status` says', MAIL_TEXTS],
] as const)(
  'below %s every text that it can print has one row, and every row is about one',
  ([heading, texts]) => {
    const rows = rowsOf(heading)
    for (const text of texts)
      expect(
        rows.filter((row) => isAbout(row, text)),
        text,
      ).toHaveLength(1)
    for (const row of rows)
      expect(
        texts.filter((text) => isAbout(row, text)),
        row[0],
      ).not.toEqual([])
  },
)

test('every row says what it means and what to type', () => {
  for (const heading of ['`/health` says', '`hubspot:status` says', '`mail:status` says'])
    for (const row of rowsOf(heading)) {
      expect(row, row[0]).toHaveLength(3)
      for (const cell of row) expect(cell, row[0]).not.toBe('')
    }
})

const SCRIPT_SOURCES = globSync('scripts/**/*.ts').map((path) => readFileSync(path, 'utf8'))

test('commands and their options exist, on the page and in every remedy', () => {
  const commands = [PAGE, ...HUBSPOT_TEXTS, ...MAIL_TEXTS].flatMap((text) => [
    ...text.matchAll(/npm run ([\w:-]+)((?: --(?: --?[\w-]+(?: [\w.]+)?)*)?)/g),
  ])
  expect(commands.length).toBeGreaterThan(50)
  for (const [command, name = '', options = ''] of commands) {
    expect(Object.keys(scripts), command).toContain(name)
    for (const [, option = ''] of options.matchAll(/ --([\w-]+)/g)) {
      const known = SCRIPT_SOURCES.some((source) => new RegExp(`^ +'?${option}'?: \\{`, 'm').test(source))
      expect(known, command).toBe(true)
    }
  }
})

test('a command that a remedy names without npm run is one too', () => {
  for (const text of [...HUBSPOT_TEXTS, ...MAIL_TEXTS])
    for (const [name] of text.matchAll(/\b(?:hubspot|mail|privacy):[a-z-]+/g))
      expect(Object.keys(scripts)).toContain(name)
})

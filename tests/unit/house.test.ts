import { expect, test } from 'vitest'
import { printFigures } from '#bench/figure.ts'
import { circlesOf, folderCirclesOf } from '#bench/house/circles.ts'
import { commentFigures, countComments } from '#bench/house/comments.ts'
import { countDatabaseCalls, modelsOf } from '#bench/house/database-calls.ts'
import { refusedImportFigures } from '#bench/house/imports.ts'
import { measureFunctions } from '#bench/house/functions.ts'
import { lengthFigures } from '#bench/house/length-figures.ts'
import { namesThatStandTwice } from '#bench/house/names.ts'
import { parseSource } from '#bench/house/source-files.ts'
import { functionsDefinedTwice } from '#bench/house/sql-functions.ts'

function graph(imports: Record<string, string[]>): Map<string, Set<string>> {
  return new Map(Object.entries(imports).map(([file, imported]) => [file, new Set(imported)]))
}

test('only lines that hold nothing but a comment count as comments', () => {
  const source = parseSource(
    'app/a.tsx',
    `// one
/**
 * two, three, four
 */
const a = 1 // beside code

const b = '// in a string'
const c = \`
  // in a template
\`
const d = (
  <p>
    {/* five */}
    // in an element's text
  </p>
)
`,
  )
  expect(countComments(source)).toEqual({ comments: 5, nonBlank: 15 })
})

test('a layer with more comments than it may have is over its limit, and the data layer has none', () => {
  const half = (path: string) => parseSource(path, '// why\nexport const a = 1\n')
  const figures = commentFigures([half('app/services/mail/a.server.ts'), half('app/data/a.server.ts')])
  expect(figures).toEqual([
    { name: 'comments_app', value: 50, unit: '%' },
    { name: 'comments_app_data', value: 50, unit: '%' },
    { name: 'comments_app_services', value: 50, unit: '%', limit: 8 },
  ])
})

test('elements and SQL do not make a function long, code does', () => {
  const source = parseSource(
    'app/a.tsx',
    `function Page() {
  const title = 'a'
  return (
    <main>
      <p>{title}</p>
    </main>
  )
}
const read = async () =>
  db.$queryRaw(sql\`
    SELECT
    1\`)
class Client {
  call() {
    return [
      1,
    ]
  }
}
`,
  )
  expect(measureFunctions(source)).toEqual([
    { name: 'app/a.tsx#Page', lines: 8, plainLines: 6 },
    { name: 'app/a.tsx#read', lines: 4, plainLines: 2 },
    { name: 'app/a.tsx#call', lines: 5, plainLines: 5 },
  ])
})

test("raw statements and calls of Prisma's models are told apart from other calls", () => {
  const source = parseSource(
    'app/data/a.server.ts',
    `await db.$queryRaw(sql\`SELECT 1\`)
await tx.$executeRaw\`DELETE FROM a\`
await db.assessmentSession.findUnique({ where: { sessionId } })
await db.session.delete(id)
cache.assessmentSession.get(id)
map.delete(id)
`,
  )
  const models = modelsOf('model AssessmentSession {\n  id String @id\n}\n// model Session\n')
  expect(countDatabaseCalls([source], models)).toEqual({ rawStatements: 2, modelCalls: 1 })
})

test('a SQL function that a later migration defines again is defined twice', () => {
  const first =
    'CREATE FUNCTION purge_person(address text) RETURNS void AS $$ $$;\nCREATE FUNCTION once() ...'
  const second = 'create or replace function "public".purge_person(address text) RETURNS void AS $$ $$;'
  expect(functionsDefinedTwice([first, second])).toEqual([{ name: 'purge_person', times: 2 }])
})

test('lengths are shown by median, 95th percentile and maximum', () => {
  const values = lengthFigures(
    'file',
    [...Array(20).keys()].map((length) => length + 1),
  )
  expect(values.map(({ name, value }) => [name, value])).toEqual([
    ['file_lines_median', 10.5],
    ['file_lines_p95', 19],
    ['file_lines_max', 20],
  ])
})

test('a circle is found once, over however many files it leads', () => {
  expect(circlesOf(graph({ a: ['b'], b: ['c'], c: ['a', 'd'], d: [], e: ['a'] }))).toEqual([['a', 'b', 'c']])
  expect(circlesOf(graph({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual([])
})

test('folders make a circle where no two of their files do', () => {
  const imports = graph({
    'app/domain/lead/contact.ts': ['app/domain/privacy/catalogue/columns.ts'],
    'app/domain/lead/consent.ts': [],
    'app/domain/privacy/notice-records.ts': ['app/domain/lead/consent.ts'],
    'app/domain/privacy/catalogue/columns.ts': [],
  })
  const below = (folder: string) => folder.startsWith('app/')
  expect(circlesOf(imports)).toEqual([])
  expect(folderCirclesOf(imports, below)).toEqual([['app/domain/lead', 'app/domain/privacy']])
})

test('a folder may import its neighbour file that other files import as well', () => {
  const imports = graph({
    'app/data/assessments.ts': ['app/data/hubspot/outbox.ts'],
    'app/data/hubspot/outbox.ts': ['app/data/queue.ts'],
    'app/data/queue.ts': [],
  })
  expect(folderCirclesOf(imports, () => true)).toEqual([])
})

test('figures outside their limits are handed back', () => {
  const figures = [
    { name: 'above', value: 2, unit: 'x', limit: 1 },
    { name: 'at', value: 1, unit: 'x', limit: 1, atLeast: 1 },
    { name: 'below', value: 0, unit: 'x', atLeast: 1 },
    { name: 'free', value: 9, unit: 'x' },
  ]
  expect(printFigures(figures, () => {}).map(({ name }) => name)).toEqual(['above', 'below'])
})

test('imports that lead up, to packages and nowhere are counted apart', () => {
  const refused = (name: string) => ({
    rule: { name, severity: 'error' as const },
    from: 'a',
    to: 'b',
    type: 'dependency',
  })
  const figures = refusedImportFigures({
    summary: {
      violations: [
        'up-from-app-data',
        'packages-of-app-data',
        'unresolved',
        'unresolved',
        'circle-of-files',
      ].map(refused),
    },
  } as unknown as Parameters<typeof refusedImportFigures>[0])

  expect(figures).toEqual([
    { name: 'imports_up', value: 1, unit: 'imports', limit: 0, causes: ['a -> b (up-from-app-data)'] },
    {
      name: 'imports_of_other_packages',
      value: 1,
      unit: 'imports',
      limit: 0,
      causes: ['a -> b (packages-of-app-data)'],
    },
    {
      name: 'imports_unresolved',
      value: 2,
      unit: 'imports',
      limit: 0,
      causes: ['a -> b (unresolved)', 'a -> b (unresolved)'],
    },
  ])
})

test('a name stands once in the app, except where one file takes the place of another or Remix asks for it', () => {
  const files = {
    'app/domain/a.ts': 'export type Pace = 1\nconst local = 1\nfunction helper() {}',
    'app/domain/b.ts': 'function helper() {}\nconst local = 2',
    'app/clients/mail.ts': 'export interface Pace {}',
    'app/data/a.ts': 'function act() {}\nconst words = 1',
    'app/services/act.ts': 'export function act() {}\nexport const words = 1',
    'app/routes/one.tsx': 'export const loader = 1\nexport function odd() {}',
    'app/routes/two.tsx': 'export const loader = 1\nexport function odd() {}',
    'app/clients/hubspot/calls.ts': 'export const noteCalls = 1',
    'app/clients/salesforce/notes.ts': 'export const noteCalls = 1',
  }
  const sources = Object.entries(files).map(([path, text]) => parseSource(path, text))
  expect(namesThatStandTwice(sources)).toEqual([
    'Pace: app/clients/mail.ts, app/domain/a.ts',
    'act: app/data/a.ts, app/services/act.ts',
    'odd: app/routes/one.tsx, app/routes/two.tsx',
  ])
})

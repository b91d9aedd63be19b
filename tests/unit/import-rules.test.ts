import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import { ESLint } from 'eslint'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** One import a line: the rule that refuses it, who imports, and what. */
const REFUSED: [rule: string, file: string, code: string][] = [
  ['up-from-app-domain', 'app/domain/lead/a.ts', "import { x } from '#app/platform/x.server.ts'"],
  ['up-from-app-browser', 'app/browser/a.ts', "import { x } from '#app/domain/x.ts'"],
  ['up-from-app-styles', 'app/styles/a.ts', "import { x } from '#app/domain/x.ts'"],
  ['up-from-app-platform', 'app/platform/a.server.ts', "import { x } from '#app/web/x.server.ts'"],
  ['up-from-app-web', 'app/web/a.server.ts', "import { x } from '#app/services/mail/x.server.ts'"],
  ['up-from-app-components', 'app/components/a.tsx', "import { x } from '#app/services/mail/x.server.ts'"],
  ['up-from-app-emails', 'app/emails/a.tsx', "import { x } from '#app/data/x.server.ts'"],
  ['up-from-app-data', 'app/data/a.server.ts', "import { x } from '#app/clients/mail/x.server.ts'"],
  ['up-from-app-clients', 'app/clients/mail/a.server.ts', "import { x } from '#app/data/x.server.ts'"],
  ['generated-client', 'app/services/mail/a.server.ts', "import type { X } from '#app/data/generated/x.ts'"],
  ['up-from-app-services', 'app/services/mail/b.server.ts', "import { x } from '#app/web/x.server.ts'"],
  ['up-from-app-routes', 'app/routes/a.tsx', "import { x } from '#app/data/x.server.ts'"],
  ['up-from-app-routes', 'app/routes/b.tsx', "import { x } from '#dev/x.ts'"],
  ['up-from-app-root', 'app/a.tsx', "import { x } from '#app/data/x.server.ts'"],
  ['up-from-workers-load-context', 'workers/load-context.ts', "import { x } from '#workers/jobs/x.ts'"],
  ['up-from-workers-jobs', 'workers/jobs/a.ts', "import { x } from '#app/data/x.server.ts'"],
  ['up-from-workers', 'workers/a.ts', "import { x } from '#tests/helpers/x.ts'"],
  ['up-from-workers', 'workers/b.ts', "import { x } from '#app/clients/mail/x.server.ts'"],
  ['up-from-tests-factories', 'tests/factories/a.ts', "import { x } from '#prisma/x.ts'"],
  ['up-from-prisma', 'prisma/a.ts', "import { x } from '#dev/x.ts'"],
  ['up-from-prisma', 'prisma/b.ts', "export const y = import('#scripts/x.ts')"],
  ['up-from-dev', 'dev/a.ts', "import { x } from '#app/clients/mail/x.server.ts'"],
  ['up-from-scripts', 'scripts/a.ts', "import { x } from '#tests/helpers/x.ts'"],
  ['up-from-dev', 'dev/b.ts', "import { x } from '#sim/x.ts'"],
  ['up-from-sim', 'sim/a.ts', "import { x } from '#tests/helpers/x.ts'"],
  ['up-from-app-domain', 'app/domain/type.ts', "import type { X } from '#app/data/x.server.ts'"],
  ['up-from-app-domain', 'app/domain/query.ts', "export type Y = import('#app/data/x.server.ts').X"],
  ['up-from-app-domain', 'app/domain/again.ts', "export { x } from '#app/data/x.server.ts'"],
  ['up-from-app-domain', 'app/domain/later.ts', "export const y = import('#app/data/x.server.ts')"],
  ['up-from-app-domain', 'app/domain/relative.ts', "import { x } from '../data/x.server.ts'"],
  ['no-layer', 'app/strange/a.ts', "import { x } from '#app/domain/x.ts'"],
  ['up-from-app-services', 'app/services/c.server.ts', "import { x } from '#app/strange/x.ts'"],
  ['local-cloud-unasked', 'scripts/b.ts', "import { x } from '#dev/x.ts'"],
  ['circle-of-files', 'app/domain/circle/a.ts', "import type { B } from './b.ts'"],
  ['circle-of-folders', 'app/domain/lead', 'app/domain/privacy'],
  ['unresolved', 'app/domain/lost.ts', "import { x } from '#app/domain/nowhere.ts'"],
]

const ALLOWED: [file: string, code: string][] = [
  ['app/domain/good.ts', "import { x } from './x.ts'"],
  ['app/data/good.server.ts', "import type { X } from '#app/data/generated/x.ts'"],
  ['app/services/mail/good.server.ts', "import { x } from '#app/data/x.server.ts'"],
  ['app/routes/good.tsx', "import { x } from '#app/services/mail/x.server.ts'"],
  ['workers/load-context.good.ts', "import { x } from './jobs/x.ts'"],
  ['workers/jobs/good.ts', "import { x } from '#app/services/mail/x.server.ts'"],
  ['prisma/good.ts', "import { x } from '#tests/factories/x.ts'"],
  ['dev/good.ts', "import { x } from '#prisma/x.ts'"],
  ['scripts/good.ts', "export const y = import('#dev/x.ts')"],
  ['sim/good.ts', "import { x } from '#app/services/mail/x.server.ts'"],
  ['tests/unit/good.ts', "import { x } from '#dev/x.ts'"],
  ['bench/good.ts', "import { x } from '#tests/helpers/x.ts'"],
]

/** What the imports above lead to, and the other halves of the circles. */
const OTHER_FILES: [file: string, code: string][] = [
  ...[
    'app/domain/x.ts',
    'app/platform/x.server.ts',
    'app/web/x.server.ts',
    'app/data/x.server.ts',
    'app/data/generated/x.ts',
    'app/clients/mail/x.server.ts',
    'app/services/mail/x.server.ts',
    'app/strange/x.ts',
    'workers/jobs/x.ts',
    'prisma/x.ts',
    'dev/x.ts',
    'scripts/x.ts',
    'sim/x.ts',
    'tests/factories/x.ts',
    'tests/helpers/x.ts',
  ].map((file): [string, string] => [file, 'export const x = 1\nexport type X = number']),
  ['app/domain/circle/b.ts', "import type { A } from './a.ts'\nexport type B = A"],
  ['app/domain/lead/there.ts', "import '#app/domain/privacy/there.ts'"],
  ['app/domain/privacy/there.ts', ''],
  ['app/domain/privacy/back.ts', "import '#app/domain/lead/back.ts'"],
  ['app/domain/lead/back.ts', ''],
]

const options = await extractDepcruiseOptions('./.dependency-cruiser.mjs')
const folder = mkdtempSync(join(tmpdir(), 'import-rules-'))
let violations: { rule: string; from: string; to: string }[]

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

beforeAll(async () => {
  const { imports } = JSON.parse(readFileSync('package.json', 'utf8')) as { imports: unknown }
  write('package.json', JSON.stringify({ type: 'module', imports }))
  const bad = REFUSED.filter(([, file]) => /\.tsx?$/.test(file)).map(([, ...rest]) => rest)
  for (const [file, code] of [...OTHER_FILES, ...ALLOWED, ...bad]) write(file, code)
  const { output } = await cruise(['app', 'bench', 'dev', 'prisma', 'scripts', 'sim', 'tests', 'workers'], {
    ...options,
    baseDir: folder,
  })
  violations = (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
  }))
})

afterAll(() => rmSync(folder, { recursive: true }))

test.each(REFUSED)('%s: %s may not say %s', (rule, file) => {
  expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule)).toEqual([rule])
})

test.each(ALLOWED)('%s may say: %s', (file) => {
  expect(violations.filter(({ from }) => from === file)).toEqual([])
})

test('every rule has an import that it refuses', () => {
  const rules = options.ruleSet?.forbidden?.map(({ name }) => name)
  expect(rules?.toSorted()).toEqual([...new Set(REFUSED.map(([rule]) => rule))].toSorted())
})

test.each(['app/services/mail/x.server.ts', 'dev/x.ts', 'tests/unit/x.test.ts'])(
  '%s imports other folders by alias',
  async (file) => {
    const eslint = new ESLint({
      overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
      ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-imports',
    })
    const [result] = await eslint.lintText("import '../data/x.server.ts'\n", { filePath: file })
    expect(result?.messages.map(({ message }) => message)).toEqual([
      expect.stringContaining('Import from other folders by their # alias.'),
    ])
  },
)

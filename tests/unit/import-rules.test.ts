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
  ['up-from-app-content', 'app/content/a.ts', "import { x } from '#app/services/mail/x.server.ts'"],
  ['packages-of-app-content', 'app/content/b.ts', "import * as z from 'zod'"],
  ['up-from-app-words', 'app/words/a.ts', "import { x } from '#app/web/x.server.ts'"],
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
  ['up-from-dev', 'dev/simulated.ts', "import { x } from '#sim/x.ts'"],
  ['up-from-sim', 'sim/a.ts', "import { x } from '#tests/helpers/x.ts'"],
  ['up-from-app-domain', 'app/domain/type.ts', "import type { X } from '#app/data/x.server.ts'"],
  ['up-from-app-domain', 'app/domain/query.ts', "export type Y = import('#app/data/x.server.ts').X"],
  ['up-from-app-domain', 'app/domain/again.ts', "export { x } from '#app/data/x.server.ts'"],
  ['up-from-app-domain', 'app/domain/later.ts', "export const y = import('#app/data/x.server.ts')"],
  ['up-from-app-domain', 'app/domain/relative.ts', "import { x } from '../data/x.server.ts'"],
  ['packages-of-app-domain', 'app/domain/node.ts', "import { readFile } from 'node:fs'"],
  ['packages-of-app-domain', 'app/domain/plain-node.ts', "import { readFile } from 'fs'"],
  ['packages-of-app-domain', 'app/domain/require.ts', "import { createRequire } from 'node:module'"],
  ['packages-of-app-domain', 'app/domain/react.ts', "import { useState } from 'react'"],
  ['packages-of-app-domain', 'app/domain/react-type.ts', "import type { ReactNode } from 'react'"],
  ['packages-of-app-domain', 'app/domain/built.ts', "import * as build from '#build/server/index.js'"],
  ['packages-of-app-domain', 'app/domain/built-before.ts', "import * as build from '#build/client/x.js'"],
  ['packages-of-app-domain', 'app/domain/up/root.ts', "import { x } from './../../../vite.x.ts'"],
  ['packages-of-app-words', 'app/words/b.ts', "import * as z from 'zod'"],
  ['packages-of-app-browser', 'app/browser/b.ts', "import * as z from 'zod'"],
  ['packages-of-app-styles', 'app/styles/b.ts', "import * as z from 'zod'"],
  ['packages-of-app-platform', 'app/platform/b.server.ts', "import { createHash } from 'node:crypto'"],
  ['packages-of-app-web', 'app/web/b.server.ts', "import { Form } from '@remix-run/react'"],
  ['packages-of-app-components', 'app/components/b.tsx', "import { Form } from '@remix-run/react'"],
  ['packages-of-app-emails', 'app/emails/b.tsx', "import { createRoot } from 'react-dom/client'"],
  ['packages-of-app-data', 'app/data/b.server.ts', "import { x } from '@prisma/client/runtime/client'"],
  ['packages-of-app-data', 'app/data/c.server.ts', "import pg from 'pg'"],
  ['packages-of-app-clients', 'app/clients/b.server.ts', "import { Client } from '@hubspot/api-client'"],
  [
    'packages-of-app-services',
    'app/services/d.server.ts',
    "import { x } from '@prisma/client/runtime/client'",
  ],
  ['packages-of-app-services', 'app/services/e.server.ts', "import pg from 'pg'"],
  ['packages-of-app-services', 'app/services/f.server.ts', "import { json } from '@remix-run/cloudflare'"],
  ['packages-of-app-services', 'app/services/g.server.ts', "export const y = import('pg')"],
  ['packages-of-app-routes', 'app/routes/c.tsx', "import * as z from 'zod'"],
  ['packages-of-app-root', 'app/b.tsx', "import * as z from 'zod'"],
  ['packages-of-workers-load-context', 'workers/job-types.ts', "import * as z from 'zod'"],
  ['packages-of-workers-jobs', 'workers/jobs/b.ts', "import { json } from '@remix-run/cloudflare'"],
  ['packages-of-workers', 'workers/c.ts', "import { createHash } from 'node:crypto'"],
  ['packages-of-tests-factories', 'tests/factories/b.tsx', "import pg from 'pg'"],
  ['packages-of-prisma', 'prisma/c.ts', "import * as z from 'zod'"],
  ['packages-of-dev', 'dev/c.ts', "import { Client } from '@hubspot/api-client'"],
  ['packages-of-scripts', 'scripts/c.ts', "import pg from 'pg'"],
  ['packages-of-sim', 'sim/b.ts', "import * as z from 'zod'"],
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
  ['app/domain/schema.ts', "import * as z from 'zod'"],
  ['app/components/page.tsx', "import type { ReactNode } from 'react'"],
  ['app/emails/page.tsx', "import { renderToStaticMarkup } from 'react-dom/server'"],
  ['app/data/engine.server.ts', "import { x } from '@prisma/client/runtime/wasm-compiler-edge'"],
  ['workers/main.good.ts', "import * as build from '#build/server/index.js'"],
  ['prisma/files.ts', "import { readFile } from 'node:fs/promises'"],
  ['dev/pg.ts', "import pg from 'pg'"],
  ['tests/unit/pg.ts', "import pg from 'pg'"],
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
  ['build/client/x.js', 'export const x = 1'],
  ['vite.x.ts', 'export const x = 1'],
  ...[
    '@hubspot/api-client',
    '@prisma/client',
    '@remix-run/cloudflare',
    '@remix-run/react',
    'pg',
    'react',
    'react-dom',
    'zod',
  ].map((name): [string, string] => [
    `node_modules/${name}/package.json`,
    JSON.stringify({ name, exports: { '.': './index.js', './*': './*.js' } }),
  ]),
  ...[
    '@hubspot/api-client/index',
    '@prisma/client/runtime/client',
    '@prisma/client/runtime/wasm-compiler-edge',
    '@remix-run/cloudflare/index',
    '@remix-run/react/index',
    'pg/index',
    'react-dom/client',
    'react-dom/server',
    'react/index',
    'zod/index',
  ].map((file): [string, string] => [`node_modules/${file}.js`, '']),
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

async function lint(file: string, code: string, rule: string): Promise<string[]> {
  const eslint = new ESLint({
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
    ruleFilter: ({ ruleId }) => ruleId === rule,
  })
  const [result] = await eslint.lintText(`${code}\n`, { filePath: file })
  return result!.messages.map(({ message }) => message)
}

test.each([
  ['app/services/mail/x.server.ts', "import '../data/x.server.ts'"],
  ['app/services/mail/x.server.ts', "import './../data/x.server.ts'"],
  ['app/services/mail/x.server.ts', "export * from './a/../../data/x.server.ts'"],
  ['dev/x.ts', "import '../data/x.server.ts'"],
  ['tests/unit/x.test.ts', "import '../data/x.server.ts'"],
])('%s imports other folders by alias: %s', async (file, code) => {
  expect(await lint(file, code, 'no-restricted-imports')).toEqual([
    expect.stringContaining('Import from other folders by their # alias.'),
  ])
})

test.each([
  ['app/domain/x.ts', 'export const y = import(name)'],
  ['app/domain/x.ts', 'export const y = import(`#app/data/${name}`)'],
  ['app/domain/x.ts', "export const y = import.meta.glob('../../data/*.ts')"],
  ['app/domain/x.ts', 'export const y = import.meta.resolve(name)'],
  ['app/routes/x.tsx', 'export const y = import(name)'],
  ['workers/x.ts', 'export const y = import(name)'],
])('%s imports by name alone, so that the other rules see it: %s is refused', async (file, code) => {
  expect(await lint(file, code, 'no-restricted-syntax')).toHaveLength(1)
})

test.each(["export const y = import('./y.ts')", "import * as z from 'zod'"])(
  'app may say: %s',
  async (code) => {
    expect(await lint('app/domain/x.ts', code, 'no-restricted-syntax')).toEqual([])
  },
)

import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { countDatabaseCalls, modelsOf } from '#bench/house/database-calls.ts'
import { parseSource, readSourceFiles } from '#bench/house/source-files.ts'

const RECORD = readFileSync('docs/decisions/0014-model-calls-first.md', 'utf8')
const MODELS = modelsOf(readFileSync('prisma/schema.prisma', 'utf8'))

/** Functions at the top of the app's files, methods of classes apart. */
const FUNCTIONS = readSourceFiles()
  .filter(({ path }) => path.startsWith('app/'))
  .flatMap(({ tree }) => tree.statements.filter((statement) => ts.isFunctionDeclaration(statement)))
  .map((declaration) => ({ name: declaration.name!.text, text: declaration.getText() }))

test('the record of model calls names each function that makes one', () => {
  const callers = FUNCTIONS.filter(({ text }) => {
    return countDatabaseCalls([parseSource('app/a.ts', text)], MODELS).modelCalls > 0
  }).map(({ name }) => name)
  expect(callers.length).toBeGreaterThan(10)
  expect(callers.filter((name) => !RECORD.includes(`\`${name}\``))).toEqual([])
})

test('each function that the record of model calls names is there', () => {
  const decision = RECORD.slice(RECORD.indexOf('Model calls, each'), RECORD.indexOf('## Considered'))
  const named = [...decision.matchAll(/`([a-z]+[A-Z]\w*)`/g)].map(([, name = '']) => name)
  const columns = ['usedAt', 'succeededAt']
  const known = new Set([...FUNCTIONS.map(({ name }) => name), ...columns])
  expect(named.filter((name) => !known.has(name))).toEqual([])
})

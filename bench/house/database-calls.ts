import { readFileSync } from 'node:fs'
import ts from 'typescript'
import type { Figure } from '#bench/figure.ts'
import { type SourceFile, isInApp, walk } from './source-files.ts'

const RAW = /^\$(query|execute)Raw(Unsafe|Typed)?$/
const MODEL_METHOD =
  /^(find(Unique|First)(OrThrow)?|findMany|(create|update)(Many(AndReturn)?)?|upsert|delete(Many)?|count|aggregate|groupBy)$/

/** How `app` asks the database: in SQL, or by calls of Prisma's models. */
export function databaseFigures(files: readonly SourceFile[]): Figure[] {
  const models = modelsOf(readFileSync('prisma/schema.prisma', 'utf8'))
  const { rawStatements, modelCalls } = countDatabaseCalls(files.filter(isInApp), models)
  return [
    { name: 'raw_sql_statements', value: rawStatements, unit: 'statements' },
    { name: 'model_calls', value: modelCalls, unit: 'calls' },
  ]
}

export interface DatabaseCalls {
  rawStatements: number
  modelCalls: number
}

/** @param models the models as Prisma's client calls them, such as `assessmentSession` */
export function countDatabaseCalls(files: readonly SourceFile[], models: ReadonlySet<string>): DatabaseCalls {
  const calls: DatabaseCalls = { rawStatements: 0, modelCalls: 0 }
  for (const { tree } of files) {
    walk(tree, (node) => {
      const called = ts.isCallExpression(node)
        ? node.expression
        : ts.isTaggedTemplateExpression(node)
          ? node.tag
          : undefined
      if (!called || !ts.isPropertyAccessExpression(called)) return
      if (RAW.test(called.name.text)) calls.rawStatements += 1
      const { expression: target, name } = called
      if (
        MODEL_METHOD.test(name.text) &&
        ts.isPropertyAccessExpression(target) &&
        models.has(target.name.text)
      )
        calls.modelCalls += 1
    })
  }
  return calls
}

/** @param schema the text of `schema.prisma` */
export function modelsOf(schema: string): Set<string> {
  const names = [...schema.matchAll(/^model (\w+)/gm)].map(([, name = '']) => name)
  return new Set(names.map((name) => name[0]?.toLowerCase() + name.slice(1)))
}

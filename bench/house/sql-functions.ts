import { globSync, readFileSync } from 'node:fs'
import type { Figure } from '#bench/figure.ts'

/** SQL functions and procedures that stand in more than one place of the migrations, of which only the last is true. */
export function sqlFunctionFigures(): Figure[] {
  const migrations = globSync('prisma/migrations/*/migration.sql').map((path) => readFileSync(path, 'utf8'))
  const repeated = functionsDefinedTwice(migrations)
  return [
    {
      name: 'sql_functions_defined_twice',
      value: repeated.length,
      unit: 'functions',
      limit: 0,
      causes: repeated.map(({ name, times }) => `${name}: ${times} times`),
    },
  ]
}

export function functionsDefinedTwice(migrations: readonly string[]): { name: string; times: number }[] {
  const times = new Map<string, number>()
  for (const sql of migrations) {
    for (const [, name = ''] of sql.matchAll(
      /\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)\s+([\w."]+)/gi,
    ))
      times.set(name, (times.get(name) ?? 0) + 1)
  }
  return [...times].filter(([, count]) => count > 1).map(([name, count]) => ({ name, times: count }))
}

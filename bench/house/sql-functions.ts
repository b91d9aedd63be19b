import { globSync, readFileSync } from 'node:fs'
import type { Figure } from '#bench/figure.ts'

/** SQL functions that stand twice where each may stand once, and those that a later migration had to replace. */
export function sqlFunctionFigures(): Figure[] {
  const read = (pattern: string) => globSync(pattern).map((path) => readFileSync(path, 'utf8'))
  const migrations = read('prisma/migrations/*/migration.sql')
  // Each migration by itself: from the first release on, the only way to change a function is to define it in the next.
  const twice = [read('prisma/functions/*.sql'), ...migrations.map((sql) => [sql])].flatMap(
    functionsDefinedTwice,
  )
  return [
    figure('sql_functions_defined_twice', twice, { limit: 0 }),
    figure('sql_functions_replaced', functionsDefinedTwice(migrations)),
  ]
}

type Repeated = ReturnType<typeof functionsDefinedTwice>

function figure(name: string, repeated: Repeated, limit: Pick<Figure, 'limit'> = {}): Figure {
  const causes = repeated.map(({ name, times }) => `${name}: ${times} times`)
  return { name, value: repeated.length, unit: 'functions', ...limit, causes }
}

export function functionsDefinedTwice(files: readonly string[]): { name: string; times: number }[] {
  const times = new Map<string, number>()
  for (const sql of files) {
    for (const [, written = ''] of sql.matchAll(
      /\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)\s+([\w."]+)/gi,
    )) {
      const name = written.replaceAll('"', '').replace(/^public\./, '')
      times.set(name, (times.get(name) ?? 0) + 1)
    }
  }
  return [...times].filter(([, count]) => count > 1).map(([name, count]) => ({ name, times: count }))
}

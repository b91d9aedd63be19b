import type { PrismaClient } from '#app/data/database.server.ts'
import type { BenchDatabase } from '#bench/database.ts'
import { median } from '#bench/figure.ts'

const RUNS = 7

interface Statement {
  text: string
  values: unknown[]
}

/** What PostgreSQL is asked by `read`, which goes through `db` meanwhile. */
async function statementsOf(
  db: PrismaClient,
  read: (db: PrismaClient) => Promise<unknown>,
): Promise<Statement[]> {
  const asked: Statement[] = []
  const noting = new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name !== '$queryRaw') return value
      return (statement: Statement) => {
        asked.push({ text: statement.text, values: statement.values })
        return (value as (statement: Statement) => unknown).call(target, statement)
      }
    },
  })
  await read(noting)
  if (asked.length === 0) throw new Error('It has asked the database nothing.')
  return asked
}

/** Milliseconds that PostgreSQL plans and works on the statements of `read`, one after the other: the median of some runs. */
export async function databaseTime(
  { query }: BenchDatabase,
  db: PrismaClient,
  read: (db: PrismaClient) => Promise<unknown>,
): Promise<number> {
  const statements = await statementsOf(db, read)
  const times: number[] = []
  for (let run = 0; run <= RUNS; run++) {
    let time = 0
    for (const { text, values } of statements) {
      const { rows } = await query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`, values)
      const [plan] = rows[0]!['QUERY PLAN'] as [{ 'Planning Time': number; 'Execution Time': number }]
      time += plan['Planning Time'] + plan['Execution Time']
    }
    // The first run reads what the others find in memory.
    if (run > 0) times.push(time)
  }
  return median(times)
}

import type { PrismaClient } from '#app/data/database.server.ts'
import { leadQueue } from '#app/data/hubspot/claims.server.ts'
import { countQueue } from '#app/data/queue-status.server.ts'
import { queueFiguresPart } from '#app/data/console/queue-figures.server.ts'
import { readFunnelBy, readFunnelPeriods } from '#app/data/console/funnel.server.ts'
import { readPart } from '#app/data/parts.server.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import type { BenchDatabase } from '../database.ts'
import { type Figure, median, timed } from '../figure.ts'
import { DAYS } from './fill.ts'
import { databaseTime } from './statements.ts'

const RUNS = 3

/** The funnel of completed assessments, from their rows. @param group what they are told apart by */
const countFunnel = (group: string) => `
  SELECT ${group}, count(*) AS starts, count(*) FILTER (WHERE 'email' = ANY("reachedStages")) AS emails,
    count(*) FILTER (WHERE 'confirmed' = ANY("reachedStages")) AS confirmed,
    count(*) FILTER (WHERE 'named' = ANY("reachedStages")) AS named,
    count(*) FILTER (WHERE 'phoned' = ANY("reachedStages")) AS phoned
  FROM assessments WHERE "trafficKind" = 'visitor' AND "startedAt" >= $1 GROUP BY 1`

/** How many times as long counting from the rows takes as the console does. */
export async function rawFigures(database: BenchDatabase, db: PrismaClient): Promise<Figure[]> {
  const today = dayOf(new Date())
  const since = (days: number) => ({ from: addDays(today, 1 - days), to: today })
  const raw = async (text: string, values: unknown[] = []) => {
    const times: number[] = []
    for (let run = 0; run < RUNS; run++) times.push(await timed(() => database.query(text, values)))
    return Math.min(...times)
  }
  const ours = (read: (db: PrismaClient) => Promise<unknown>) => databaseTime(database, db, read)
  const ratio = (name: string, slow: number, fast: number): Figure[] => [
    { name: `console_${name}_raw_ms`, value: slow, unit: 'ms' },
    { name: `console_${name}_raw_ratio`, value: slow / fast, unit: 'ratio' },
  ]
  const current = `"startedAt" >= $1::timestamptz + interval '30 days'`
  const twoYears = since(DAYS)
  return [
    ...ratio(
      'funnel_month',
      await raw(countFunnel(current), [addDays(since(30).from, -30)]),
      await ours((noting) => readFunnelPeriods(noting, since(30), addDays(since(30).from, -30))),
    ),
    ...ratio(
      'funnel_two_years_by_source',
      await raw(countFunnel('source'), [twoYears.from]),
      await ours((noting) => readFunnelBy(noting, 'source', twoYears)),
    ),
    ...ratio(
      'queue',
      median([await ours((noting) => countQueue(noting, leadQueue))]),
      await ours((noting) => readPart(noting, queueFiguresPart(leadQueue))),
    ),
    ...ratio(
      'leads_count',
      await raw('SELECT count(*) FROM assessments'),
      await raw('SELECT count(*) FROM (SELECT FROM assessments LIMIT 10001) AS counted'),
    ),
  ]
}

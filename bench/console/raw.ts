import type { BenchDatabase } from '#bench/database.ts'
import { type Figure, median } from '#bench/figure.ts'

const RUNS = 3

/** The funnel of completed assessments in a month and the one before, by all that a page tells apart, each from the rows. */
const FUNNEL = [
  '"startedAt" >= now() - interval \'28 days\', "trafficKind"',
  ...[
    '"abTestVariant"',
    'source',
    'campaign',
    'device',
    'locale',
    'scorecard',
    '"quizVersion"',
    '"sourceKind"',
  ].map((column) => `"startedAt" >= now() - interval '28 days', ${column}`),
  `("startedAt" AT TIME ZONE 'UTC')::date, true`,
].map(
  (group) => `
  SELECT ${group}, count(*) AS starts, count(*) FILTER (WHERE 'email' = ANY("reachedStages")) AS emails,
    count(*) FILTER (WHERE 'confirmed' = ANY("reachedStages")) AS confirmed,
    count(*) FILTER (WHERE 'named' = ANY("reachedStages")) AS named, count(*) FILTER (WHERE 'phoned' = ANY("reachedStages")) AS phoned
  FROM assessments WHERE "startedAt" >= now() - interval '56 days' GROUP BY 1, 2`,
)

const queue = (table: string, kind: string) => [
  `SELECT status, count(*), min("createdAt") FILTER (WHERE status = 'pending'), count(*) FILTER (WHERE "completedAt" > now() - interval '24 hours')
   FROM ${table} GROUP BY 1`,
  `SELECT status, regexp_replace("lastError", ' correlation=\\S+', '') AS error, count(*), min("createdAt"), max("lastAttemptAt")
   FROM ${table} WHERE "lastError" IS NOT NULL GROUP BY 1, 2`,
  `SELECT id, ${kind}, "createdAt" FROM ${table} WHERE status = 'dead' ORDER BY "createdAt" DESC LIMIT 20`,
]

/** What a page would ask that counts the rows of the tables: without bounds, and without indexes of its own. */
const RAW: Readonly<Record<string, readonly string[]>> = {
  overview: [
    `SELECT count(*) FILTER (WHERE "createdAt" > now() - interval '24 hours'), count(*) FILTER (WHERE "createdAt" > now() - interval '7 days'),
       min("createdAt") FILTER (WHERE "emailScrubbedAt" IS NULL) FROM assessments`,
    `SELECT count(*) FROM (SELECT lower(email) FROM assessments WHERE "hubspotContactId" IS NOT NULL GROUP BY 1
       HAVING count(DISTINCT "hubspotContactId") > 1) AS twice`,
    ...queue('hubspot_sync_queue', '"syncType"').slice(0, 1),
    ...queue('email_messages', 'kind').slice(0, 1),
  ],
  funnel: FUNNEL,
  hubspot: queue('hubspot_sync_queue', '"syncType"'),
  mail: queue('email_messages', 'kind'),
  leads: [
    'SELECT count(*) FROM assessments',
    'SELECT * FROM assessments ORDER BY "createdAt" DESC, id DESC LIMIT 50',
  ],
}

/** The figures of pages, and beside them how many times as long it takes to count the same from the rows. */
export async function withRaw({ query }: BenchDatabase, figures: readonly Figure[]): Promise<Figure[]> {
  // No index may help that is there for the console alone.
  await query('BEGIN')
  await query(
    'DROP INDEX assessments_lead_list_idx, hubspot_sync_queue_completed_idx, email_messages_completed_idx',
  )
  const compared: Figure[] = []
  for (const figure of figures) {
    const statements = RAW[figure.name.replace(/^console_|_ms$/g, '')]
    compared.push(figure)
    if (!statements) continue
    const times: number[] = []
    for (let run = 0; run < RUNS; run++) {
      let time = 0
      for (const statement of statements) {
        const { rows } = await query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${statement}`)
        const [plan] = rows[0]!['QUERY PLAN'] as [{ 'Planning Time': number; 'Execution Time': number }]
        time += plan['Planning Time'] + plan['Execution Time']
      }
      times.push(time)
    }
    const name = figure.name.replace(/_ms$/, '')
    compared.push(
      { name: `${name}_raw_ms`, value: median(times), unit: 'ms' },
      { name: `${name}_raw_ratio`, value: median(times) / figure.value, unit: 'ratio' },
    )
  }
  await query('ROLLBACK')
  return compared
}

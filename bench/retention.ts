import { mapContactFields } from '#app/domain/lead/contact.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { saveAssessmentProgress } from '#app/data/sessions.server.ts'
import { QUIZ_VERSION } from '#tests/factories/quiz.ts'
import { expireSessions } from '#app/services/privacy/expire-sessions.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { type BenchDatabase, withBenchDatabase } from './database.ts'
import { type Figure, median, progress, timed } from './figure.ts'

const ASSESSMENTS = 1_000_000
const EXPIRED = 100_000
const SESSIONS = 100_000
const IDLE_RUNS = 11
const TURNS = 2
const PAUSE_TURNS = 3
const BOUNDS = { retentionDays: 30, seconds: 600, clock: Date.now }
/** Nothing is a year old here. */
const NOTHING_DUE = { ...BOUNDS, retentionDays: 365 }

/**
 * What retention costs at a million assessments, of which every tenth is due: the scrub against bare set-based UPDATEs of
 * the same rows, a prospect's saves while it runs, a run that finds nothing, and the removal of sessions.
 */
export async function retention(): Promise<Figure[]> {
  return withBenchDatabase(async (database) => {
    const db = createNodeClient(database.url, { max: 2 })
    const prospect = createNodeClient(database.url, { max: 1 })
    try {
      await fill(database)
      const idle: number[] = []
      // The first connects and learns its plans.
      await scrubPersonalData(db, NOTHING_DUE)
      for (let run = 0; run < IDLE_RUNS; run++)
        idle.push(await timed(() => scrubPersonalData(db, NOTHING_DUE)))
      const { ratio, pause } = await measureScrub(database, db, prospect)
      return [
        { name: 'scrub_ratio', value: ratio, unit: 'ratio', limit: 1.3 },
        { name: 'save_pause_ratio', value: pause, unit: 'ratio', limit: 3 },
        { name: 'scrub_idle_ms', value: median(idle), unit: 'ms', limit: 20 },
        { name: 'expire_sessions_per_s', value: await measureExpiry(database, db), unit: 'rows/s' },
      ]
    } finally {
      await db.$disconnect()
      await prospect.$disconnect()
    }
  })
}

/**
 * Bare statements and the scrub take turns at the same rows, and the fastest turn of each counts: what else the machine
 * does meanwhile is then nobody's loss. Between turns the rows are put back and the tables vacuumed.
 */
async function measureScrub(database: BenchDatabase, db: PrismaClient, prospect: PrismaClient) {
  const bare: number[] = []
  const scrub: number[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    await vacuum(database)
    bare.push(await timed(() => scrubBare(database)))
    await putBack(database)
    scrub.push(await timed(() => scrubPersonalData(db, BOUNDS)))
    await putBack(database)
    progress(
      `turn ${turn + 1}: ${Math.round(bare[turn]!)} ms bare, ${Math.round(scrub[turn]!)} ms in batches`,
    )
  }
  return { ratio: Math.min(...scrub) / Math.min(...bare), pause: await measurePause(database, db, prospect) }
}

/** The slowest of thousands is a matter of luck: of several turns the median one counts, on either side. */
async function measurePause(
  database: BenchDatabase,
  db: PrismaClient,
  prospect: PrismaClient,
): Promise<number> {
  // The first connects.
  await save(prospect, 10)
  const slowest = { during: [] as number[], without: [] as number[] }
  for (let turn = 0; turn < PAUSE_TURNS; turn++) {
    const during = await saveWhile(prospect, scrubPersonalData(db, BOUNDS))
    const without = await save(prospect, during.length)
    slowest.during.push(Math.max(...during))
    slowest.without.push(Math.max(...without))
    progress(
      `${during.length} saves: slowest ${slowest.during[turn]!.toFixed(1)} ms during, ${slowest.without[turn]!.toFixed(1)} ms without`,
    )
    await putBack(database)
  }
  return median(slowest.during) / median(slowest.without)
}

/** Makes the scrubbed rows what they were, due again. */
async function putBack(database: BenchDatabase): Promise<void> {
  await database.query(
    `UPDATE hubspot_sync_queue q SET payload =
       jsonb_build_object('version', 1, 'assessmentId', q.id, 'email', a.email, 'lastName', 'Sample')
     FROM assessments a WHERE a.id = q."assessmentId" AND a."emailScrubbedAt" IS NOT NULL`,
  )
  await database.query(
    `UPDATE assessments SET email = id || '@example.com', "firstName" = 'Robin', "lastName" = 'Sample',
       company = 'Example Works', "emailScrubbedAt" = NULL WHERE "emailScrubbedAt" IS NOT NULL`,
  )
  await vacuum(database)
}

async function saveWhile(db: PrismaClient, work: Promise<unknown>): Promise<number[]> {
  const state = { running: true }
  const ended = work.finally(() => (state.running = false))
  const times: number[] = []
  while (state.running) times.push(...(await save(db, 10)))
  await ended
  return times
}

/** @returns milliseconds of each save */
async function save(db: PrismaClient, count: number): Promise<number[]> {
  const times: number[] = []
  for (let saved = 0; saved < count; saved++) {
    const data = { step: 1, responses: { value_assurance_1: 'B' }, stepCompleted: false }
    times.push(await timed(() => saveAssessmentProgress(db, 'bench-prospect', data)))
  }
  return times
}

async function measureExpiry(database: BenchDatabase, db: PrismaClient): Promise<number> {
  await database.query(
    `INSERT INTO assessment_sessions ("sessionId", "quizVersion", email, responses, "expiresAt")
     SELECT 'bench-session-' || n, $1, 'person-' || n || '@example.com', '{"value_assurance_1": "B"}',
       now() - interval '1 hour' FROM generate_series(1, ${SESSIONS}) n`,
    [QUIZ_VERSION],
  )
  await database.query('VACUUM ANALYZE assessment_sessions')
  progress('expired sessions')
  let deleted = 0
  const took = await timed(async () => {
    for (;;) {
      const run = await expireSessions(db, BOUNDS)
      deleted += run.affectedRows
      if (!run.partial) break
    }
  })
  return deleted / (took / 1000)
}

/** What the scrub has to write, in as few statements as possible. */
async function scrubBare({ query }: BenchDatabase): Promise<void> {
  await query(
    `UPDATE assessments SET ${Object.keys(mapContactFields(() => null))
      .map((field) => `"${field}" = NULL`)
      .join(', ')},
       "hubspotSyncError" = NULL, "emailDeliveryError" = NULL, "emailScrubbedAt" = now()
     WHERE "createdAt" <= now() - interval '30 days' AND "emailScrubbedAt" IS NULL`,
  )
  await query(
    `UPDATE hubspot_sync_queue q SET payload = '{}', "lastError" = NULL, "claimToken" = NULL
     FROM assessments a WHERE a.id = q."assessmentId" AND a."createdAt" <= now() - interval '30 days'`,
  )
}

async function fill({ query }: BenchDatabase): Promise<void> {
  progress(`${ASSESSMENTS} assessments with their queue rows`)
  await query(
    `INSERT INTO assessments (id, "sessionId", responses, "totalScore", "scoreBreakdown", "scoreCategory",
       recommendations, "quizVersion", email, "firstName", "lastName", company, "hubspotSyncStatus",
       "emailDeliveryStatus", "createdAt", "completedAt", "completionTimeSeconds", "abTestVariant", "ipAddressHash")
     SELECT 'bench-' || n, 'bench-session-of-' || n, '{"value_assurance_1": "B", "governance_1": "C"}', n % 101,
       '{"valueAssurance": 50, "customerSafe": 50, "riskCompliance": 50, "governance": 50}', 'risk_zone',
       ARRAY['Measure what AI costs'], $1, 'person-' || n || '@example.com', 'Robin', 'Sample ' || n, 'Example Works',
       'synced', 'sent', at.time, at.time, 600, 'control', md5(n::text)
     FROM generate_series(1, ${ASSESSMENTS}) n,
       LATERAL (SELECT now() - make_interval(days => CASE WHEN n % ${ASSESSMENTS / EXPIRED} = 0 THEN 40 ELSE 10 END,
         secs => n % 86400) AS time) AS at`,
    [QUIZ_VERSION],
  )
  await query(
    `INSERT INTO hubspot_sync_queue (id, "assessmentId", payload, "syncType", status, "createdAt", "completedAt")
     SELECT id, id, jsonb_build_object('version', 1, 'assessmentId', id, 'email', email, 'lastName', "lastName"),
       'contact', 'completed', "createdAt", "createdAt" FROM assessments`,
  )
  await query(`INSERT INTO assessment_sessions ("sessionId", "quizVersion") VALUES ('bench-prospect', $1)`, [
    QUIZ_VERSION,
  ])
  await query('VACUUM ANALYZE')
}

async function vacuum({ query }: BenchDatabase): Promise<void> {
  await query('VACUUM (ANALYZE) assessments, hubspot_sync_queue')
  await query('CHECKPOINT')
}

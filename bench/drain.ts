import type { PrismaClient } from '#app/data/database.server.ts'
import { claimLeads } from '#app/data/hubspot/claims.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import {
  DRAIN_LIMITS,
  type DrainCounts,
  type DrainLimits,
  drainLeads,
} from '#app/services/crm/drain.server.ts'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import { UNCONFIRMED, createTestLeads, startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { type BenchDatabase, withBenchDatabase } from './database.ts'
import { type Figure, median, progress, timed } from './figure.ts'
import { drainWithGraphileWorker, drainWithPgBoss } from './peers/job-queues.ts'

const LEADS = 10_000
/** Half of the leads have unconfirmed addresses, of which every fifth is a contact's that HubSpot has. */
const KNOWN_EVERY = 5
const WARM_UP_LEADS = 1_000
const ANSWER_MS = 50
const BATCH = 100
/** What a Free or Starter portal allows; nothing is kept back here for its other apps. */
const BURST_CALLS = 100
const BURST_SECONDS = 10
const UNBOUNDED: DrainLimits = { ...DRAIN_LIMITS, rows: LEADS, calls: 2_000, seconds: 120, burst: null }

/** Leads to HubSpot: calls used, leads a second beside job queues that call once a job, the portal's limit, claims. */
export async function drain(): Promise<Figure[]> {
  return withBenchDatabase(async (database) => {
    const portal = await startSyncPortal({ callsKept: 0 })
    const db = createNodeClient(database.url, { max: 6 })
    try {
      portal.setFaults({ latencyMs: ANSWER_MS })
      await timedDrain(db, portal, UNBOUNDED, WARM_UP_LEADS)
      await startAfresh(database, portal)
      const free = await timedDrain(db, portal, UNBOUNDED)
      const limited = await limitedDrain(db, database, portal, free.seconds)
      const peers = await drainPeers(database, portal)
      return [...figuresOf(free, peers), ...limited, await claimFigure(db, database)]
    } finally {
      await db.$disconnect()
      await portal.close()
    }
  })
}

interface DrainResult {
  counts: DrainCounts
  seconds: number
}

/** Drains leads, every other one with a deal, half of them unconfirmed. */
async function timedDrain(
  db: PrismaClient,
  portal: HubspotStandIn,
  limits: DrainLimits,
  leads = LEADS,
): Promise<DrainResult> {
  progress(
    `draining ${leads} leads${limits.burst ? ` under ${limits.burst.calls} calls in any ten seconds` : ''}`,
  )
  await createTestLeads(db, leads / 2)
  const unconfirmed = await createTestLeads(db, leads / 2, UNCONFIRMED)
  await addContacts(
    db,
    portal,
    unconfirmed.filter((_, place) => place % KNOWN_EVERY === 0),
  )
  await db.$executeRaw`ANALYZE`
  // The calls that made those contacts leave the portal's window.
  if (limits.burst) await systemClock.sleep(BURST_SECONDS * 1000)
  const dependencies = {
    db,
    crm: clientOf(portal),
    deal: { pipeline: 'default', stage: 'appointmentscheduled', amount: 15_000 },
    confirmFirst: false,
    followUps: { siteUrl: 'https://scorecard.example.com', notes: true, form: null, ownerRules: [] },
    clock: systemClock,
    random: Math.random,
  }
  let counts: DrainCounts | null = null
  const ms = await timed(async () => {
    counts = await drainLeads(dependencies, limits)
  })
  const done = counts as DrainCounts | null
  if (
    done?.completed !== leads ||
    portal.notes().length !== leads ||
    portal.contacts().length !== leads ||
    portal.deals().length !== leads / 2
  ) {
    throw new Error(`Not every lead arrived: ${JSON.stringify(done)}`)
  }
  return { counts: done, seconds: ms / 1000 }
}

/** What sales have of some people already: less than the leads say. */
async function addContacts(
  db: PrismaClient,
  portal: HubspotStandIn,
  assessmentIds: readonly string[],
): Promise<void> {
  const people = await db.assessment.findMany({
    where: { id: { in: [...assessmentIds] } },
    select: { email: true },
  })
  const hubspot = clientOf(portal)
  for (let start = 0; start < people.length; start += BATCH) {
    const inputs = people
      .slice(start, start + BATCH)
      .map(({ email }, place) => ({ key: email!, traceId: String(place), properties: { company: 'Known' } }))
    await hubspot.upsert('contacts', 'email', inputs)
  }
}

/** Upserts, creations, and of those that are refused a read and what the contact lacks; deals, their associations, and a note each. */
function fewestCalls(): number {
  const calls = (leads: number) => Math.ceil(leads / BATCH)
  const known = LEADS / 2 / KNOWN_EVERY
  return 2 * calls(LEADS / 2) + 2 * calls(known) + 2 * calls(LEADS / 2) + calls(LEADS)
}

function figuresOf(
  { counts, seconds }: DrainResult,
  peers: { pgBoss: number; graphileWorker: number },
): Figure[] {
  const rate = LEADS / seconds
  return [
    { name: 'drain_calls_ratio', value: counts.calls / fewestCalls(), unit: 'ratio', limit: 1.05 },
    { name: 'drain_rate', value: rate, unit: 'leads/s' },
    { name: 'peer_pg_boss_rate', value: peers.pgBoss, unit: 'jobs/s' },
    { name: 'peer_graphile_worker_rate', value: peers.graphileWorker, unit: 'jobs/s' },
    {
      name: 'drain_vs_peers',
      value: rate / Math.max(peers.pgBoss, peers.graphileWorker),
      unit: 'ratio',
      atLeast: 20,
    },
  ]
}

/** No leads here and no records there; the portal's time zone stays known. */
async function startAfresh(database: BenchDatabase, portal: HubspotStandIn): Promise<void> {
  await database.query('TRUNCATE assessments CASCADE')
  portal.reset()
  portal.setFaults({ latencyMs: ANSWER_MS })
}

/**
 * The same leads under the portal's limit. The limit allows the first 100 calls at once and each further 100 ten seconds
 * after the 100 before; to that comes the time that the last of them take, measured without a limit.
 */
async function limitedDrain(
  db: PrismaClient,
  database: BenchDatabase,
  portal: HubspotStandIn,
  unlimitedSeconds: number,
): Promise<Figure[]> {
  await startAfresh(database, portal)
  portal.setLimits({ tenSecondly: BURST_CALLS })
  const burst = { calls: BURST_CALLS, windowMs: DRAIN_LIMITS.burst!.windowMs }
  const { counts, seconds } = await timedDrain(db, portal, { ...UNBOUNDED, burst })
  const windows = Math.ceil(counts.calls / BURST_CALLS)
  const allowed = (windows - 1) * BURST_SECONDS + unlimitedSeconds / windows
  const refused = portal.totals().byStatus['429'] ?? 0
  portal.setLimits({ tenSecondly: null })
  return [
    { name: 'drain_limit_ratio', value: seconds / allowed, unit: 'ratio', limit: 1.1 },
    { name: 'drain_429s', value: refused, unit: 'answers', limit: 0 },
  ]
}

/** The usual job queues on the same machine, each job one call of one contact to the same stand-in. */
async function drainPeers({ url }: BenchDatabase, portal: HubspotStandIn) {
  const hubspot = clientOf(portal)
  const call = (job: number) =>
    hubspot.upsert('contacts', 'email', [
      { key: `job-${job}@example.com`, traceId: String(job), properties: { firstname: 'Robin' } },
    ])
  progress(`draining ${LEADS} jobs with pg-boss`)
  const pgBoss = await drainWithPgBoss(url, LEADS, call)
  progress(`draining ${LEADS} jobs with graphile-worker`)
  const graphileWorker = await drainWithGraphileWorker(url, LEADS, call)
  return { pgBoss, graphileWorker }
}

const FINISHED_ROWS = 1_000_000
const ASSESSMENTS = 1_000
const CLAIMS = 31

/** Claiming 100 rows beside a million finished ones, over the same with none. */
async function claimFigure(db: PrismaClient, database: BenchDatabase): Promise<Figure> {
  await database.query('TRUNCATE hubspot_sync_queue')
  const few = await claimMs(db, database)
  progress(`adding ${FINISHED_ROWS} finished rows`)
  await database.query(
    `INSERT INTO hubspot_sync_queue (id, "assessmentId", payload, "syncType", status, "nextRetryAt", "completedAt")
     SELECT 'finished-' || n || '-' || a.id, a.id, '{}', 'contact', 'completed', now() - n * interval '1 second', now()
     FROM generate_series(1, $1::int) AS n, (SELECT id FROM assessments LIMIT $2::int) AS a`,
    [FINISHED_ROWS / ASSESSMENTS, ASSESSMENTS],
  )
  const many = await claimMs(db, database)
  return { name: 'claim_ratio', value: many / few, unit: 'ratio', limit: 1.5 }
}

/** Median milliseconds of a claim of 100 rows. */
async function claimMs(db: PrismaClient, database: BenchDatabase): Promise<number> {
  await database.query(`DELETE FROM hubspot_sync_queue WHERE status = 'pending'`)
  await createTestLeads(db, CLAIMS * BATCH)
  await database.query('VACUUM ANALYZE')
  const times: number[] = []
  for (let claim = 0; claim < CLAIMS; claim++) {
    times.push(await timed(() => claimLeads(db, { limit: BATCH, token: `claim-${claim}` })))
  }
  return median(times)
}

function clientOf({ token, url }: HubspotStandIn) {
  return createHubspotClient({ token, baseUrl: url })
}

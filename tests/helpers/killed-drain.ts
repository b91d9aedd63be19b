/* eslint-disable no-restricted-syntax, no-restricted-globals -- bench/recovery.ts measures with this how long recovering takes, leases included; the
   tests wait for nothing but events */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { PrismaClient } from '#app/data/database.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { JOB_SCHEDULE } from '#app/platform/job-schedule.ts'
import { type MiniflareWorker, localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { startNeonGateway } from '#dev/neon-gateway/server.ts'
import { startPostgres } from '#dev/postgres/server.ts'
import { migrate } from '#prisma/migrate.ts'
import { createTestLeads, startSyncPortal } from './hubspot-sync.ts'
import { createLatch } from './latch.ts'

const ANSWER_MS = 150
const CRON_MS = 1_000
/** More than two leases: what is not done by then never is. */
const RECOVERY_LIMIT_MS = 150_000

export interface KilledDrain {
  /** leads that are not in HubSpot as one contact, and one deal where they have one */
  lost: number
  /** contacts and deals beyond those */
  duplicates: number
  /** from the last kill until every lead was through */
  recoverySeconds: number
  /** runs of the Worker that were cut off with leads in their hands */
  kills: number
}

/**
 * Drains leads with a Worker whose process is killed again and again while HubSpot answers one of its calls, each time one
 * call later, and a PostgreSQL that is restarted once on the way; then leaves the Worker alive, with a cron run after the
 * other, until all is done.
 * @param options.waitForLeases whether the leases of killed runs end in real time, with a cron run every second and for 150
 *   seconds at most, or are ended by hand
 */
export async function drainUnderKills(options: {
  leads: number
  kills: number
  waitForLeases: boolean
}): Promise<KilledDrain> {
  await using cleanup = new AsyncDisposableStack()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'scorecard-kill-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))
  const postgres = await startPostgres({
    dataDir: path.join(folder, 'data'),
    port: 0,
    settings: { fsync: 'off' },
  })
  cleanup.defer(() => postgres.stop())
  const url = postgres.url('killed')
  await migrate({ url })
  const gateway = await startNeonGateway({ port: 0, postgres: { host: 'localhost', port: postgres.port } })
  cleanup.defer(() => gateway.close())
  let calls = 0
  let onCall = () => {}
  const portal = await startSyncPortal({ onCall: () => onCall() })
  cleanup.defer(() => portal.close())
  portal.setFaults({ latencyMs: ANSWER_MS })
  const bindings = localBindings(
    { url, gateway: gateway.address },
    { HUBSPOT_ACCESS_TOKEN: portal.token, HUBSPOT_BASE_URL: portal.url },
  )
  let db = createNodeClient(url)
  cleanup.defer(() => db.$disconnect())
  await createTestLeads(db, options.leads)

  let kills = 0
  while (kills < options.kills) {
    const worker = await startBuiltWorker({ bindings })
    if (!options.waitForLeases) await endLeases(db)
    const inACall = createLatch()
    calls = 0
    onCall = () => ++calls > kills && inACall.open()
    // The run ends first where there is nothing left to call for, or PostgreSQL was just away.
    await Promise.race([inACall.opened, startDrain(worker)])
    if (kills === 1) {
      await db.$disconnect()
      await postgres.restart()
      db = createNodeClient(url)
    }
    await worker.miniflare.dispose()
    kills++
    if ((await countOpen(db)) === 0) break
  }

  const killedAt = performance.now()
  const worker = await startBuiltWorker({ bindings })
  cleanup.defer(() => worker.miniflare.dispose())
  while ((await countOpen(db)) > 0) {
    if (options.waitForLeases) {
      if (performance.now() - killedAt > RECOVERY_LIMIT_MS) break
      await delay(CRON_MS)
    }
    // Every time: PostgreSQL may have carried out a killed run's claim after its Worker was gone.
    else await endLeases(db)
    await startDrain(worker)
  }
  const recoverySeconds = (performance.now() - killedAt) / 1_000
  return { ...countRecords(portal, options.leads), recoverySeconds, kills }
}

/** A cron run; resolves when it ends or its Worker does. */
async function startDrain({ miniflare }: MiniflareWorker): Promise<void> {
  const ended = async () => {
    const worker = await miniflare.getWorker()
    await worker.scheduled({ cron: JOB_SCHEDULE.drain_hubspot, scheduledTime: new Date() })
  }
  // A killed Worker never answers.
  await ended().catch(() => undefined)
}

/** What the end of the leases does, without the wait. */
async function endLeases(db: PrismaClient): Promise<void> {
  await db.$executeRaw`
    UPDATE hubspot_sync_queue SET "nextRetryAt" = to_timestamp(0) WHERE status = 'pending' AND "claimToken" IS NOT NULL`
}

async function countOpen(db: PrismaClient): Promise<number> {
  return db.hubspotSyncQueue.count({ where: { status: 'pending' } })
}

function countRecords(portal: Awaited<ReturnType<typeof startSyncPortal>>, leads: number) {
  const contacts = portal.contacts().map(({ properties }) => properties.email)
  const deals = portal.deals().map(({ properties }) => properties.ai_assessment_id)
  const associated = new Set(portal.associations().map(({ fromType, fromId }) => `${fromType} ${fromId}`))
  const loose = portal.deals().filter(({ id }) => !associated.has(`deals ${id}`)).length
  const wanted = { contacts: leads, deals: Math.floor(leads / 2) }
  const different = { contacts: new Set(contacts).size, deals: new Set(deals).size }
  return {
    lost: wanted.contacts - different.contacts + (wanted.deals - different.deals) + loose,
    duplicates: contacts.length - different.contacts + (deals.length - different.deals),
  }
}

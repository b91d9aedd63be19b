import { PEOPLE_LIMITS } from '#app/services/crm/one-by-one.server.ts'
import { afterAll, beforeEach } from 'vitest'
import { type StandInOptions, type HubspotStandIn, startHubspotStandIn } from '#dev/hubspot/server.ts'
import { setupDefinitions } from '#dev/hubspot/setup-definitions.ts'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import type { Assessment, Prisma, PrismaClient } from '#app/data/database.server.ts'
import { explainSyncError } from '#app/domain/crm/explain-failure.ts'
import { decodeSyncError } from '#app/domain/crm/failure.ts'
import { HUBSPOT_OPERATIONS } from '#app/domain/pause.ts'
import { readPauses } from '#app/data/pauses.server.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { DRAIN_LIMITS, type DrainDependencies, drainLeads } from '#app/services/crm/drain.server.ts'
import { type MarkDependencies, markContacts } from '#app/services/crm/mark-contacts.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { useTestDatabase } from './database.ts'

/** Groups and properties as `npm run hubspot:setup` makes them. */
export const SYNC_DEFINITIONS = setupDefinitions()

/** A portal that is set up for the sync and has no ten-second limit, on a free port. */
export function startSyncPortal(options: Partial<StandInOptions> = {}): Promise<HubspotStandIn> {
  return startHubspotStandIn({
    port: 0,
    provisioned: true,
    definitions: SYNC_DEFINITIONS,
    limits: { tenSecondly: null },
    ...options,
  })
}

/** A portal of the test file's own, as new before each of its tests: call it at the top of the file. */
export async function useSyncPortal(options: Partial<StandInOptions> = {}): Promise<HubspotStandIn> {
  const portal = await startSyncPortal(options)
  beforeEach(() => portal.reset())
  afterAll(() => portal.close())
  return portal
}

/** Time that passes only when somebody sleeps. */
export function createTestClock(start = new Date('2026-11-23T09:00:00Z')): Clock {
  let time = start.getTime()
  return {
    now: () => new Date(time),
    sleep: async (ms) => {
      time += ms
    },
  }
}

/** What a drain against this portal needs; the longest possible wait after a failure, unless told. */
export function drainDependencies(
  db: PrismaClient,
  portal: HubspotStandIn,
  overrides: Partial<DrainDependencies & MarkDependencies> = {},
): DrainDependencies & MarkDependencies {
  return {
    db,
    crm: createHubspotClient({ token: portal.token, baseUrl: portal.url, timeoutMs: 60_000 }),
    deal: { pipeline: 'default', stage: 'appointmentscheduled', amount: 15_000 },
    confirmFirst: false,
    withdrawnStage: null,
    clock: createTestClock(),
    random: () => 1,
    ...overrides,
  }
}

/** A cron run's bounds without the portal's burst limit. */
export const UNLIMITED = { ...DRAIN_LIMITS, burst: null }
export const UNLIMITED_PEOPLE = { ...PEOPLE_LIMITS, burst: null }

/** A database and a portal of the test file's own, and what its tests look at: call it at the top of the file. */
export async function useHubspotSync({ max, ...options }: { max?: number } & Partial<StandInOptions> = {}) {
  const { db } = await useTestDatabase(max === undefined ? {} : { max })
  const portal = await useSyncPortal(options)
  return {
    db,
    portal,
    /** A cron run. */
    drain: (overrides: Partial<DrainDependencies> = {}) =>
      drainLeads(drainDependencies(db, portal, overrides), UNLIMITED),
    /** What a cron run does with the marks on contacts. */
    mark: (overrides: Partial<DrainDependencies & MarkDependencies> = {}) =>
      markContacts(drainDependencies(db, portal, overrides), UNLIMITED_PEOPLE),
    /** What a cron run does with the erasures. */
    erase: (overrides: Partial<DrainDependencies> = {}) =>
      eraseInCrm(drainDependencies(db, portal, overrides), UNLIMITED_PEOPLE),
    pauses: () => readPauses(db, HUBSPOT_OPERATIONS),
    /** What a lead's last failure means, in the words of `hubspot:status`. */
    async explainLead(assessmentId: string): Promise<string> {
      const { hubspotSyncError } = await db.assessment.findUniqueOrThrow({ where: { id: assessmentId } })
      return explainSyncError(decodeSyncError(hubspotSyncError ?? ''))
    },
  }
}

/** The address of a lead that may write whatever it likes to its contact; see UNCONFIRMED. */
const CONFIRMED = { addressConfirmedAt: new Date('2026-11-01T10:00:00Z') }

/** What makes it the lead of an address that anybody may have typed. */
export const UNCONFIRMED = { addressConfirmedAt: null }

/** An assessment with its queue row, due at once; its address is confirmed, unless told. */
export async function createTestLead(
  db: PrismaClient,
  overrides: Partial<Prisma.AssessmentUncheckedCreateInput> = {},
): Promise<Assessment> {
  const assessment = await createTestAssessment(db, { ...CONFIRMED, ...overrides })
  await createTestQueueRow(db, assessment)
  return assessment
}

/** Leads in bulk, every other one with a deal; with confirmed addresses, unless told. @returns their assessments' ids */
export async function createTestLeads(
  db: PrismaClient,
  count: number,
  overrides: { addressConfirmedAt?: null } = {},
): Promise<string[]> {
  const template = await createTestLead(db, overrides)
  const ids = Array.from({ length: count - 1 }, () => crypto.randomUUID())
  await db.$executeRaw`
    INSERT INTO assessments (id, "sessionId", responses, "quizVersion", "totalScore", "scoreBreakdown",
      "scoreCategory", recommendations, email, "completedAt", "completionTimeSeconds", "leadQuality", "addressConfirmedAt",
      "consentAt", "consentTextVersion", "consentTextHash", "consentPurposes")
    SELECT n.id, 'bulk-' || n.id, a.responses, a."quizVersion", a."totalScore", a."scoreBreakdown", a."scoreCategory",
      a.recommendations, 'bulk-' || n.id || '@example.com', a."completedAt", a."completionTimeSeconds", a."leadQuality",
      a."addressConfirmedAt", a."consentAt", a."consentTextVersion", a."consentTextHash", a."consentPurposes"
    FROM assessments a, unnest(${ids}::text[]) AS n(id) WHERE a.id = ${template.id}`
  await db.$executeRaw`
    INSERT INTO hubspot_sync_queue (id, "assessmentId", payload, "syncType", "nextRetryAt")
    SELECT n.id, n.id, q.payload || jsonb_build_object('assessmentId', n.id, 'email', 'bulk-' || n.id || '@example.com'),
      CASE WHEN n.place % 2 = 0 THEN 'contact' ELSE 'contact_and_deal' END, q."nextRetryAt"
    FROM hubspot_sync_queue q, unnest(${ids}::text[]) WITH ORDINALITY AS n(id, place)
    WHERE q."assessmentId" = ${template.id}`
  return [template.id, ...ids]
}

/** Makes every open row due now, as if its wait or its lease were over. */
export async function makeAllDue(db: PrismaClient): Promise<void> {
  await db.$executeRaw`UPDATE hubspot_sync_queue SET "nextRetryAt" = to_timestamp(0) WHERE status = 'pending'`
}

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { mapContactFields } from '#app/domain/lead/contact.ts'
import { unclassifiedPaths } from '#app/domain/privacy/catalogue/catalogue-check.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { dumpDatabase } from '#tests/helpers/dump.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { letDaysPass } from '#tests/helpers/passing-time.ts'
import { readAllRows } from '#tests/helpers/table-rows.ts'
import { Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'

/** In every value that a person gives, each in a form that passes the checks. */
const MARKER = 'canary7f3d'
const PHONE = '+1 555 737 373 737'
const MARKS = new RegExp(`${MARKER}|737 373|737373`, 'i')

let worker: TestWorker
let portal: HubspotStandIn
let mailbox: Mailbox
let nextAddress = 1

beforeAll(async () => {
  portal = await startSyncPortal()
  mailbox = await startMailbox({ port: 0 })
  worker = await startTestWorker({
    HUBSPOT_BASE_URL: portal.url,
    HUBSPOT_ACCESS_TOKEN: portal.token,
    MAIL_API_KEY: 're_test',
    MAIL_BASE_URL: mailbox.url,
    MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
    COMPANY_ADDRESS: 'Example Consulting, 1 Example Street, Springfield',
    PRISMA_LOG: 'query,info,warn,error',
  })
})
afterAll(async () => {
  await worker.close()
  await portal.close()
  await mailbox.close()
})

const networkOf = (number: number) => `198.51.100.${number}`

/** A visitor all of whose headers say who they are. */
function visitor(): Visitor {
  return new Visitor(worker.url, {
    'CF-Connecting-IP': networkOf(nextAddress++),
    'X-Forwarded-For': `${MARKER}.example.com`,
    'User-Agent': `Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 ${MARKER}@example.com`,
    Referer: `https://search.example.com/mail/${MARKER}@example.com?q=${MARKER}&utm_source=newsletter#${MARKER}`,
  })
}

const emailOf = (flow: string) => `${MARKER}-${flow}@example.com`

async function completedLead(flow: string): Promise<string> {
  const prospect = visitor()
  await prospect.start()
  const path = await prospect.complete('E', { email: emailOf(flow), consent: 'yes' })
  const { email: _, ...details } = mapContactFields((field) => `${field} ${MARKER}`)
  const contact = { ...details, phone: PHONE }
  expectRedirect(await prospect.post(path, contact))
  return path.split('/').at(-1)!
}

async function settled(where: { hubspotSyncStatus?: string; emailDeliveryStatus?: string; email: string }) {
  await expect.poll(() => worker.db.assessment.count({ where })).toBe(1)
}

/** Runs the queues' jobs, with all waits over, until nothing is pending. */
async function exhaustRetries() {
  for (let run = 0; run < 20; run++) {
    await worker.db
      .$executeRaw`UPDATE hubspot_sync_queue SET "nextRetryAt" = to_timestamp(0) WHERE status = 'pending'`
    await worker.db
      .$executeRaw`UPDATE email_messages SET "nextRetryAt" = to_timestamp(0) WHERE status = 'pending'`
    await worker.runJob('drain_hubspot')
    await worker.runJob('deliver_emails')
    const open = await worker.db.hubspotSyncQueue.count({ where: { status: 'pending' } })
    if (open + (await worker.db.emailMessage.count({ where: { status: 'pending' } })) === 0) return
  }
}

/** What marketing counts: none of it may change with the scrub. */
async function analytics(): Promise<unknown> {
  return worker.db.$queryRaw`
    SELECT count(*)::int AS completed, avg("totalScore")::float8 AS score, sum("completionTimeSeconds")::int AS seconds,
      jsonb_agg(jsonb_build_array("scoreCategory", "scoreBreakdown", responses, recommendations, "quizVersion",
        "leadQuality", "qualifiedForBriefing", "abTestVariant", "referrerSource", "browserInfo",
        "consentTextVersion", "consentTextHash", "consentPurposes", "hubspotSyncStatus", "emailDeliveryStatus",
        "hubspotSyncAttempts", "emailDeliveryAttempts") ORDER BY id) AS figures
    FROM assessments`
}

test('after the retention neither the database nor any log holds what a person gave, whatever became of it', async () => {
  // A session that is left half way.
  const partial = visitor()
  await partial.start()
  expectRedirect(
    await partial.post('/assessment/step/1', {
      ...answersOf(1, 'B'),
      email: emailOf('partial'),
      consent: 'yes',
    }),
  )
  // All goes well.
  await completedLead('well')
  await settled({ email: emailOf('well'), hubspotSyncStatus: 'synced', emailDeliveryStatus: 'sent' })
  // The mail provider and HubSpot fail, and tell in their errors whom it was about.
  mailbox.setFaults({ mode: 'unavailable' })
  portal.setFaults({ rules: [{ kind: 'status_500' }] })
  await completedLead('failed')
  await exhaustRetries()
  const failed = await worker.db.assessment.findFirstOrThrow({ where: { email: emailOf('failed') } })
  expect(failed.hubspotSyncError).toContain('server_error')
  expect(failed.emailDeliveryError).toContain('server_error')
  mailbox.setFaults({})
  portal.setFaults({})
  // A row that some run holds. There are two where the first one was sent before the contact details came.
  const held = await completedLead('held')
  await worker.db.$executeRaw`
    UPDATE hubspot_sync_queue SET status = 'pending', "claimToken" = 'held', "completedAt" = NULL
    WHERE id = (SELECT id FROM hubspot_sync_queue WHERE "assessmentId" = ${held}
      ORDER BY "createdAt" DESC LIMIT 1)`
  // A request about the data itself.
  expectRedirect(await visitor().post('/privacy/request', { email: emailOf('asking'), action: 'erase' }))
  await expect.poll(() => mailbox.messages({ to: emailOf('asking') }).length).toBe(1)

  const before = await dumpDatabase(worker.databaseUrl)
  for (const flow of ['partial', 'well', 'failed', 'held', 'asking']) expect(before).toContain(emailOf(flow))
  const rows = await readAllRows(worker.db)
  expect([...rows].flatMap(([table, found]) => unclassifiedPaths(RETENTION_CATALOGUE, table, found))).toEqual(
    [],
  )
  // What is open is skipped by the scrub; the rest of the figures stay as they are.
  await worker.db.$executeRaw`
    UPDATE assessments SET "hubspotSyncStatus" = 'skipped' WHERE "hubspotSyncStatus" = 'pending'`
  await worker.db.$executeRaw`
    UPDATE assessments SET "emailDeliveryStatus" = 'skipped' WHERE "emailDeliveryStatus" = 'pending'`
  const figures = await analytics()

  await letDaysPass(worker.db, 31)
  await worker.runJob('expire_sessions')
  await worker.runJob('enforce_retention')

  expect(await dumpDatabase(worker.databaseUrl)).not.toMatch(MARKS)
  expect(await analytics()).toEqual(figures)
  await expect.poll(() => worker.logs.join('\n')).toContain('enforce_retention')
  const logs = worker.logs.join('\n')
  expect(logs).toContain('assessment_completed')
  expect(logs).toContain('"database_query"')
  expect(logs).not.toMatch(MARKS)
  for (let number = 1; number < nextAddress; number++) {
    expect(before).not.toContain(networkOf(number))
    expect(logs).not.toContain(networkOf(number))
  }
})

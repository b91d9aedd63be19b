import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase, withRollback } from '#tests/helpers/database.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestContactMark } from '#tests/factories/privacy.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { createExperiment } from '#tests/helpers/experiments.ts'
import type { Database } from '#app/data/database.server.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.close())

const TOO_LONG = ['source', 'campaign', 'locale'].map((column) => `${column} = repeat('a', 101)`)

/** table -> constraint without its table's name -> assignments that break it and nothing else. */
const violations = {
  assessments: {
    responses_check: [`responses = '[]'`, `responses = '"A"'`],
    totalScore_check: [`"totalScore" = -1`, `"totalScore" = 101`],
    scoreBreakdown_check: [`"scoreBreakdown" = '75'`],
    scoreCategory_check: [`"scoreCategory" = 'Champion'`, `"scoreCategory" = ''`],
    consent_check: [`"consentAt" = NULL`, `"consentTextVersion" = NULL`],
    consent_purposes_check: [`"consentPurposes" = '{newsletter}'`],
    hubspotSyncStatus_check: [`"hubspotSyncStatus" = 'done'`],
    hubspotSyncAttempts_check: [`"hubspotSyncAttempts" = -1`],
    emailDeliveryStatus_check: [`"emailDeliveryStatus" = 'lost'`],
    emailDeliveryAttempts_check: [`"emailDeliveryAttempts" = -1`],
    completionTimeSeconds_check: [`"completionTimeSeconds" = -1`],
    browserInfo_check: [`"browserInfo" = '"Chrome"'`],
    leadQuality_check: [`"leadQuality" = 'hot'`],
    scrubbed_check: [`"emailScrubbedAt" = now()`],
    scorecard_check: [`scorecard = 'Quick Check'`, `scorecard = ''`, `scorecard = repeat('a', 31)`],
    language_check: [`language = 'Deutsch'`, `language = ''`],
    trafficKind_check: [`"trafficKind" = 'robot'`],
    sourceKind_check: [`"sourceKind" = 'magazine'`],
    dimensions_check: TOO_LONG,
    reachedStages_check: [`"reachedStages" = '{called}'`],
  },
  assessment_sessions: {
    totalSteps_check: [`"totalSteps" = 0`],
    currentStep_check: [`"currentStep" = -1`, `"currentStep" = 5`],
    responses_check: [`responses = 'null'`],
    consent_check: [`"consentAt" = now()`],
    consent_purposes_check: [`"consentPurposes" = '{results,calls}'`],
    scorecard_check: [`scorecard = 'Quick Check'`, `scorecard = ''`, `scorecard = repeat('a', 31)`],
    language_check: [`language = 'Deutsch'`, `language = ''`],
    trafficKind_check: [`"trafficKind" = 'robot'`],
    sourceKind_check: [`"sourceKind" = 'magazine'`],
    dimensions_check: TOO_LONG,
  },
  hubspot_sync_queue: {
    payload_check: [`payload = '[]'`],
    syncType_check: [`"syncType" = 'company'`],
    status_check: [`status = 'open'`],
    revision_check: [`revision = 0`],
    retryCount_check: [`"retryCount" = -1`, `"retryCount" = 6`, `"maxRetries" = -1`],
    retryDelaySeconds_check: [`"retryDelaySeconds" = 0`],
    completed_check: [`status = 'completed'`],
  },
  hubspot_follow_ups: {
    kind_check: [`kind = 'task'`],
    status_check: [`status = 'open'`],
    revision_check: [`revision = 0`],
    retryCount_check: [`"retryCount" = -1`, `"retryCount" = 6, "maxRetries" = 5`],
    retryDelaySeconds_check: [`"retryDelaySeconds" = 0`],
    completed_check: [`status = 'completed'`],
  },
  email_messages: {
    undeliverable_check: [`undeliverable = 'late'`],
    kind_check: [`kind = 'newsletter'`],
    payload_check: [`payload = '1'`],
    status_check: [`status = 'sent'`],
    recipient_check: [`recipient = NULL`],
    revision_check: [`revision = 0`],
    retryCount_check: [`"retryCount" = -1`, `"retryCount" = 201`],
    retryDelaySeconds_check: [`"retryDelaySeconds" = -30`],
    completed_check: [`status = 'completed'`],
  },
  retention_runs: {
    job_check: [`job = 'scrub'`],
    finishedAt_check: [`"finishedAt" = "startedAt" - interval '1 millisecond'`],
    affectedRows_check: [`"affectedRows" = -1`],
    outcome_check: [`outcome = 'ok'`],
  },
  access_links: {
    kind_check: [`kind = 'privacy'`],
    tokenHash_check: [`"tokenHash" = 'abc'`, `"tokenHash" = upper("tokenHash")`],
    recipientHash_check: [`"recipientHash" = NULL`, `kind = 'shared'`, `kind = 'again'`],
    target_check: [`"assessmentId" = NULL`],
    expiresAt_check: [`"expiresAt" = "createdAt"`],
  },
  privacy_requests: {
    erased_check: [`email = NULL`, `"erasureId" = 'erasure'`],
    kind_check: [`kind = 'rectification'`],
    tokenHash_check: [`"tokenHash" = ''`],
    expiresAt_check: [`"expiresAt" = "createdAt" - interval '1 second'`],
  },
  deal_outcomes: { outcome_check: [`outcome = 'maybe'`] },
  teams: { tokenHash_check: [`"tokenHash" = 'abc'`], expiresAt_check: [`"expiresAt" = "createdAt"`] },
  team_groups: { size_check: [`size = 2`], inPlace_check: [`"inPlace" = '[]'`] },
  contact_marks: {
    kind_check: [`kind = 'called'`],
    source_check: [`source = 'import'`],
    results_check: [`results = '[]'`],
    status_check: [`status = 'failed', email = NULL`],
    revision_check: [`revision = 0`],
    retryCount_check: [`"retryCount" = -1`, `"retryCount" = 2, "maxRetries" = 1`],
    retryDelaySeconds_check: [`"retryDelaySeconds" = 0`],
    email_check: [`status = 'completed', "completedAt" = now()`, `status = 'dead'`],
    completed_check: [`"completedAt" = now()`, `status = 'completed', email = NULL`],
  },
  erasures: {
    source_check: [`source = 'import'`],
    status_check: [`status = 'failed', email = NULL`],
    counts_check: [`"erasedRows" = -1`, `"hubspotContacts" = -1`, `"hubspotDeals" = -1`],
    email_check: [`status = 'completed', "completedAt" = now()`, `status = 'dead'`],
    revision_check: [`revision = 0`],
    retryCount_check: [`"retryCount" = -1`, `"retryCount" = 2, "maxRetries" = 1`],
    retryDelaySeconds_check: [`"retryDelaySeconds" = 0`],
    completed_check: [`"completedAt" = now()`, `status = 'completed', email = NULL`],
  },
  hubspot_sync_state: {
    id_check: [`id = 'other'`],
  },
  pauses: {
    operation_check: [`operation = 'lunch'`],
    reason_check: [`reason = 'holiday'`],
  },
  ops_actions: {
    role_check: [`role = 'owner'`],
    action_check: [`action = 'looked'`],
    subject_check: [`subject = 'Robin Works'`, `subject = ''`],
    reason_check: [`reason = 'because I can'`],
    count_check: [`count = -1`],
  },
  experiments: {
    id_check: [`id = 'Robin Works'`, `id = 'ab'`],
    measure_check: [`measure = 'clicks'`],
    shares_check: [`shares = '{100}'`, `shares = '{100,0}'`, `variants = '{control}', shares = '{100}'`],
    planned_check: [`planned = 0`],
    stopped_check: [`"stoppedAt" = "startedAt" - interval '1 second'`],
    winner_check: [`winner = 'control'`, `winner = 'nobody', "stoppedAt" = now() + interval '1 hour'`],
  },
  webhook_deliveries: {
    type_check: [`type = 'lead.lost'`],
    status_check: [`status = 'skipped'`],
    attempts_check: [`attempts = '{}'`],
    revision_check: [`revision = 0`],
    retryCount_check: [`"retryCount" = -1`, `"retryCount" = 201`],
    retryDelaySeconds_check: [`"retryDelaySeconds" = 0`],
    completed_check: [`status = 'completed'`],
  },
}

async function createOneRowInEachTable(db: Database): Promise<void> {
  await createTestAssessmentSession(db)
  await createExperiment(db)
  const assessment = await createTestAssessment(db)
  await createTestQueueRow(db, assessment)
  await db.hubspotFollowUp.create({ data: { assessmentId: assessment.id, kind: 'note' } })
  await db.dealOutcome.create({ data: { assessmentId: assessment.id } })
  await createTestEmailMessage(db, { assessmentId: assessment.id })
  await db.retentionRun.create({
    data: { job: 'expire_sessions', startedAt: new Date('2026-11-01T00:00:00Z') },
  })
  await db.hubspotSyncState.create({ data: {} })
  await db.pause.create({ data: { operation: 'mail', reason: 'key_refused', evidence: 'key_refused (401)' } })
  const link = { id: 'link', tokenHash: 'a'.repeat(64), createdAt: new Date(0), expiresAt: new Date(1_000) }
  await db.accessLink.create({
    data: { ...link, kind: 'results', assessmentId: assessment.id, recipientHash: 'recipient' },
  })
  await db.team.create({ data: { ...link, assessmentId: assessment.id, quizVersion: '2026-11' } })
  await db.teamGroup.create({ data: { id: 'group', teamId: link.id, size: 3, inPlace: {} } })
  await db.privacyRequest.create({
    data: { ...link, kind: 'export', email: 'person@example.com', addressHash: 'address' },
  })
  await createTestContactMark(db)
  await db.webhookDelivery.create({
    data: { id: 'delivery', eventId: 'msg_1', type: 'test', receiver: 'receiver' },
  })
  await db.opsAction.create({
    data: { actor: 'owner', role: 'operate', session: 'session', action: 'paused' },
  })
  await db.erasure.create({
    data: { addressHash: 'address', source: 'request', email: 'person@example.com' },
  })
}

for (const [table, constraints] of Object.entries(violations)) {
  describe(table, () => {
    for (const [constraint, assignments] of Object.entries(constraints)) {
      test.each(assignments)(`${table}_${constraint} refuses %s`, async (assignment) => {
        await expect(
          withRollback(database.db, async (tx) => {
            await createOneRowInEachTable(tx)
            await tx.$executeRawUnsafe(`UPDATE ${table} SET ${assignment}`)
          }),
        ).rejects.toThrow(`violates check constraint "${table}_${constraint}"`)
      })
    }
  })
}

test('every check constraint of the database has a bad value here', async () => {
  const rows = await database.db.$queryRaw<{ name: string }[]>`
    SELECT conname AS name FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace`
  const tested = Object.entries(violations).flatMap(([table, constraints]) =>
    Object.keys(constraints).map((constraint) => `${table}_${constraint}`),
  )
  expect(tested.sort()).toEqual(rows.map(({ name }) => name).sort())
})

// The jobs of job_successes are those of the cron table in code: a new one is no reason for a migration.
test('every column with a closed set of values has a check constraint', async () => {
  const rows = await database.db.$queryRaw<{ column: string }[]>`
    SELECT c.table_name || '.' || c.column_name AS "column"
    FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.table_name NOT IN ('_prisma_migrations', 'job_successes')
      AND (c.column_name ~ '(Status|status|Category|Quality|Type|kind|job|outcome)$')
      AND NOT EXISTS (
        SELECT FROM pg_constraint k
        WHERE k.contype = 'c' AND k.conname = c.table_name || '_' || c.column_name || '_check')`
  expect(rows).toEqual([])
})

test('a second open queue row of an assessment is refused, and one beside a finished row is not', async () => {
  await withRollback(database.db, async (tx) => {
    const assessment = await createTestAssessment(tx)
    await createTestQueueRow(tx, assessment, { status: 'completed', completedAt: new Date() })
    await createTestQueueRow(tx, assessment, { status: 'dead' })
    await createTestQueueRow(tx, assessment)
    await expect(createTestQueueRow(tx, assessment)).rejects.toMatchObject({ code: 'P2002' })
  })
})

test('deleting an assessment deletes its queue rows and messages', async () => {
  await withRollback(database.db, async (tx) => {
    const assessment = await createTestAssessment(tx)
    await createTestQueueRow(tx, assessment)
    await createTestEmailMessage(tx, { assessmentId: assessment.id })
    await tx.assessment.delete({ where: { id: assessment.id } })
    expect(await tx.hubspotSyncQueue.count()).toBe(0)
    expect(await tx.emailMessage.count()).toBe(0)
  })
})

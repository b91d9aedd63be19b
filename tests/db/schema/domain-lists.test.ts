import { expect, test } from 'vitest'
import { PAUSE_REASONS } from '#app/data/hubspot/state.server.ts'
import { LEAD_QUALITIES, SYNC_TYPES } from '#app/domain/lead/quality.ts'
import { PRIVACY_KINDS } from '#app/domain/privacy/action.ts'
import { RETENTION_JOBS, RETENTION_OUTCOMES } from '#app/domain/privacy/retention-jobs.ts'
import { CATEGORY_IDS } from '#app/domain/quiz/structure.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const { db } = await useTestDatabase()

test.for([
  ['assessments_scoreCategory_check', CATEGORY_IDS],
  ['assessments_leadQuality_check', LEAD_QUALITIES],
  // The third of the requirement, which nothing writes: a deal is never without its contact.
  ['hubspot_sync_queue_syncType_check', [...SYNC_TYPES, 'deal']],
  ['hubspot_sync_state_pauseReason_check', PAUSE_REASONS],
  ['privacy_requests_kind_check', PRIVACY_KINDS],
  ['retention_runs_job_check', RETENTION_JOBS],
  ['retention_runs_outcome_check', RETENTION_OUTCOMES],
] as const)(
  'the database allows in %s what the code knows, and nothing else',
  async ([constraint, known]) => {
    const [check] = await db.$queryRaw<[{ definition: string }]>`
    SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = ${constraint}`
    const allowed = [...check.definition.matchAll(/'([^']*)'::text/g)].map((match) => match[1])
    expect(allowed.sort()).toEqual([...known].sort())
  },
)

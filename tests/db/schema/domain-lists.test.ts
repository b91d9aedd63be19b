import { expect, test } from 'vitest'
import { CONSENT_PURPOSES } from '#app/domain/lead/consent.ts'
import { CONTACT_FIELD_NAMES, CONTACT_FIELDS, mapContactFields } from '#app/domain/lead/contact.ts'
import { OPS_ACTION_NAMES } from '#app/domain/console/ops-action.ts'
import { MEASURE_NAMES } from '#app/domain/experiments/experiment-types.ts'
import { OPERATIONS, PAUSE_REASONS } from '#app/domain/pause.ts'
import { LEAD_QUALITIES, SYNC_TYPES } from '#app/domain/lead/quality.ts'
import { PRIVACY_KINDS } from '#app/domain/privacy/action.ts'
import { RETENTION_JOBS, RETENTION_OUTCOMES } from '#app/domain/privacy/retention-jobs.ts'
import { SOURCE_KINDS } from '#app/domain/visit/attribution.ts'
import { TRAFFIC_KINDS } from '#app/domain/visit/traffic.ts'
import { WEBHOOK_TYPES } from '#app/domain/webhook/events.ts'
import { CATEGORY_IDS } from '#app/domain/quiz/structure.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const { db } = await useTestDatabase()

test.for([
  ['assessments_scoreCategory_check', CATEGORY_IDS],
  ['assessments_leadQuality_check', LEAD_QUALITIES],
  ['assessments_consent_purposes_check', CONSENT_PURPOSES],
  ['assessment_sessions_consent_purposes_check', CONSENT_PURPOSES],
  // The third of the requirement, which nothing writes: a deal is never without its contact.
  ['hubspot_sync_queue_syncType_check', [...SYNC_TYPES, 'deal']],
  ['assessments_trafficKind_check', TRAFFIC_KINDS],
  ['assessment_sessions_trafficKind_check', TRAFFIC_KINDS],
  ['assessments_sourceKind_check', SOURCE_KINDS],
  ['assessment_sessions_sourceKind_check', SOURCE_KINDS],
  ['pauses_operation_check', [...OPERATIONS, 'webhook:%']],
  ['webhook_deliveries_type_check', WEBHOOK_TYPES],
  ['pauses_reason_check', PAUSE_REASONS],
  ['ops_actions_action_check', OPS_ACTION_NAMES],
  ['experiments_measure_check', MEASURE_NAMES],
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

test.for(CONTACT_FIELD_NAMES)('receivers of events are told of a change of the field %s', async (field) => {
  const [trigger] = await db.$queryRaw<[{ definition: string }]>`
    SELECT pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE tgname = 'assessments_signal_change'`
  const column = field === field.toLowerCase() ? field : `"${field}"`
  expect(trigger.definition).toContain(`old.${column}`)
  expect(trigger.definition).toContain(`new.${column}`)
})

test.for(CONTACT_FIELD_NAMES)('nothing brings the field %s back to a scrubbed assessment', async (field) => {
  const nobody = mapContactFields(() => null)
  const { id } = await createTestAssessment(db, { ...nobody, emailScrubbedAt: new Date() })
  const data = { [field]: CONTACT_FIELDS[field].example }
  await expect(db.assessment.update({ where: { id }, data })).rejects.toThrow('assessments_scrubbed_check')
})

import type { Database } from '#app/data/database.server.ts'
import type { VisitData } from '#app/data/roll-up/landings.server.ts'
import { readSessionVersion } from '#app/data/sessions.server.ts'
import { type FunnelFilter, type FunnelStage, stagesOf } from '#app/domain/visit/funnel.ts'
import { completeAssessment } from '#app/services/assessment/complete.server.ts'
import { funnelPeriodsPart } from '#app/data/console/funnel.server.ts'
import { readPart } from '#app/data/parts.server.ts'
import { stepsOf } from '#app/services/console/scorecard-filter.server.ts'
import { summarizeFunnel } from '#app/services/console/funnel-summary.server.ts'
import type { Prisma } from '#app/data/database.server.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'

const ORIGIN = { secrets: ['link-key'], hashSecret: 'hash-key', networkHash: null }
/** All that has been counted, and nothing before it. */
export const ALL_TIME = {
  range: { from: '2020-01-01', to: '2099-12-31' },
  before: { from: '2019-01-01', to: '2019-12-31' },
}

type SessionOverrides = Partial<Prisma.AssessmentSessionUncheckedCreateInput>

/** Takes a whole assessment as the product does. @returns its id */
export async function takeAssessment(db: Database, overrides: SessionOverrides = {}): Promise<string> {
  const { sessionId } = await createTestAssessmentSession(db, {
    currentStep: 4,
    responses: answerAll('C'),
    ...overrides,
  })
  const session = await readSessionVersion(db, sessionId)
  const outcome = await completeAssessment(db, session!, new Date(), ORIGIN)
  if (outcome.kind !== 'completed') throw new Error(`The assessment is ${outcome.kind}.`)
  return outcome.assessmentId
}

export async function readFunnel(db: Database, filter: FunnelFilter = {}) {
  return summarizeFunnel(await readPart(db, funnelPeriodsPart(ALL_TIME, filter)), stepsOf(filter.scorecard))
}

/** How many visitors came to each stage, whenever that was; stages without any are left out. */
export async function readStages(
  db: Database,
  filter: FunnelFilter = {},
): Promise<Partial<Record<FunnelStage, number>>> {
  const { current } = await readFunnel(db, filter)
  return Object.fromEntries(
    current.steps.filter(({ count }) => count !== 0).map(({ stage, count }) => [stage, count]),
  )
}

/** The same, as `readStages` has it when everything was done by the assessments and sessions that are there. */
export async function countStages(db: Database): Promise<Partial<Record<FunnelStage, number>>> {
  const [row] = await db.$queryRaw<[Record<FunnelStage, number>]>`
    WITH taken AS (SELECT * FROM assessments WHERE "trafficKind" = 'visitor'),
      open AS (SELECT * FROM assessment_sessions WHERE "trafficKind" = 'visitor')
    SELECT 0 AS landings,
      ((SELECT count(*) FROM taken) + (SELECT count(*) FROM open))::int AS starts,
      ((SELECT count(*) FROM taken) + (SELECT count(*) FROM open WHERE "currentStep" > 0))::int AS step1,
      ((SELECT count(*) FROM taken) + (SELECT count(*) FROM open WHERE "currentStep" > 1))::int AS step2,
      ((SELECT count(*) FROM taken) + (SELECT count(*) FROM open WHERE "currentStep" > 2))::int AS step3,
      ((SELECT count(*) FROM taken) + (SELECT count(*) FROM open WHERE "currentStep" > 3))::int AS step4,
      (SELECT count(*) FROM taken)::int AS completed,
      ((SELECT count(*) FROM taken WHERE email IS NOT NULL)
        + (SELECT count(*) FROM open WHERE email IS NOT NULL))::int AS emails,
      (SELECT count(*) FROM taken WHERE "addressConfirmedAt" IS NOT NULL)::int AS confirmed,
      (SELECT count(*) FROM taken
        WHERE ("firstName" IS NOT NULL OR "lastName" IS NOT NULL) AND company IS NOT NULL)::int AS named,
      (SELECT count(*) FROM taken WHERE phone IS NOT NULL)::int AS phoned,
      (SELECT count(*) FROM taken WHERE 'briefing_click' = ANY("reachedStages"))::int AS "briefingClicks"`
  return Object.fromEntries(
    stagesOf(4)
      .filter((stage) => row[stage] !== 0)
      .map((stage) => [stage, row[stage]]),
  )
}

export const VISIT: VisitData = {
  abTestVariant: 'control',
  trafficKind: 'visitor',
  source: 'newsletter',
  medium: null,
  campaign: null,
  sourceKind: 'campaign',
  device: 'desktop',
  locale: 'en',
}

import { type Database, sql } from '#app/data/database.server.ts'
import { dayOf } from '#app/domain/day.ts'
import { DAY } from '#app/domain/duration.ts'
import { type FunnelStage, FUNNEL_STAGES } from '#app/domain/visit/funnel.ts'
import { CHOICES } from '#app/domain/quiz/quiz.ts'
import type { SeedVisit } from './seed-visits.ts'

const SESSION_MS = DAY * 1000

/** What is left of visits that ended in nothing: a session of who may still carry on, and figures of the others. */
export async function writeVisits(db: Database, visits: readonly SeedVisit[], now: Date): Promise<void> {
  const isOpen = ({ startedAt, steps, completed }: SeedVisit) =>
    steps !== null && !completed && now.getTime() - startedAt.getTime() < SESSION_MS
  await db.assessmentSession.createMany({ data: visits.filter(isOpen).map(sessionOf) })

  const days = new Map<string, Record<string, unknown> & Record<FunnelStage, number>>()
  for (const visit of visits) {
    const { attribution, startedAt, device, locale, trafficKind, quiz } = visit
    const dimensions = {
      day: dayOf(startedAt),
      slot: 0,
      recountable: false,
      trafficKind,
      variant: visit.variant ?? '(none)',
      source: attribution.source ?? '(none)',
      campaign: attribution.campaign ?? '(none)',
      device,
      locale,
      scorecard: quiz.scorecard,
      quizVersion: quiz.version,
      sourceKind: attribution.sourceKind,
    }
    const key = JSON.stringify(dimensions)
    const nothing = Object.fromEntries(FUNNEL_STAGES.map((stage) => [stage, 0])) as Record<
      FunnelStage,
      number
    >
    const row = days.get(key) ?? { ...dimensions, ...nothing }
    days.set(key, row)
    row.landings++
    // Whoever completed is counted by the assessment, and whoever is under way when that ends.
    if (visit.completed || visit.steps === null || isOpen(visit)) continue
    row.starts++
    for (const [index, stage] of (['step1', 'step2', 'step3', 'step4'] as const).entries())
      if (visit.steps > index) row[stage]++
    if (visit.email) row.emails++
  }
  await db.$executeRaw(sql`
    SELECT add_to_funnel(
      ARRAY(SELECT r FROM jsonb_populate_recordset(NULL::funnel_days, ${JSON.stringify([...days.values()])}::jsonb) AS r),
      1, false, take_roll_up_slot())`)
}

function sessionOf(visit: SeedVisit, index: number) {
  const { source, medium, campaign, sourceKind } = visit.attribution
  const steps = visit.steps ?? 0
  const lastActivity = new Date(visit.startedAt.getTime() + (1 + steps * 2) * 60_000)
  const { scorecard, version, areas, questions } = visit.quiz
  const answered = questions.filter((question) => question.step <= steps)
  return {
    sessionId: `seed-session-open-${index + 1}`,
    scorecard,
    quizVersion: version,
    totalSteps: areas.length,
    currentStep: steps,
    responses: Object.fromEntries(
      answered.map(({ id }, place) => [id, CHOICES[(place + index) % CHOICES.length]]),
    ),
    abTestVariant: visit.variant,
    trafficKind: visit.trafficKind,
    referrerSource: visit.referrer,
    source,
    medium,
    campaign,
    sourceKind,
    device: visit.device,
    locale: visit.locale,
    ipAddressHash: `seed-network-open-${index + 1}`,
    startedAt: visit.startedAt,
    lastActivity,
    expiresAt: new Date(lastActivity.getTime() + SESSION_MS),
  }
}

import type { Database, Prisma } from '#app/data/database.server.ts'
import { DAY, MINUTE } from '#app/domain/duration.ts'
import { RETENTION_DAYS } from '#app/domain/limits.ts'
import { type Experiment } from '#app/domain/experiments/experiments.ts'
import { EXPERIMENTS } from '#app/content/experiments.ts'
import { eventsFor } from '#app/domain/webhook/events.ts'
import { OUTAGE, type SeedLead } from './seed-leads.ts'
import { isScrubbed, minutesAfter, seedId } from './seed-rows.ts'
import { SEED_DAYS } from './seed-visits.ts'

/** The assessments of those who had themselves erased, by number. */
export const ERASED = [58, 121, 203]

const DAY_MS = DAY * 1000
const RECEIVER = 'seed-receiver'
/** From outside this network: a receiver that is named nowhere any more, so that nothing is sent to it. */
const RETIRED_DAYS_AGO = 1

/** What was done besides: erasures, runs of the jobs, alerts, events for a webhook, and what somebody did on /ops. */
export async function writeOperations(db: Database, leads: readonly SeedLead[], now: Date): Promise<void> {
  const ago = (days: number, minutes = 0) => new Date(now.getTime() - days * DAY_MS - minutes * MINUTE * 1000)
  await db.erasure.createMany({ data: ERASED.map((number, index) => erasureOf(number, ago(3 + index * 11))) })
  await db.retentionRun.createMany({ data: retentionRuns(leads, now) })
  // An alert that is raised already stands for this one.
  await db.alert.createMany({ data: alerts(ago), skipDuplicates: true })
  await db.webhookReceiver.create({
    data: {
      receiver: RECEIVER,
      events: eventsFor('standard'),
      createdAt: ago(20),
      retiredAt: ago(RETIRED_DAYS_AGO),
    },
  })
  await db.webhookDelivery.createMany({ data: leads.flatMap((lead) => deliveryOf(lead, now) ?? []) })
  await db.opsAction.createMany({ data: opsActions(ago) })
  await db.experiment.createMany({
    data: EXPERIMENTS.slice(0, 1).map((test) => runningSince(test, ago(SEED_DAYS))),
  })
}

function runningSince(test: Experiment, startedAt: Date): Prisma.ExperimentCreateManyInput {
  const { id, hypothesis, measure, planned, variants } = test
  return {
    id,
    hypothesis,
    measure,
    planned,
    variants: variants.map((variant) => variant.id),
    shares: variants.map(({ share }) => Math.round(share * 100)),
    startedAt,
    startedBy: 'owner',
  }
}

function erasureOf(number: number, erasedAt: Date): Prisma.ErasureCreateManyInput {
  return {
    id: seedId('erasure', number),
    addressHash: `seed-address-${number}`,
    source: 'request',
    erasedAt,
    erasedRows: 3,
    hubspotContacts: 1,
    status: 'completed',
    retryCount: 1,
    nextRetryAt: erasedAt,
    lastAttemptAt: minutesAfter(erasedAt, 2),
    completedAt: minutesAfter(erasedAt, 2),
  }
}

/** Each night's, as long as there was anything to do; one took two runs, and one failed and was made up for. */
function retentionRuns(leads: readonly SeedLead[], now: Date): Prisma.RetentionRunCreateManyInput[] {
  const nights = Array.from({ length: RETENTION_DAYS.usual }, (_, days) => {
    const night = new Date(`${new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10)}T03:17:00Z`)
    return night <= now ? night : new Date(night.getTime() - DAY_MS)
  })
  const due = (night: Date) =>
    leads.filter(({ completedAt }) => {
      const age = night.getTime() - completedAt.getTime()
      return age >= RETENTION_DAYS.usual * DAY_MS && age < (RETENTION_DAYS.usual + 1) * DAY_MS
    }).length
  return nights.flatMap((night, index) =>
    (['scrub_expired_pii', 'delete_finished_queue_rows'] as const).map((job, place) => ({
      id: `seed-run-${job}-${index}`,
      job,
      startedAt: new Date(night.getTime() + place * 4_000),
      finishedAt: new Date(night.getTime() + place * 4_000 + 1_500),
      affectedRows: index === 9 && place === 0 ? 0 : due(night),
      oldestPersonalLeftAt: new Date(night.getTime() - RETENTION_DAYS.usual * DAY_MS),
      outcome: place === 0 && index === 9 ? 'failed' : place === 0 && index === 4 ? 'partial' : 'completed',
    })),
  )
}

function alerts(ago: (days: number, minutes?: number) => Date): Prisma.AlertCreateManyInput[] {
  const over = (id: string, problem: string, days: number, minutes: number) => ({
    id: `seed-alert-${id}`,
    problem,
    raisedAt: ago(days),
    lastSeenAt: ago(days, -minutes),
    recoveredAt: ago(days, -minutes - 10),
  })
  const outageBegan = OUTAGE.daysAgo + OUTAGE.hours / 24
  return [
    over('paused', 'hubspot_paused', outageBegan, OUTAGE.hours * 60),
    over('queue', 'hubspot_queue', outageBegan, OUTAGE.hours * 60),
    over('mail', 'email_queue', 21, 45),
    over('job', 'job:enforce_retention', 9, 25),
    { id: 'seed-alert-dead', problem: 'hubspot_dead', raisedAt: ago(2), lastSeenAt: ago(0) },
  ]
}

/** Of leads of two weeks: most arrived at once, a few were given up while the receiver was gone. */
function deliveryOf(lead: SeedLead, now: Date): Prisma.WebhookDeliveryCreateManyInput | null {
  const age = now.getTime() - lead.completedAt.getTime()
  if (age < RETIRED_DAYS_AGO * DAY_MS || age > 14 * DAY_MS || isScrubbed(lead.completedAt, now)) return null
  if (ERASED.includes(lead.number)) return null
  const { number, completedAt: createdAt } = lead
  const attemptedAt = minutesAfter(createdAt, 1)
  const gone = number % 19 === 5
  const attempt = { at: attemptedAt.toISOString(), status: gone ? 410 : 200, ms: 80 + (number % 7) * 30 }
  return {
    id: seedId('delivery', number),
    eventId: `msg_seed${number}`,
    type: 'assessment.completed',
    receiver: RECEIVER,
    assessmentId: seedId('assessment', number),
    status: gone ? 'dead' : 'completed',
    retryCount: 1,
    createdAt,
    nextRetryAt: createdAt,
    lastAttemptAt: attemptedAt,
    lastError: gone ? 'gone status=410' : null,
    completedAt: gone ? null : attemptedAt,
    attempts: [{ ...attempt, outcome: gone ? 'gone' : 'delivered' }],
  }
}

/** One who looks after leads, and one who only watches. A pause by hand, which has ended. */
function opsActions(ago: (days: number, minutes?: number) => Date): Prisma.OpsActionCreateManyInput[] {
  const by = (days: number, minutes: number, actor: string) => ({
    id: `seed-action-${days}-${minutes}`,
    at: ago(days, -minutes),
    actor: `token:${actor}`,
    session: `seed-session-of-${actor}-${days}`,
  })
  const view = { role: 'view' }
  const operate = { role: 'operate' }
  return [
    { ...by(13, 0, 'operations'), ...view, action: 'signed_in' },
    {
      ...by(13, 4, 'operations'),
      ...operate,
      action: 'paused',
      subject: 'contacts',
      reason: 'wrong_data',
      count: 1,
    },
    { ...by(13, 52, 'operations'), ...operate, action: 'resumed', subject: 'contacts', count: 1 },
    { ...by(13, 55, 'operations'), ...view, action: 'signed_out' },
    { ...by(8, 0, 'sales'), ...view, action: 'signed_in' },
    {
      ...by(8, 3, 'sales'),
      role: 'personal',
      action: 'opened_lead',
      assessmentId: seedId('assessment', 60),
      count: 1,
    },
    { ...by(8, 9, 'sales'), role: 'personal', action: 'opened_leads', count: 38 },
    { ...by(6, 0, 'operations'), ...view, action: 'signed_in' },
    { ...by(6, 2, 'operations'), ...operate, action: 'retried_leads', subject: 'invalid_email', count: 4 },
    { ...by(6, 8, 'operations'), ...operate, action: 'dismissed_leads', subject: 'invalid_email', count: 2 },
    { ...by(1, 0, 'watcher'), ...view, action: 'signed_in' },
  ]
}

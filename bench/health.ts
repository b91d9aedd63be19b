import type { PrismaClient } from '#app/data/database.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { DAY } from '#app/domain/duration.ts'
import { JOB_SCHEDULE, type JobName } from '#app/platform/job-schedule.ts'
import { checkHealth } from '#app/services/check-health.server.ts'
import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { FAULT_KINDS, type FaultKind, type FaultRule, OPERATION_NAMES } from '#dev/hubspot/faults.ts'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import { FAULT_MODES } from '#dev/mailbox/faults.ts'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestErasure } from '#tests/factories/privacy.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { createTestResultsEmails, deliveryDependencies } from '#tests/helpers/email-delivery.ts'
import {
  UNLIMITED,
  createTestLeads,
  drainDependencies,
  startSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'
import { letSecondsPass } from '#tests/helpers/passing-time.ts'
import { type BenchDatabase, withBenchDatabase } from './database.ts'
import { type Figure, progress } from './figure.ts'
import { type Deployment, passMinute, secondsUntilRed } from './virtual-time.ts'

const RED_WITHIN_SECONDS = 900
const FAULT_MINUTES = 25
/** After which everything must have gone by itself: a daily limit ends at midnight in the portal's time zone. */
const RECOVERY_MINUTES = 26 * 60
const LEADS = 12
const EMAILS = 10

interface World {
  db: PrismaClient
  database: BenchDatabase
  portal: HubspotStandIn
  mailbox: Mailbox
}

/** How soon /health tells of each cause, in virtual time, and what is left of faults that end by themselves. */
export async function health(): Promise<Figure[]> {
  return withBenchDatabase(async (database) => {
    await using resources = new AsyncDisposableStack()
    const portal = await startSyncPortal({ callsKept: 0 })
    resources.defer(() => portal.close())
    const mailbox = await startMailbox({ port: 0 })
    resources.defer(() => mailbox.close())
    const db = createNodeClient(database.url, { max: 6 })
    resources.defer(() => db.$disconnect())
    const world = { db, database, portal, mailbox }
    return [...(await hubspotFigures(world)), ...(await mailFigures(world)), ...(await otherFigures(world))]
  })
}

async function startAfresh({ database, portal, mailbox }: World): Promise<void> {
  portal.reset()
  mailbox.reset()
  await database.query(
    'TRUNCATE assessments, assessment_sessions, erasures, pauses, job_successes, email_messages CASCADE',
  )
  await database.query('UPDATE _prisma_migrations SET finished_at = now()')
}

/** Every kind of fault on every call, and every operation failing by itself. */
const HUBSPOT_FAULTS: [name: string, rule: FaultRule][] = [
  ...(Object.keys(FAULT_KINDS) as FaultKind[]).map((kind): [string, FaultRule] => [
    kind,
    { kind, delayMs: 20, ...(kind.startsWith('item_') && { allItems: true }) },
  ]),
  ...OPERATION_NAMES.map((operation): [string, FaultRule] => [
    `${operation}_502`,
    { kind: 'status_502', operation },
  ]),
  ['deals_missing_scopes', { kind: 'missing_scopes', operation: 'deals' }],
  ['firewall_one_lead', { kind: 'html_403', bodyContains: 'bulk-' }],
]

async function hubspotFigures(world: World): Promise<Figure[]> {
  const figures: Figure[] = []
  let dead = 0
  let unsettled = 0
  const causes: string[] = []
  for (const [name, rule] of HUBSPOT_FAULTS) {
    progress(`  HubSpot: ${name}`)
    await startAfresh(world)
    world.portal.setFaults({ rules: [rule] })
    await createTestLeads(world.db, LEADS)
    const deployment: Deployment = {
      db: world.db,
      drain: () => drainLeads(drainDependencies(world.db, world.portal), UNLIMITED),
    }
    await deployment.drain!()
    const red = await secondsUntilRed(deployment, FAULT_MINUTES)
    const { open, ended } = await countLeads(world.db)
    // Where every lead got through all the same, there is nothing to be red about.
    if (open + ended > 0) figures.push(redAfter(`hubspot_${name}`, red))
    world.portal.setFaults({})
    const left = await recover(world.db, deployment)
    if (left.ended + left.open > 0) causes.push(`${name}: ${left.ended} dead, ${left.open} open`)
    dead += left.ended
    unsettled += left.open
  }
  return [
    ...figures,
    { name: 'leads_dead_by_transient_fault', value: dead, unit: 'leads', limit: 0, causes },
    { name: 'leads_open_after_transient_fault', value: unsettled, unit: 'leads', limit: 0, causes },
  ]
}

async function countLeads(db: PrismaClient): Promise<{ open: number; ended: number }> {
  const ended = await db.hubspotSyncQueue.count({ where: { status: { in: ['dead', 'cancelled'] } } })
  return { open: await db.hubspotSyncQueue.count({ where: { status: 'pending' } }), ended }
}

/** Lets time pass with nothing wrong, until nothing is open. @returns what never arrived */
async function recover(db: PrismaClient, deployment: Deployment): Promise<{ open: number; ended: number }> {
  for (let minute = 1; minute <= RECOVERY_MINUTES; minute++) {
    if ((await countLeads(db)).open === 0) break
    await passMinute(deployment, minute)
  }
  return countLeads(db)
}

function redAfter(cause: string, seconds: number | null): Figure {
  return {
    name: `health_red_after_s_${cause}`,
    value: seconds ?? FAULT_MINUTES * 60 + 1,
    unit: 's',
    limit: RED_WITHIN_SECONDS,
  }
}

/** Refusals of one address end the e-mail by themselves, and slow answers are none. */
const MAIL_FAULTS = FAULT_MODES.filter((mode) => !['none', 'accept_then_hang'].includes(mode))

async function mailFigures(world: World): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const mode of MAIL_FAULTS) {
    progress(`  mail: ${mode}`)
    await startAfresh(world)
    world.mailbox.setFaults({ mode })
    await createTestResultsEmails(world.db, EMAILS)
    await world.db.emailMessage.updateMany({ data: { createdAt: new Date() } })
    const deployment: Deployment = {
      db: world.db,
      deliver: () => deliverEmails(deliveryDependencies(world.db, world.mailbox)),
    }
    await deployment.deliver!()
    const red = await secondsUntilRed(deployment, FAULT_MINUTES)
    const sent = await world.db.emailMessage.count({ where: { status: 'completed' } })
    if (sent < EMAILS) figures.push(redAfter(`mail_${mode}`, red))
  }
  return figures
}

async function otherFigures(world: World): Promise<Figure[]> {
  const { db, portal } = world
  const figures: Figure[] = []
  const measure = async (cause: string, deployment: Deployment) =>
    void figures.push(redAfter(cause, await secondsUntilRed(deployment, FAULT_MINUTES)))

  for (const job of Object.keys(JOB_SCHEDULE) as JobName[]) {
    await startAfresh(world)
    await passMinute({ db }, 0)
    // The cause is the first run that does not come: of the daily job, a day after the last one.
    if (job === 'enforce_retention') {
      await letSecondsPass(db, DAY)
      await passMinute({ db, standing: [job] }, 0)
    }
    await measure(`job_${job}`, { db, standing: [job] })
  }
  await startAfresh(world)
  await createTestErasure(db)
  portal.setFaults({ rules: [{ kind: 'missing_scopes' }] })
  const hubspot = drainDependencies(db, portal)
  await measure('erasure_refused', { db, erase: () => eraseInCrm(hubspot) })
  await startAfresh(world)
  await createTestErasure(db, { status: 'dead', email: null })
  await measure('erasure_dead', { db })
  await startAfresh(world)
  const lastError = 'invalid_email status=400'
  await createTestQueueRow(db, await createTestAssessment(db), { status: 'dead', lastError })
  await measure('lead_dead', { db })
  await startAfresh(world)
  await createTestAssessmentSession(db, { expiresAt: new Date() })
  await measure('session_left', { db })
  await startAfresh(world)
  await createTestAssessment(db)
  await letSecondsPass(db, 31 * DAY)
  await passMinute({ db }, 0)
  await measure('personal_data_left', { db })
  figures.push(await readOnlyFigure(world))
  return figures
}

async function readOnlyFigure({ database, db }: World): Promise<Figure> {
  await database.query('ALTER ROLE CURRENT_USER SET default_transaction_read_only TO on')
  const locked = createNodeClient(database.url)
  try {
    const { healthy } = await checkHealth(locked, { retentionDays: 30, hubspot: true })
    return redAfter('database_read_only', healthy ? null : 0)
  } finally {
    await locked.$disconnect()
    await db.$executeRaw`ALTER ROLE CURRENT_USER RESET default_transaction_read_only`
  }
}

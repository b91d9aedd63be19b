import { PORTAL_WIDE_REASONS } from '#app/domain/pause.ts'
import { mendAll, breakHubspot, breakMail, mendHubspot, mendMail } from './faults.ts'
import { startJob } from './jobs.ts'
import { correctContact, moveDeal, throwDealAway } from './sales.ts'
import { addDetails, arrive, askForLink, complete, confirm, erase, withdraw } from './visitors.ts'
import type { SimJob, World } from './world.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const CRON_MS = 5 * MINUTE_MS
/** Cron runs between the scenes: long waits are jumped over, so that a few are enough. */
const CRONS_IN_PLAY = 16
const CRONS_TO_SETTLE = 90

/** What happens in a scene, and how often of a hundred. */
const EVENTS = {
  arrive: 18,
  details: 22,
  drain: 14,
  mail: 7,
  eraseJob: 4,
  breakHubspot: 11,
  breakMail: 5,
  mendHubspot: 3,
  mendMail: 2,
  moveDeal: 5,
  correctContact: 5,
  confirm: 4,
  throwDealAway: 1,
  withdraw: 3,
  erase: 4,
  askForLink: 2,
  expire: 1,
  stepClock: 2,
}

/** Plays the scenes of a seed: a few things at about the same time, then a while in which only crons run. */
export async function play(world: World): Promise<void> {
  const { choice } = world
  world.onQuietMoment = () => addDetails(world, choice.pick(world.people.takings))
  await arrive(world)
  if (choice.chance(0.7)) await arrive(world)
  if (choice.chance(0.3)) await rush(world)
  let crons = CRONS_IN_PLAY
  for (let scene = choice.between(2, 5); scene > 0; scene--) {
    const events = choice.between(2, 6)
    for (let event = 0; event < events; event++) {
      await happen(world, choice.weighted(EVENTS))
      // Some of what has begun goes on before the next thing happens.
      for (let steps = choice.between(0, 25); steps > 0 && (await world.scheduler.step()); steps--);
    }
    crons = await passTime(world, world.time.now + drawGap(world), crons)
  }
}

/** Several at once, who meet in one batch. */
async function rush(world: World): Promise<void> {
  for (let people = world.choice.between(2, 3); people > 0; people--) await arrive(world, true)
  for (let steps = 20; steps > 0 && (await world.scheduler.step()); steps--);
  startJob(world, 'drain')
}

function drawGap({ choice }: World): number {
  switch (choice.weighted({ moment: 3, minutes: 4, hour: 2, long: 1 })) {
    case 'moment':
      return choice.between(1, 20) * SECOND_MS
    case 'minutes':
      return choice.between(1, 12) * MINUTE_MS
    case 'hour':
      return choice.between(20, 120) * MINUTE_MS
    case 'long':
      return choice.between(5, 18) * HOUR_MS
  }
}

async function happen(world: World, event: keyof typeof EVENTS): Promise<void> {
  const { choice, people, time } = world
  await world.scheduler.quiesce()
  const takings = people.takings
  switch (event) {
    case 'arrive':
      return takings.length < 6 ? arrive(world) : undefined
    case 'details':
      return addDetails(world, choice.pick(takings))
    case 'drain':
      return startTwins(world, 'drain')
    case 'mail':
      return startTwins(world, 'mail')
    case 'eraseJob':
      return startTwins(world, 'erase-job')
    case 'breakHubspot':
      return breakHubspot(world)
    case 'breakMail':
      return breakMail(world)
    case 'mendHubspot':
      return mendHubspot(world)
    case 'mendMail':
      return mendMail(world)
    case 'moveDeal':
      return moveDeal(world)
    case 'correctContact':
      return correctContact(world)
    case 'confirm':
      return confirm(world, choice.pick(takings))
    case 'throwDealAway':
      return throwDealAway(world)
    case 'withdraw':
      return withdraw(world, choice.pick(people.addresses))
    case 'erase':
      return erase(world, choice.pick(people.addresses))
    case 'askForLink':
      return askForLink(world, choice.pick(people.addresses))
    case 'expire':
      return startJob(world, 'expire')
    case 'stepClock': {
      const ms = choice.pick([-30, -5, 10, 90, 600]) * SECOND_MS
      time.databaseOffset += ms
      return world.trace.note('the database', `has its clock set by ${ms / SECOND_MS} s`)
    }
  }
}

/** A cron run, sometimes twice at once. */
function startTwins(world: World, job: SimJob): void {
  startJob(world, job)
  if (world.choice.chance(0.35)) startJob(world, job)
}

/** Lets everything go on until then, with cron runs where something is due. @returns how many crons are left */
async function passTime(world: World, until: number, crons: number): Promise<number> {
  for (;;) {
    if (await world.scheduler.step()) continue
    const due = crons > 0 ? await nextCron(world) : null
    const rival = Math.min(Infinity, ...world.rivals.map(({ at }) => at))
    const next = Math.min(world.scheduler.nextAt ?? Infinity, due ?? Infinity, rival)
    if (next >= until) break
    world.time.advanceTo(next)
    for (const { job } of world.rivals.filter(({ at }) => at <= next)) startJob(world, job)
    world.rivals = world.rivals.filter(({ at }) => at > next)
    if (due !== null && due <= next) {
      crons--
      startTwins(world, world.choice.weighted({ drain: 4, mail: 2, 'erase-job': 2 }))
    }
  }
  world.time.advanceTo(until)
  return crons
}

/**
 * Where something is paused, what needs it is due with the next probe; who is being erased waits for that. A look-up ends what
 * nobody needs, and what is the whole portal's.
 */
const NEXT_DUE = `
  WITH needed AS (
    SELECT unnest(CASE "syncType" WHEN 'contact' THEN '{contacts}' ELSE '{contacts,deals,associations}' END::text[]) AS operation
      FROM hubspot_sync_queue WHERE status = 'pending'
    UNION SELECT CASE kind WHEN 'note' THEN 'notes' WHEN 'form' THEN 'forms' ELSE 'owners' END
      FROM hubspot_follow_ups WHERE status = 'pending'
  ), p AS (
    SELECT max("nextProbeAt") FILTER (WHERE operation = 'contacts') AS contacts,
      max("nextProbeAt") FILTER (WHERE operation IN ('contacts', 'deals', 'associations')) AS deals,
      max("nextProbeAt") FILTER (WHERE operation IN ('reads', 'erasures')) AS erasures,
      max("nextProbeAt") FILTER (WHERE operation IN ('reads', 'marks')) AS marks,
      max("nextProbeAt") FILTER (WHERE operation = 'mail') AS mail,
      max("nextProbeAt") FILTER (WHERE operation = 'notes') AS notes,
      max("nextProbeAt") FILTER (WHERE operation = 'forms') AS forms,
      max("nextProbeAt") FILTER (WHERE operation = 'owners') AS owners,
      min("nextProbeAt") FILTER (WHERE operation NOT IN ('erasures', 'marks', 'mail') AND (
        reason IN (${PORTAL_WIDE_REASONS.map((reason) => `'${reason}'`).join()})
        OR operation NOT IN (SELECT operation FROM needed))) AS looked_up
    FROM pauses)
  SELECT min(at) AS due FROM (
    SELECT GREATEST("nextRetryAt", CASE "syncType" WHEN 'contact' THEN p.contacts ELSE p.deals END) AS at
      FROM hubspot_sync_queue, p WHERE status = 'pending' AND COALESCE(payload->>'email', '') <> ALL (ARRAY(
        SELECT email FROM erasures WHERE status = 'pending' AND email IS NOT NULL))
    UNION ALL SELECT GREATEST("nextRetryAt",
        CASE kind WHEN 'note' THEN p.notes WHEN 'form' THEN p.forms ELSE p.owners END) FROM hubspot_follow_ups, p WHERE status = 'pending'
    UNION ALL SELECT GREATEST("nextRetryAt", p.mail) FROM email_messages, p WHERE status = 'pending'
    UNION ALL SELECT GREATEST("nextRetryAt", p.erasures) FROM erasures, p WHERE status = 'pending'
    UNION ALL SELECT GREATEST(m."nextRetryAt", p.marks) FROM contact_marks m, p
      WHERE m.status = 'pending' AND NOT EXISTS (
        SELECT FROM hubspot_sync_queue q WHERE q."assessmentId" = ANY(m."assessmentIds") AND q.status = 'pending')
    UNION ALL SELECT looked_up FROM p) AS w`

/** When the cron comes next after something is due; null when nothing waits. */
async function nextCron(world: World): Promise<number | null> {
  const { database, time, choice } = world
  // What is due says no time of its own: it is as it was until something is written.
  if (world.due?.writes !== database.writes) {
    const [row] = await database.read<{ due: Date | null }>(NEXT_DUE)
    world.due = { writes: database.writes, at: row?.due?.getTime() ?? null }
  }
  if (world.due.at === null) return null
  return Math.max(world.due.at - time.databaseOffset, time.now) + choice.between(1, CRON_MS)
}

/** Faults end, who got no answer tries again, and crons run until nothing is left to do. @returns whether that came about */
export async function settle(world: World): Promise<boolean> {
  mendAll(world)
  await rest(world)
  for (const taking of world.people.takings) {
    if (taking.assessmentId === null) {
      const [email] = [...taking.addresses]
      complete(world, taking, email === undefined ? {} : { email }, taking.consented)
    }
  }
  await rest(world)
  for (let crons = 0; crons < CRONS_TO_SETTLE; crons++) {
    const due = await nextCron(world)
    if (due === null) return true
    world.time.advanceTo(due)
    for (const job of ['drain', 'mail', 'erase-job'] as const) startJob(world, job)
    await rest(world)
  }
  return (await nextCron(world)) === null
}

/** Lets everything go on that still can. */
export async function rest(world: World): Promise<void> {
  for (;;) {
    if (await world.scheduler.step()) continue
    const next = world.scheduler.nextAt
    if (next === null) return
    world.time.advanceTo(next)
  }
}

/** A month passes, and the scrub runs, while somebody comes back to old results. */
export async function growOld(world: World): Promise<void> {
  world.time.advanceTo(world.time.now + 31 * 24 * HOUR_MS)
  startJob(world, 'scrub')
  for (const taking of world.people.takings) addDetails(world, taking)
  startJob(world, 'expire')
  await rest(world)
  // What somebody held at that moment is scrubbed the day after.
  world.time.advanceTo(world.time.now + 24 * HOUR_MS)
  startJob(world, 'scrub')
  startJob(world, 'expire')
  await rest(world)
  startJob(world, 'expire')
  await rest(world)
}

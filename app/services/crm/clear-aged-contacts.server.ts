import { scorecardsInCrm } from '#app/content/crm.ts'
import { isInUse } from '#app/data/hubspot/aged-contacts.server.ts'
import { readPauses } from '#app/data/pauses.server.ts'
import { resendLeads } from '#app/data/privacy/erasures.server.ts'
import type { Database } from '#app/data/database.server.ts'
import type { Crm, CrmRecord, ObjectType } from '#app/domain/crm/crm.ts'
import { CrmError } from '#app/domain/crm/errors.ts'
import { emptied, isAged } from '#app/domain/hubspot/aged-contact.ts'
import { assessmentOfNote } from '#app/domain/hubspot/lead-note.ts'
import { UTM_PROPERTIES } from '#app/domain/hubspot/properties.ts'
import { SCORE_NAMES, namesIn } from '#app/domain/hubspot/score-names.ts'
import { PORTAL_BUDGET } from '#app/domain/limits.ts'
import { runRetentionJob } from '#app/services/privacy/run-retention-job.server.ts'
import { findAssociatedDeals, readKept } from './associated-deals.server.ts'
import type { RunLimits } from './call-turns.server.ts'
import { ADDRESSES, addressesOf } from './contact-addresses.server.ts'
import type { DrainDependencies } from './drain.server.ts'
import { eraseNote } from './erase.server.ts'
import { readNotesOf } from './find-notes.server.ts'
import { chunk } from './group-leads.server.ts'
import { judgeCall } from './judge-call.server.ts'
import type { Ask } from './read-deals.server.ts'
import { CrmRun, RunStopped } from './run.server.ts'
import { searchAgedContacts } from './search-aged-contacts.server.ts'

type Dependencies = Pick<DrainDependencies, 'db' | 'crm' | 'clock' | 'random' | 'utm'>

/** Half of what leads may use: they come first. */
const BUDGET = { ...PORTAL_BUDGET, calls: PORTAL_BUDGET.calls / 2 }
export const CLEARING_LIMITS: RunLimits = { calls: 400, seconds: 100, connections: 1, burst: BUDGET }

/** So few that what was read is seconds old when it is written. */
const TOGETHER = 10
const FAILURES_TO_STOP = 3

export interface ClearingCounts {
  cleared: number
  failed: number
  /** why the rest was left to the next night */
  stopped: string | null
}

/**
 * Takes out of the CRM what was written about assessments of whoever had their last one longer ago than the period. Null: none is
 * set, or the CRM cannot be asked.
 * @throws CrmError where the account does not permit it
 */
export async function clearAgedContacts(
  dependencies: Dependencies,
  retentionDays: number | undefined,
  limits = CLEARING_LIMITS,
): Promise<ClearingCounts | null> {
  const { db, crm, clock } = dependencies
  if (!crm?.searchAged || retentionDays === undefined) return null
  const counts: ClearingCounts = { cleared: 0, failed: 0, stopped: null }
  const job = { retentionDays, seconds: limits.seconds, clock: () => clock.now().getTime() }
  await runRetentionJob(db, 'clear_crm_contacts', job, async ({ cutoff, count }) => {
    const since = new Date(cutoff.slice(0, 10))
    const paused = await readPauses(db, ['contacts', 'deals', 'reads', 'erasures'])
    if (paused.length > 0) counts.stopped = 'paused'
    else {
      const run = new CrmRun(db, limits, clock, crm)
      const ask: Ask = (send) => run.callOnce(send)
      const names = namesOf(dependencies)
      await clearAll({ ...dependencies, ...names, crm, ask, since, counts, failures: 0 })
      count(counts.cleared)
    }
    return counts.stopped === null && counts.failed === 0
  })
  return counts
}

interface Context extends Dependencies, Names {
  crm: Crm
  ask: Ask
  /** the first day on which an assessment is not too old */
  since: Date
  counts: ClearingCounts
  /** in a row */
  failures: number
}

interface Names {
  ours: readonly string[]
  scores: readonly string[]
  dates: readonly string[]
}

function namesOf({ utm }: Dependencies): Names {
  const all = [SCORE_NAMES, ...scorecardsInCrm().map(({ names }) => names)]
  const tags = utm ? UTM_PROPERTIES.map(({ name }) => name) : []
  return {
    ours: [...all.flatMap(namesIn), ...tags],
    scores: all.map(({ score }) => score),
    dates: all.map(({ date }) => date),
  }
}

async function clearAll(context: Context): Promise<void> {
  const { random, since, counts } = context
  try {
    const { ids, unknown, left } = await searchAgedContacts({ ...context, day: dayOf(since) })
    counts.stopped = left
    const order = ids.map((id) => ({ id, place: random() })).sort((a, b) => a.place - b.place)
    for (const some of chunk(order, TOGETHER)) {
      const ids = some.map(({ id }) => id)
      await guarded(context, ids.length, () => clearSome(context, ids, unknown))
    }
  } catch (error) {
    const reason = error instanceof CrmError ? reasonOf(error) : null
    if (reason === 'scope' || reason === 'authentication') throw error
    if (reason === null && !(error instanceof RunStopped)) throw error
    context.counts.stopped = reason ?? (error as RunStopped).message
  }
}

/** What concerns these contacts alone leaves them to the next night. @throws what would meet others as well */
async function guarded(context: Context, contacts: number, work: () => Promise<void>): Promise<void> {
  try {
    await work()
    context.failures = 0
  } catch (error) {
    if (!(error instanceof CrmError) || !isAboutInputs(error)) throw error
    context.counts.failed += contacts
    if (++context.failures >= FAILURES_TO_STOP) throw error
  }
}

function reasonOf(error: CrmError): string {
  const judgement = judgeCall(error)
  return 'reason' in judgement ? judgement.reason : error.error.kind
}

const isAboutInputs = (error: CrmError) => ['inputs', 'out_of_reach'].includes(judgeCall(error).kind)

const dayOf = (time: Date) => time.toISOString().slice(0, 10)

async function clearSome(
  context: Context,
  ids: readonly string[],
  unknown: ReadonlySet<string>,
): Promise<void> {
  const { db, crm, ask, since, scores, counts } = context
  const due = await unused(db, await readDue(context, ids, unknown))
  if (due.length === 0) return
  const contactIds = due.map(({ id }) => id)
  const notes = crm.notes && (await readNotesOf(crm.notes, ask, contactIds))
  const { deals, incomplete } = await findAssociatedDeals(db, crm, ask, contactIds, { wanted: scores, since })
  const ours = [...(notes?.bodies ?? [])].flatMap(([id, body]) => {
    const assessmentId = assessmentOfNote(body)
    return assessmentId === undefined ? [] : [{ id, assessmentId }]
  })
  // One that another contact shares may be about somebody who came later.
  const kept = await readKept(
    db,
    ours.map(({ assessmentId }) => assessmentId),
    since,
  )
  // Somebody who has come just now may have a note among these.
  if ((await unused(db, due)).length < due.length) return
  for (const { id, assessmentId } of ours) if (!kept.has(assessmentId)) await eraseNote(crm.notes!, ask, id)
  for (const deal of deals) await empty(context, 'deals', deal, scores)
  for (const contact of due) {
    if (notes?.incomplete.has(contact.id) || incomplete.has(contact.id)) counts.failed++
    else await guarded(context, 1, () => clearOne(context, contact))
  }
}

/** What is not in an answer as it was asked for may be a later date, or the address of somebody who is here. */
async function readDue(
  { crm, ask, dates, since, ours, counts }: Context,
  ids: readonly string[],
  unknown: ReadonlySet<string>,
): Promise<CrmRecord[]> {
  const wanted = [...new Set([...ours, ...ADDRESSES])]
  const { found, missing } = await ask(() => crm.lookUp('contacts', 'hs_object_id', ids, wanted))
  if (found.some(({ properties }) => [...unknown].some((date) => date in properties)))
    counts.stopped = 'refused'
  const needed = [...dates.filter((date) => !unknown.has(date)), ...ADDRESSES]
  const isWhole = ({ properties }: CrmRecord) => needed.every((name) => name in properties)
  const read = new Map(found.filter(isWhole).map((contact) => [contact.id, contact]))
  const asked = ids.flatMap((id) => read.get(id) ?? [])
  counts.failed += ids.filter((id) => !read.has(id) && !missing.has(id)).length
  return asked.filter(({ properties }) => isAged(properties, dates, dayOf(since)))
}

/** Last, since a contact without a date is not found any more. */
async function clearOne(context: Context, contact: CrmRecord): Promise<void> {
  const { db, counts, ours } = context
  if ((await unused(db, [contact])).length === 0) return
  try {
    await empty(context, 'contacts', contact, ours)
    counts.cleared++
  } finally {
    // Whoever was sent at the same moment is sent again, also where the write has broken off: it may have been carried out.
    if ((await unused(db, [contact])).length === 0) await resendLeads(db, [contact.id])
  }
}

async function empty(
  { crm, ask }: Context,
  type: ObjectType,
  { id, properties }: CrmRecord,
  names: readonly string[],
): Promise<void> {
  const values = emptied(properties, names)
  if (Object.keys(values).length > 0) await ask(() => crm.update(type, id, values))
}

async function unused(db: Database, contacts: readonly CrmRecord[]): Promise<CrmRecord[]> {
  const free: CrmRecord[] = []
  for (const contact of contacts) {
    if (!(await isInUse(db, contact.id, addressesOf(contact)))) free.push(contact)
  }
  return free
}

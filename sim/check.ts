import { decodeSyncError } from '#app/domain/crm/failure.ts'
import { CONTACT_FIELD_NAMES, type Contact } from '#app/domain/lead/contact.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { REFUSED_ADDRESS, type Taking } from './people.ts'
import { findOverwrittenContacts, findResetDeals } from './sales.ts'
import { assessmentsOfNotes, marksOfNotes } from './watch.ts'
import { checkErased } from './check-personal-data.ts'
import { checkWithdrawn } from './check-withdrawn.ts'
import type { World } from './world.ts'

interface StoredAssessment extends Contact {
  id: string
  sessionId: string
  consented: boolean
  scrubbed: boolean
  syncStatus: string
  /** of its newest row that is not cancelled */
  rowStatus: string | null
  rowError: string | null
  hasDeal: boolean
}

const CONTACT_COLUMNS = CONTACT_FIELD_NAMES.map((name) =>
  name === 'email' ? 'lower(a.email) AS email' : `a."${name}"`,
)
const SESSION_MS = LIFETIMES.session * 1000

/** All that must hold once the faults are over and everything has come to rest. Reports what does not. */
export async function checkEnd(world: World): Promise<void> {
  const assessments = await readAssessments(world)
  checkLost(world, assessments)
  for (const assessment of assessments) checkLead(world, assessment)
  for (const reset of findResetDeals(world)) world.watch.report(reset)
  for (const overwritten of findOverwrittenContacts(world)) world.watch.report(overwritten)
  checkDoubles(world, assessments)
  checkFollowUps(world, assessments)
  await checkOpen(world)
  await checkMails(world)
  await checkErased(world, new Set(assessments.map(({ id }) => id)))
  await checkWithdrawn(world)
}

async function readAssessments({ database }: World): Promise<StoredAssessment[]> {
  return database.read<StoredAssessment>(`
    SELECT a.id, a."sessionId", ${CONTACT_COLUMNS.join(', ')},
      'contact' = ANY(a."consentPurposes") AND a."consentWithdrawnAt" IS NULL AS consented,
      a."emailScrubbedAt" IS NOT NULL AS scrubbed, a."hubspotSyncStatus" AS "syncStatus",
      q.status AS "rowStatus", q."lastError" AS "rowError", COALESCE(q."syncType" <> 'contact', false) AS "hasDeal"
    FROM assessments a LEFT JOIN LATERAL (
      SELECT * FROM hubspot_sync_queue q WHERE q."assessmentId" = a.id AND q.status <> 'cancelled'
      ORDER BY q."createdAt" DESC, q.id DESC LIMIT 1) AS q ON true
    ORDER BY a.id`)
}

/** What was acknowledged is there, with the details that were acknowledged. */
function checkLost(world: World, assessments: readonly StoredAssessment[]): void {
  for (const taking of world.people.takings) {
    if (taking.assessmentId === null) {
      // Its session was erased, or ended after a day.
      if (mayBeErased(world, taking) || world.time.now - taking.arrivedAt > SESSION_MS) continue
      world.watch.report(`taking ${taking.number} could not be completed although all faults were over`)
      continue
    }
    const stored = assessments.find(({ id }) => id === taking.assessmentId)
    if (!stored) {
      if (!mayBeErased(world, taking))
        world.watch.report(`taking ${taking.number} was acknowledged and is lost`)
      continue
    }
    if (stored.scrubbed) continue
    for (const field of CONTACT_FIELD_NAMES) {
      const saved = taking.saved[field]
      if (saved === undefined || stored[field] === saved) continue
      world.watch.report(`taking ${taking.number} has lost its ${field}, which was saved`)
    }
  }
}

/** Whoever has an address erased also erases what others have given under it, and under others of the same contact. */
function mayBeErased({ people }: World, taking: Taking): boolean {
  const shared = [...taking.addresses].some((address) => people.aliases.includes(address))
    ? people.aliases
    : []
  return [...taking.addresses, ...shared].some((address) => people.erasures.has(address))
}

/** What HubSpot has of a lead that may be sent. */
function checkLead(world: World, assessment: StoredAssessment): void {
  const { id, email, consented, scrubbed, rowStatus, rowError, syncStatus } = assessment
  const { records, associations } = world.providers.hubspot.portal
  const report = (what: string) => world.watch.report(`lead ${assessment.sessionId.split('-')[1]} ${what}`)
  const taking = world.people.takings.find(({ assessmentId }) => assessmentId === id)
  if (taking?.consented === false && (rowStatus !== null || records.deals.find('ai_assessment_id', id))) {
    return report('is on its way to HubSpot, and nobody has agreed to be contacted')
  }
  if (scrubbed || email === null || !consented) return
  if (
    rowStatus === 'dead' &&
    email === REFUSED_ADDRESS &&
    decodeSyncError(rowError ?? '').kind === 'invalid_email'
  )
    return
  if (rowStatus !== 'completed' || syncStatus !== 'synced') {
    return report(`is ${rowStatus ?? 'not queued'} (${syncStatus}) at the end: ${rowError ?? 'no error'}`)
  }
  const contact = records.contacts.find('email', email)
  if (!contact) return report('has no contact in HubSpot')
  if (!assessment.hasDeal || world.thrownAway.has(id)) return
  const deal = records.deals.find('ai_assessment_id', id)
  if (!deal) return report('has no deal in HubSpot')
  if (!associations.of('deals', deal.id, 'contacts').some(({ toId }) => toId === contact.id)) {
    report('has a deal that is not associated with its contact')
  }
}

/** Each address is one contact's, each assessment one deal's, and each deal's assessment is there. */
function checkDoubles(world: World, assessments: readonly StoredAssessment[]): void {
  const { contacts, deals } = world.providers.hubspot.portal.records
  const addresses = [...contacts.live.values()].map(({ properties }) => properties.email)
  const made = [...deals.live.values()].map(({ properties }) => properties.ai_assessment_id)
  if (new Set(addresses).size < addresses.length) world.watch.report('two contacts have one address')
  if (new Set(made).size < made.length) world.watch.report('two deals are of one assessment')
  const known = new Set(assessments.map(({ id }) => id))
  for (const id of made) {
    if (!known.has(id ?? '')) world.watch.report('a deal is of an assessment that is erased')
  }
}

/** One note an assessment, or two where no product could know (docs/decisions/0030); one submission; and no note of what was erased. */
function checkFollowUps(world: World, assessments: readonly StoredAssessment[]): void {
  const { notes, submissions } = world.providers.hubspot.portal
  const known = new Set(assessments.map(({ id }) => id))
  const written = notes.flatMap(({ body }) => assessmentsOfNotes(body).slice(0, 1))
  const told = notes.flatMap(({ body }) => marksOfNotes(body))
  for (const id of new Set([...written, ...told])) {
    const many = [...written, ...told].filter((other) => other === id).length
    if (many > (world.watch.hasLateNote(id) ? 2 : 1))
      world.watch.report(`${many} notes are of one assessment, or of one withdrawal`)
  }
  if (written.some((id) => !known.has(id))) world.watch.report('a note is of an assessment that is erased')
  const taken = (email: string) => world.people.takings.filter(({ addresses }) => addresses.has(email)).length
  for (const { email } of submissions) {
    if (submissions.filter((other) => other.email === email).length > taken(email))
      world.watch.report('a form was submitted twice for one assessment')
  }
}

/** Nothing waits, and nothing has been given up that no person could have helped. */
async function checkOpen(world: World): Promise<void> {
  const open = await world.database.read<{ what: string }>(`
    SELECT 'a lead is still ' || status || ' after ' || "retryCount" || ' attempts: ' || COALESCE("lastError", '') AS what
      FROM hubspot_sync_queue WHERE status = 'pending'
    UNION ALL SELECT 'an erasure is ' || status || ': ' || COALESCE("lastError", '') FROM erasures
      WHERE status <> 'completed' AND NOT (status = 'dead' AND "lastError" = 'other_contact')
    UNION ALL SELECT 'a ' || kind || ' is still ' || status || ': ' || COALESCE("lastError", '') FROM hubspot_follow_ups
      WHERE status = 'pending'
    UNION ALL SELECT 'a withdrawal is ' || status || ': ' || COALESCE("lastError", '') FROM contact_marks
      WHERE status NOT IN ('completed', 'cancelled')
    UNION ALL SELECT 'an e-mail is ' || status || ': ' || COALESCE("lastError", '') FROM email_messages
      WHERE status = 'pending'
        -- After a day the provider no longer knows what it has taken.
        OR (status = 'dead' AND NOT ("lastError" = 'outcome_unknown' AND "lastAttemptAt" > "createdAt" + interval '23 hours'))
        OR (status = 'skipped' AND "lastError" <> 'already_sent')
    UNION ALL SELECT operation || ' is still paused: ' || reason FROM pauses WHERE operation NOT IN ('erasures', 'marks', 'mail')`)
  for (const { what } of open) world.watch.report(what)
}

/** What the database calls sent has arrived, and nothing has arrived twice. */
async function checkMails(world: World): Promise<void> {
  const sent = await world.database.read<{ id: string }>(
    `SELECT id FROM email_messages WHERE status = 'completed'`,
  )
  const received = world.providers.mails.list()
  const keys = received.map(({ idempotencyKey }) => idempotencyKey)
  for (const { id } of sent)
    if (!keys.includes(id)) world.watch.report('an e-mail counts as sent and never arrived')
  if (new Set(keys).size < keys.length) world.watch.report('an e-mail has arrived twice')
  const results = received.flatMap(({ to, text }) => {
    const found = /\/assessment\/results\/([\w-]+)/.exec(text ?? '')
    // With an erasure it is forgotten that the address has had them.
    const isForgotten = to.some((address) => world.people.erasures.has(address))
    return found && !isForgotten ? [`${to.join()} ${found[1]}`] : []
  })
  if (new Set(results).size < results.length) world.watch.report('somebody has got the same results twice')
}

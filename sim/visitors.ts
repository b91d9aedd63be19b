import { PERSON_NOW_LIMITS } from '#app/services/crm/one-by-one.server.ts'
import { confirmAddress } from '#app/data/mail/access-links.server.ts'
import { readSessionVersion } from '#app/data/sessions.server.ts'
import { CONSENT, CONSENT_PURPOSES } from '#app/domain/lead/consent.ts'
import type { ContactDetails, ContactField } from '#app/domain/lead/contact.ts'
import { defaultQuiz } from '#app/content/scorecards.ts'
import { deriveToken, hashToken } from '#app/platform/token.server.ts'
import { addContactDetails } from '#app/services/assessment/add-contact-details.server.ts'
import { completeAssessment } from '#app/services/assessment/complete.server.ts'
import { openResults } from '#app/services/assessment/open-results.server.ts'
import { openStep } from '#app/services/assessment/open-step.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { markContacts } from '#app/services/crm/mark-contacts.server.ts'
import { syncLeadNow } from '#app/services/crm/sync-lead-now.server.ts'
import { deliverEmailNow } from '#app/services/mail/deliver-email-now.server.ts'
import { erasePerson } from '#app/services/privacy/erase-person.server.ts'
import { hashAddress, hashEmail } from '#app/platform/address-hash.server.ts'
import { requestPrivacyLink } from '#app/services/privacy/request-link.server.ts'
import { withdrawConsent } from '#app/services/privacy/withdraw-consent.server.ts'
import type { Taking } from './people.ts'
import { COMPLETES, CONFIRMS, ERASES, WITHDRAWS, WRITES_DETAILS } from './statement-names.ts'
import { EMAIL_ORIGIN, HASH_SECRET, type World } from './world.ts'

const LAST_STEP = 4

/** Somebody has answered everything, with or without an address, and completes the assessment. */
export async function arrive(world: World, withAddress = world.choice.chance(0.7)): Promise<void> {
  const { choice, people } = world
  await world.scheduler.quiesce()
  world.watch.step++
  const taking = people.arrive(
    `session-${people.takings.length + 1}-${'x'.repeat(20)}`,
    world.time.now,
    world.watch.step,
  )
  const details = withAddress ? people.inventDetails(taking, ['email']) : {}
  taking.consented = details.email !== undefined && choice.chance(0.8)
  const purposes = CONSENT_PURPOSES.filter((purpose) => purpose === 'results' || taking.consented)
  if (details.email !== undefined) taking.addresses.add(details.email)
  const letter = choice.pick(['A', 'B', 'D', 'E'] as const)
  const responses = Object.fromEntries(defaultQuiz().questions.map(({ id }) => [id, letter]))
  await world.database.write(
    `INSERT INTO assessment_sessions ("sessionId", "currentStep", "totalSteps", responses, "quizVersion", email, "startedAt",
       "consentAt", "consentTextVersion", "consentTextHash", "consentPurposes")
     SELECT $1, $2, $2, $3::jsonb, $4, $5::text, now() - interval '10 minutes', CASE WHEN $5::text IS NOT NULL THEN now() END, $6, $7, $8::text[]`,
    [
      taking.sessionId,
      LAST_STEP,
      JSON.stringify(responses),
      defaultQuiz().version,
      details.email ?? null,
      ...(details.email === undefined ? [null, null, []] : [CONSENT.version, CONSENT.hash, purposes]),
    ],
  )
  // The session has it, whether or not it is ever completed.
  if (details.email !== undefined) people.givenAt.set(details.email, world.watch.step)
  complete(world, taking, details, taking.consented)
}

/** Also once more, when no answer came the first time. */
export function complete(world: World, taking: Taking, details: ContactDetails, consents: boolean): void {
  world.spawn('completion', async ({ actor, db, now }) => {
    actor.onStatement = (name, rows) => {
      if (name !== COMPLETES || rows.length === 0) return
      // A withdrawal takes the contact out of sessions under way.
      const { email } = details
      const kept = email !== undefined && !world.watch.wasWithdrawnSince(email, taking.arrivedStep)
      noteGiven(world, taking, kept ? details : {}, consents)
    }
    const session = await readSessionVersion(db, taking.sessionId)
    const outcome = session
      ? await completeAssessment(db, session, now(), EMAIL_ORIGIN)
      : { emailId: null, ...(await openStep(db, taking.sessionId, LAST_STEP, now())) }
    if (outcome.kind !== 'completed') return { outcome: outcome.kind }
    taking.assessmentId = outcome.assessmentId
    afterwards(world, outcome.assessmentId, outcome.emailId)
    return { outcome: outcome.kind }
  })
}

/** These details are written, and are there from now on, whatever was erased before. */
function noteGiven(
  { people, watch }: World,
  taking: Taking,
  details: ContactDetails,
  consents: boolean,
): void {
  const former = taking.saved.email
  // Another address is another person's, perhaps: what was known of the former one stays with it.
  const isReplaced = former !== undefined && details.email !== undefined && details.email !== former
  taking.saved = isReplaced ? details : { ...taking.saved, ...details }
  const { email } = taking.saved
  if (email === undefined) return
  people.givenAt.set(email, watch.step)
  if (consents) watch.noteConsent(email)
}

/** What the product starts once the page is answered. */
function afterwards(world: World, assessmentId: string, emailId: string | null): void {
  // Otherwise the Worker ended with its response, and the cron does it.
  if (world.choice.chance(world.synchronous))
    world.spawn('sync-now', ({ leads }) => syncLeadNow(leads, assessmentId))
  if (emailId !== null) world.spawn('mail-now', ({ mails }) => deliverEmailNow(mails, emailId))
}

/** Contact details on the results page: an address first, then more, or another address. */
export function addDetails(world: World, taking: Taking): void {
  const { choice, people } = world
  const { assessmentId } = taking
  if (assessmentId === null) return
  const fields = taking.consented
    ? choice.pick<ContactField[]>([
        ['firstName', 'lastName', 'company'],
        ['company'],
        ['phone'],
        ['phone'],
        ['email'],
        ['email', 'company'],
      ])
    : choice.pick<ContactField[]>([['email'], ['email', 'firstName', 'lastName', 'company']])
  const details = people.inventDetails(taking, fields)
  // Who has withdrawn consent gives it anew with the next details.
  const consent = choice.chance(details.email === undefined ? 0.3 : 0.8) ? CONSENT : null
  taking.consented ||= consent !== null
  if (details.email !== undefined) taking.addresses.add(details.email)
  world.spawn('details', async ({ actor, db, now }) => {
    actor.onStatement = (name, [row]) => {
      if (name === WRITES_DETAILS && row?.[0] === true) noteGiven(world, taking, details, consent !== null)
    }
    const own = await openResults(db, assessmentId, { sessionIds: [taking.sessionId] })
    if (!own) return { outcome: 'not_found' }
    const outcome = await addContactDetails(db, own, { details, consent, now: now() }, EMAIL_ORIGIN)
    if (outcome.kind !== 'saved') return { outcome: outcome.kind }
    afterwards(world, assessmentId, outcome.emailId)
    return { outcome: outcome.kind }
  })
}

/** Somebody says behind the link in the e-mail that the address is theirs. */
export function confirm(world: World, { assessmentId }: Taking): void {
  if (assessmentId === null) return
  const { confirmed, addresses } = world.people
  world.spawn('confirmation', async ({ actor, db }) => {
    const select = { tokenHash: true, recipientHash: true }
    const link = await db.accessLink.findFirst({ where: { assessmentId }, select })
    if (!link) return { outcome: 'no_link' }
    const hashes = await Promise.all(addresses.map((address) => hashEmail(HASH_SECRET, address)))
    const address = addresses[hashes.indexOf(link.recipientHash ?? '')]
    actor.onStatement = (name) => {
      if (name === CONFIRMS && address !== undefined) confirmed.add(address)
    }
    const due = await confirmAddress(db, link.tokenHash)
    if (due !== null) afterwards(world, due, null)
    return { outcome: due === null ? 'nothing_to_send' : 'confirmed' }
  })
}

/** A link as it is in an e-mail about somebody's data. @returns the hash that it is found by */
async function insertLink(world: World, kind: 'erasure' | 'withdrawal', address: string): Promise<string> {
  world.people.linkAskedAt.set(address, world.watch.step)
  const id = crypto.randomUUID()
  const tokenHash = (await hashToken(await deriveToken(HASH_SECRET, id)))!
  const { erased } = await hashAddress([HASH_SECRET], address)
  await world.database.write(
    `INSERT INTO privacy_requests (id, "tokenHash", kind, email, "addressHash", "expiresAt")
     VALUES ($1, $2, $3, $4, $5, now() + interval '1 day')`,
    [id, tokenHash, kind, address, erased[0]],
  )
  return tokenHash
}

export async function withdraw(world: World, address: string): Promise<void> {
  const tokenHash = await insertLink(world, 'withdrawal', address)
  world.spawn('withdrawal', async ({ actor, db }) => {
    actor.onStatement = (name, [row]) => {
      // Where the link is gone, with an erasure for instance, nothing is withdrawn.
      if (name === WITHDRAWS && typeof row?.[0] === 'string') world.watch.noteWithdrawal(address)
    }
    const { receipt } = await withdrawConsent(db, { email: address, tokenHash }, [HASH_SECRET], 'en')
    if (receipt === null) return
    world.spawn('mark-now', ({ leads }) => markContacts(leads, PERSON_NOW_LIMITS, { id: receipt }))
  })
}

export async function erase(world: World, address: string): Promise<void> {
  const tokenHash = await insertLink(world, 'erasure', address)
  const { people, watch } = world
  const askedStep = watch.step
  if (!people.erasures.has(address)) people.erasures.set(address, null)
  world.spawn('erasure', async ({ actor, db }) => {
    actor.onStatement = (name, [row]) => {
      if (name === ERASES && typeof row?.[0] === 'string') noteErased(world, address, row[0], askedStep)
    }
    const receipt = await erasePerson(db, { email: address, tokenHash }, [HASH_SECRET])
    if (receipt === null) return
    world.spawn('erase-now', ({ leads }) => eraseInCrm(leads, PERSON_NOW_LIMITS, { id: receipt }))
  })
}

/** A link that was there when another one erased its owner answers the receipt of that: whoever came back meanwhile stays. */
function noteErased({ people, watch }: World, address: string, receipt: string, askedStep: number): void {
  const erasedStep = people.receipts.get(receipt)
  if (erasedStep === undefined) {
    people.receipts.set(receipt, watch.step)
    people.erasures.set(address, watch.step)
  } else if (askedStep >= erasedStep)
    watch.report('a link erases nothing and shows the receipt of before it was asked for')
}

export function askForLink(world: World, address: string): void {
  world.spawn('request', async ({ actor, db }) => {
    actor.onStatement = () => world.people.linkAskedAt.set(address, world.watch.step)
    const secrets = { hash: [HASH_SECRET], link: EMAIL_ORIGIN.secrets }
    const outcome = await requestPrivacyLink(
      db,
      { email: address, kind: 'export', language: 'en', ipAddress: null, sessionIds: [] },
      secrets,
    )
    if (outcome.kind !== 'accepted' || outcome.messageId === null) return
    const { messageId } = outcome
    world.spawn('mail-now', ({ mails }) => deliverEmailNow(mails, messageId))
  })
}

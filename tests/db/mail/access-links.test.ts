import { expect, test } from 'vitest'
import { deleteExpiredAccessLinks, findAccessLink } from '#app/data/mail/access-links.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { enqueueResume } from '#app/data/mail/outbox.server.ts'
import { deriveToken, hashToken, recoverToken } from '#app/platform/token.server.ts'
import { saveAssessmentProgress } from '#app/data/sessions.server.ts'
import { openStep } from '#app/services/assessment/open-step.server.ts'
import { resumeSession as resumeByHash } from '#app/services/assessment/resume-session.server.ts'
import { confirmLink as confirmByHash } from '#app/services/assessment/confirm-link.server.ts'
import { openLink as openLinkByHash } from '#app/services/assessment/open-link.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { useTestDatabase, withRollback } from '#tests/helpers/database.ts'
import { EMAIL_SECRET, createTestResultsEmail, newMessage } from '#tests/helpers/email-delivery.ts'

const database = await useTestDatabase()

const openLink = async (db: Database, token: string) => openLinkByHash(db, await hashToken(token))
const confirmLink = async (db: Database, token: string) => confirmByHash(db, (await hashToken(token))!)
const resumeSession = async (db: Database, token: string) => resumeByHash(db, (await hashToken(token))!)

/** A session with a resume link. @returns the link's token */
async function resumeLink(sessionId: string): Promise<string> {
  const email = await newMessage('ada@example.com', 'network')
  expect(await enqueueResume(database.db, sessionId, email)).toBe('queued')
  return deriveToken(EMAIL_SECRET, email.link.id)
}

test('a resume link opens its session and says how far that is', async () => {
  const { db } = database
  const { sessionId } = await createTestAssessmentSession(db, { currentStep: 2 })

  const link = await openLink(db, await resumeLink(sessionId))

  expect(link).toMatchObject({
    session: { id: sessionId, currentStep: 2, totalSteps: 4 },
    assessmentId: null,
  })
})

test('opening a link changes nothing, acting through it confirms it once', async () => {
  const { db } = database
  const { token } = await createTestResultsEmail(db)
  const before = await db.accessLink.findFirstOrThrow()

  await openLink(db, token)
  expect(await db.accessLink.findFirstOrThrow()).toEqual(before)

  await confirmLink(db, token)
  const { usedAt } = await db.accessLink.findFirstOrThrow()
  expect(usedAt).toBeInstanceOf(Date)
  await confirmLink(db, token)
  expect(await db.accessLink.findFirstOrThrow()).toEqual({ ...before, usedAt })
})

test('a resume link goes when its session expires, and is deleted with it', async () => {
  const { db } = database
  const { sessionId } = await createTestAssessmentSession(db)
  const token = await resumeLink(sessionId)
  await db.assessmentSession.update({ where: { sessionId }, data: { expiresAt: new Date(0) } })

  expect(await openLink(db, token)).toBeNull()
  await db.$executeRaw`SELECT delete_expired_sessions(100)`
  expect(await db.accessLink.count()).toBe(0)
})

test('a resume link opens the results that its session became, until they are erased', async () => {
  const { db } = database
  const { sessionId } = await createTestAssessmentSession(db)
  const token = await resumeLink(sessionId)
  const { id } = await createTestAssessment(db, { sessionId, email: 'ada@example.com' })
  await db.assessmentSession.delete({ where: { sessionId } })

  expect(await openLink(db, token)).toMatchObject({ assessmentId: id, session: null })
  await db.$executeRaw`SELECT purge_person('ada@example.com', 100)`
  expect(await db.accessLink.count()).toBe(0)
})

test('a resume link that was sent to a mistyped address stops when the right address takes its place, used or not', async () => {
  const { db } = database
  const { sessionId } = await createTestAssessmentSession(db)
  const askFor = async (address: string) => {
    await saveAssessmentProgress(db, sessionId, {
      step: 1,
      responses: {},
      stepCompleted: false,
      email: address,
    })
    const email = await newMessage(address, 'network')
    expect(await enqueueResume(db, sessionId, email)).toBe('queued')
    return deriveToken(EMAIL_SECRET, email.link.id)
  }
  const mistyped = await askFor('adda@example.com')
  await db.emailMessage.updateMany({
    data: { status: 'completed', completedAt: new Date(), recipient: null },
  })
  const waiting = await askFor('aada@example.com')
  const right = await askFor('ada@example.com')

  expect(await openLink(db, mistyped)).toBeNull()
  expect(await openLink(db, waiting)).toBeNull()
  expect(await openLink(db, right)).not.toBeNull()
  expect(
    await db.emailMessage.findMany({ where: { status: { not: 'completed' } }, orderBy: { status: 'asc' } }),
  ).toMatchObject([
    { status: 'cancelled', recipient: null },
    { status: 'pending', recipient: 'ada@example.com' },
  ])

  await confirmLink(db, right)
  await askFor('ada@example.com')
  expect(await openLink(db, right)).not.toBeNull()
  await askFor('ada@example.org')
  expect(await openLink(db, right)).toBeNull()
})

test.each([
  [
    'its address is taken out',
    (db: Database, id: string) =>
      saveAssessmentProgress(db, id, { step: 1, responses: {}, stepCompleted: false, removeEmail: true }),
  ],
  ['its owner withdraws', (db: Database) => db.$executeRaw`SELECT withdraw_consent('ada@example.com')`],
])('a session’s links and waiting e-mails end when %s', async (_what, remove) => {
  const { db } = database
  const { sessionId } = await createTestAssessmentSession(db, { email: 'ada@example.com' })
  const token = await resumeLink(sessionId)
  await confirmLink(db, token)

  await remove(db, sessionId)

  expect(await openLink(db, token)).toBeNull()
  expect(await db.emailMessage.findMany()).toMatchObject([{ status: 'cancelled', recipient: null }])
})

test('of five browsers that carry on by one link at once the last has the session, and the others are told that it moved', async () => {
  const { db } = database
  const { sessionId } = await createTestAssessmentSession(db, { email: 'ada@example.com' })
  const token = await resumeLink(sessionId)

  const ids = await Promise.all(Array.from({ length: 5 }, () => resumeSession(db, token)))

  const open = await Promise.all([sessionId, ...ids].map((id) => openStep(db, id as string, 1, new Date())))
  expect(open.map(({ kind }) => kind).sort()).toEqual(['moved', 'moved', 'moved', 'moved', 'moved', 'open'])
  const [session] = await db.assessmentSession.findMany()
  expect(session).toMatchObject({ email: 'ada@example.com', emailFromElsewhere: true })
  expect(await db.emailMessage.findMany()).toMatchObject([{ sessionId: session!.sessionId }])
  expect(await db.accessLink.findMany()).toMatchObject([
    { sessionId: session!.sessionId, usedAt: expect.any(Date) as Date },
  ])
})

test('a link whose session has expired or was erased moves nothing', async () => {
  const { db } = database
  const { sessionId } = await createTestAssessmentSession(db, { email: 'ada@example.com' })
  const token = await resumeLink(sessionId)
  await db.assessmentSession.update({ where: { sessionId }, data: { expiresAt: new Date(0) } })
  expect(await resumeSession(db, token)).toBeNull()
  await db.$executeRaw`SELECT purge_person('ada@example.com', 100)`
  expect(await resumeSession(db, token)).toBeNull()
  expect(await openStep(db, sessionId, 1, new Date())).toEqual({ kind: 'expired' })
})

test('a link one second before, at and after its expiry', async () => {
  const { db } = database
  const { token } = await createTestResultsEmail(db)

  // now() stands still in a transaction; it is cut to the milliseconds that the column keeps.
  await withRollback(db, async (tx) => {
    const expireIn = (seconds: number) => tx.$executeRaw`
      UPDATE access_links SET "createdAt" = now() - interval '1 day',
        "expiresAt" = date_trunc('milliseconds', now()) + ${seconds} * interval '1 second'`
    await expireIn(1)
    expect(await openLink(tx, token)).not.toBeNull()
    expect(await deleteExpiredAccessLinks(tx, 100)).toBe(0)
    await expireIn(0)
    expect(await openLink(tx, token)).toBeNull()
    await expireIn(-1)
    expect(await openLink(tx, token)).toBeNull()
    expect(await deleteExpiredAccessLinks(tx, 100)).toBe(1)
  })
})

test('a token that is altered, of another form or of nobody opens nothing', async () => {
  const { db } = database
  const { token } = await createTestResultsEmail(db)

  for (const wrong of ['', 'x', token.slice(1), `${token}0`, '0'.repeat(64), `' OR true --`]) {
    expect(await openLink(db, wrong)).toBeNull()
  }
  expect(await findAccessLink(db, token)).toBeNull() // the token itself is not what is stored
})

test('a token is recovered under the secret that made it, also after another took its place', async () => {
  const tokenHash = (await hashToken(await deriveToken('old secret', 'link'))) ?? ''

  expect(await recoverToken(['new secret', 'old secret'], 'link', tokenHash)).toBe(
    await deriveToken('old secret', 'link'),
  )
  expect(await recoverToken(['new secret'], 'link', tokenHash)).toBeNull()
})

test('asking again for a link that is on its way makes no second e-mail, and a network is let through 20 times', async () => {
  const { db } = database
  const { sessionId } = await createTestAssessmentSession(db)
  const ask = async (address: string) =>
    enqueueResume(db, sessionId, await newMessage(address, 'one-network'))

  expect(await ask('ada@example.com')).toBe('queued')
  expect(await ask('ada@example.com')).toBe('queued')
  expect(await db.emailMessage.count()).toBe(1)
  for (let asked = 2; asked < 20; asked++) expect(await ask(`person-${asked}@example.com`)).toBe('queued')
  expect(await ask('grace@example.com')).toBe('too_many')
  expect(await enqueueResume(db, 'no-such-session', await newMessage('ada@example.com', 'another'))).toBe(
    'no_session',
  )
})

test('how many e-mails others made an address get is not told to whoever asks for a link to it', async () => {
  const { db } = database
  const address = 'somebody-else@example.com'
  const ask = async (sessionId: string, network: string) =>
    enqueueResume(db, sessionId, await newMessage(address, network), 2)
  for (const network of ['first-network', 'second-network']) {
    const { sessionId } = await createTestAssessmentSession(db)
    expect(await ask(sessionId, network)).toBe('queued')
  }

  const stranger = await createTestAssessmentSession(db)
  expect(await ask(stranger.sessionId, 'third-network')).toBe('queued')

  // Whoever caused them all is told.
  const same = await createTestAssessmentSession(db)
  expect(await ask(same.sessionId, 'third-network')).toBe('queued')
  const again = await createTestAssessmentSession(db)
  expect(await ask(again.sessionId, 'third-network')).toBe('address_full')
})

import { expect, test } from 'vitest'
import { findSharedAssessment } from '#app/data/opened-assessments.server.ts'
import { findEarlierResult } from '#app/data/own-links.server.ts'
import { findAccessLink } from '#app/data/mail/access-links.server.ts'
import { readLiveColumns } from '#app/data/privacy/live-columns.server.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { expireSessions } from '#app/services/privacy/expire-sessions.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestAccessLink } from '#tests/factories/privacy.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { letDaysPass } from '#tests/helpers/passing-time.ts'
import { readAllRows } from '#tests/helpers/table-rows.ts'

const { db } = await useTestDatabase()

const BOUNDS = { retentionDays: 30, seconds: 60, clock: () => 0 }
const LINK_DAYS = LIFETIMES.resultsLink / 86_400
const MARKER = 'pseudonym-5e1c'
/** By these the rows hang together. */
const KEYS = ['id', 'assessmentId']

/** Somebody whose details came the day before the scrub, so that rows and messages are younger than the result. */
async function leadWithYoungRows() {
  const assessment = await createTestAssessment(db, { formerSessionIds: [MARKER] })
  await letDaysPass(db, 31)
  await createTestQueueRow(db, assessment)
  await createTestEmailMessage(db, {
    assessmentId: assessment.id,
    status: 'completed',
    completedAt: new Date(),
  })
  const link = await createTestAccessLink(db, {
    assessmentId: assessment.id,
    sessionId: assessment.sessionId,
    expiresAt: new Date(Date.now() + LIFETIMES.resultsLink * 1000),
  })
  return { assessment, link }
}

/** Marks every column that leads to somebody with something kept elsewhere, and that goes with the retention. */
async function markPseudonyms(): Promise<string[]> {
  const marked: string[] = []
  for (const { table, column, type } of await readLiveColumns(db)) {
    const entry = RETENTION_CATALOGUE[table]?.columns[column]
    if (entry?.class !== 'pseudonymous' || entry.removal !== 'cleared' || KEYS.includes(column)) continue
    if (type !== 'text') continue
    await db.$executeRawUnsafe(`UPDATE "${table}" SET "${column}" = $1`, `${MARKER}-${table}-${column}`)
    marked.push(`${table}.${column}`)
  }
  return marked
}

test('after the scrub no number of HubSpot’s, no network and no browser leads to anybody', async () => {
  const { assessment } = await leadWithYoungRows()
  // The number of a team leads to one.
  await db.team.create({
    data: {
      id: `${MARKER}-assessments-teamId`,
      tokenHash: 'a'.repeat(64),
      assessmentId: assessment.id,
      quizVersion: assessment.quizVersion,
      expiresAt: new Date(Date.now() + LIFETIMES.resultsLink * 1000),
    },
  })
  expect(await markPseudonyms()).toEqual(
    expect.arrayContaining([
      'assessments.sessionId',
      'assessments.hubspotContactId',
      'assessments.hubspotDealId',
      'assessments.ipAddressHash',
      'assessments.teamId',
      'assessments.teamGroupId',
      'hubspot_sync_queue.hubspotContactId',
      'hubspot_sync_queue.hubspotDealId',
    ]),
  )
  await db.emailMessage.updateMany({
    data: { networkHash: MARKER, providerMessageId: MARKER, sessionId: MARKER },
  })

  await scrubPersonalData(db, BOUNDS)

  expect(JSON.stringify([...(await readAllRows(db))])).not.toContain(MARKER)
  expect(JSON.stringify([...(await readAllRows(db))])).not.toContain(assessment.sessionId)
})

test('what was passed on ends with the scrub, because nobody could end it any more, and links from e-mails go on', async () => {
  const { assessment, link } = await leadWithYoungRows()
  const shared = await createTestAccessLink(db, {
    assessmentId: assessment.id,
    kind: 'shared',
    recipientHash: null,
  })
  await scrubPersonalData(db, BOUNDS)
  expect(await findSharedAssessment(db, shared.tokenHash)).toBeNull()
  expect(await findAccessLink(db, link.tokenHash)).not.toBeNull()
})

test('the number of a result, which HubSpot has with the deal, goes when no link opens the result any more', async () => {
  const { assessment, link } = await leadWithYoungRows()
  await scrubPersonalData(db, BOUNDS)
  expect(await findAccessLink(db, link.tokenHash)).toMatchObject({ assessmentId: assessment.id })

  await letDaysPass(db, LINK_DAYS)
  await expireSessions(db, BOUNDS)

  const left = await db.assessment.findFirstOrThrow()
  expect(left).toMatchObject({ totalScore: assessment.totalScore, responses: assessment.responses })
  expect(JSON.stringify([...(await readAllRows(db))])).not.toContain(assessment.id)
})

test('a link to compare with, kept longer, does not keep the number, and goes on', async () => {
  const { assessment } = await leadWithYoungRows()
  const again = await createTestAccessLink(db, {
    assessmentId: assessment.id,
    kind: 'again',
    recipientHash: null,
    expiresAt: new Date(Date.now() + 2 * LIFETIMES.ownLink * 1000),
  })
  await scrubPersonalData(db, BOUNDS)
  await letDaysPass(db, LINK_DAYS)
  await expireSessions(db, BOUNDS)
  expect(await findEarlierResult(db, again.tokenHash)).toMatchObject({ totalScore: assessment.totalScore })
  expect(JSON.stringify([...(await readAllRows(db))])).not.toContain(assessment.id)
})

test('a result that holds contact details still, or that another link opens, keeps its number', async () => {
  const { assessment } = await leadWithYoungRows()
  await createTestAccessLink(db, {
    assessmentId: assessment.id,
    expiresAt: new Date(Date.now() + 2 * LIFETIMES.resultsLink * 1000),
  })
  await scrubPersonalData(db, BOUNDS)
  const unscrubbed = await createTestAssessment(db)
  await createTestAccessLink(db, { assessmentId: unscrubbed.id })
  await letDaysPass(db, LINK_DAYS)
  await expireSessions(db, BOUNDS)
  expect(await db.assessment.count({ where: { id: { in: [assessment.id, unscrubbed.id] } } })).toBe(2)
})

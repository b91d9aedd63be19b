import { afterAll, beforeEach } from 'vitest'
import { createResendTransport } from '#app/clients/mail/resend.server.ts'
import { sql, type Assessment, type Prisma, type PrismaClient } from '#app/data/database.server.ts'
import { enqueueResults } from '#app/data/mail/outbox.server.ts'
import { deriveToken, hashToken } from '#app/platform/token.server.ts'
import { hashEmail, hashMailbox } from '#app/platform/address-hash.server.ts'
import { requestPrivacyLink } from '#app/services/privacy/request-link.server.ts'
import type { DeliveryLimits, DeliveryDependencies } from '#app/services/mail/deliver.server.ts'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestClock } from './hubspot-sync.ts'

export const EMAIL_SECRET = 'test-only-secret-0000000000000000000000'

export const NO_RUN_LIMITS: DeliveryLimits = { maxMessages: 100_000, maxSeconds: 3_600 }
export const NO_EMAIL_LIMITS = {
  addressPerDay: 1_000_000,
  networkPerHour: 1_000_000,
  totalPerHour: 1_000_000,
}

/** A mailbox of the test file's own, empty before each of its tests: call it at the top of the file. */
export async function useMailbox(): Promise<Mailbox> {
  const mailbox = await startMailbox({ port: 0 })
  beforeEach(() => mailbox.reset())
  afterAll(() => mailbox.close())
  return mailbox
}

/** What a delivery to this mailbox needs: without limits, unless told, and with the longest wait after a failure. */
export function deliveryDependencies(
  db: PrismaClient,
  mailbox: Mailbox,
  overrides: Partial<DeliveryDependencies> = {},
): DeliveryDependencies {
  return {
    db,
    transport: createResendTransport({ apiKey: 're_test', baseUrl: mailbox.url, timeoutMs: 60_000 }),
    composer: {
      from: 'AI Readiness Scorecard <scorecard@example.com>',
      replyTo: null,
      sender: {
        company: 'Example Consulting',
        postalAddress: '1 Example Street, Springfield',
        imprintUrl: null,
      },
      unsubscribeUrl: null,
      siteUrl: 'https://scorecard.example.com',
      briefingUrl: 'https://scorecard.example.com/briefing',
      scoreInSubject: true,
      secrets: [EMAIL_SECRET],
    },
    emailLimits: NO_EMAIL_LIMITS,
    clock: createTestClock(),
    random: () => 1,
    ...overrides,
  }
}

/** The stored parts of a new e-mail to this address, as the product makes them. */
export async function newMessage(recipient: string, networkHash: string | null = null) {
  const linkId = crypto.randomUUID()
  const tokenHash = await hashToken(await deriveToken(EMAIL_SECRET, linkId))
  const recipientHash = await hashEmail(EMAIL_SECRET, recipient)
  const mailboxHash = await hashMailbox(EMAIL_SECRET, recipient)
  return {
    id: crypto.randomUUID(),
    recipient,
    mailboxHash,
    networkHash,
    link: { id: linkId, tokenHash: tokenHash ?? '', recipientHash },
  }
}

export interface TestResults {
  assessment: Assessment
  /** id of the message */
  id: string
  /** the secret part of its link */
  token: string
}

/** An assessment whose results are queued for its address. */
export async function createTestResultsEmail(
  db: PrismaClient,
  overrides: Partial<Prisma.AssessmentUncheckedCreateInput> & { networkHash?: string } = {},
): Promise<TestResults> {
  const { networkHash = null, ...columns } = overrides
  const assessment = await createTestAssessment(db, columns)
  const email = await newMessage(assessment.email ?? '', networkHash)
  await db.$executeRaw(sql`
    WITH made AS (SELECT id, language FROM assessments WHERE id = ${assessment.id}),
    ${enqueueResults(sql`made`, { ...email, briefing: assessment.qualifiedForBriefing, mayWrite: true })}
    SELECT 1`)
  await makeEmailsDue(db)
  return { assessment, id: email.id, token: await deriveToken(EMAIL_SECRET, email.link.id) }
}

/** Results for many people, queued a second apart, the first one longest ago. */
export async function createTestResultsEmails(db: PrismaClient, count: number): Promise<void> {
  const first = await createTestResultsEmail(db)
  const people = await Promise.all(
    Array.from({ length: count - 1 }, async (_unused, index) => {
      const email = await newMessage(`bulk-${index + 1}@example.com`)
      return { ...email, place: index + 1, ...email.link, messageId: email.id }
    }),
  )
  await db.$executeRaw`
    WITH people AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
      AS p(place int, "messageId" text, recipient text, id text, "tokenHash" text, "recipientHash" text,
        "mailboxHash" text)
    ), made AS (
      INSERT INTO assessments (id, "sessionId", responses, "quizVersion", "totalScore", "scoreBreakdown",
        "scoreCategory", recommendations, email, "completedAt", "consentAt", "consentTextVersion", "consentTextHash", "consentPurposes")
      SELECT p."messageId", 'bulk-' || p."messageId", a.responses, a."quizVersion", a."totalScore",
        a."scoreBreakdown", a."scoreCategory", a.recommendations, p.recipient, a."completedAt",
        a."consentAt", a."consentTextVersion", a."consentTextHash", a."consentPurposes"
      FROM assessments a, people p WHERE a.id = ${first.assessment.id}
    ), links AS (
      INSERT INTO access_links (id, "tokenHash", kind, "assessmentId", "recipientHash", "expiresAt")
      SELECT id, "tokenHash", 'results', "messageId", "recipientHash", now() + interval '90 days' FROM people
    )
    INSERT INTO email_messages (id, kind, "assessmentId", recipient, "recipientHash", "mailboxHash", payload)
    SELECT "messageId", 'results', "messageId", recipient, "recipientHash", "mailboxHash",
      jsonb_build_object('version', 1, 'linkId', id, 'briefing', place % 2 = 0) FROM people`
  await db.$executeRaw`
    UPDATE email_messages m SET "createdAt" = now() - interval '30 minutes' + place * interval '1 second'
    FROM (SELECT id, COALESCE(substring(recipient FROM 'bulk-(\\d+)')::int, 0) AS place FROM email_messages) AS n
    WHERE n.id = m.id`
  await makeEmailsDue(db)
}

/** Somebody asks for the link that erases their data. */
export async function requestTestPrivacyLink(db: PrismaClient, email: string): Promise<void> {
  const secrets = { hash: [EMAIL_SECRET], link: [EMAIL_SECRET] }
  const origin = { language: 'en', ipAddress: '192.0.2.1', sessionIds: [] } as const
  await requestPrivacyLink(db, { email, kind: 'erasure', ...origin }, secrets)
}

/** Makes every open message due now, as if its wait or its lease were over. */
export async function makeEmailsDue(db: PrismaClient): Promise<void> {
  await db.$executeRaw`UPDATE email_messages SET "nextRetryAt" = to_timestamp(0) WHERE status = 'pending'`
}

/** As if every wait and lease were over, and the time had come to try the provider again. */
export async function passEmailWaits(db: PrismaClient): Promise<void> {
  await makeEmailsDue(db)
  await db.$executeRaw`UPDATE pauses SET "nextProbeAt" = to_timestamp(0) WHERE operation = 'mail'`
}

/** As if so many hours had gone by, and every wait and lease were over. */
export async function passEmailHours(db: PrismaClient, hours: number): Promise<void> {
  await db.$executeRaw`
    UPDATE email_messages SET "createdAt" = "createdAt" - ${hours}::int * interval '1 hour',
      payload = CASE WHEN payload ? 'unclearSince' THEN jsonb_set(payload, '{unclearSince}', to_jsonb(
        (payload->>'unclearSince')::timestamptz - ${hours}::int * interval '1 hour')) ELSE payload END
    WHERE status = 'pending'`
  await passEmailWaits(db)
}

/** The secret part of the link in an e-mail. */
export function tokenIn(text: string): string {
  return /\/([0-9a-hjkmnp-tv-z]{26})\b/.exec(text)?.[1] ?? ''
}

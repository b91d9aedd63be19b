import * as z from 'zod'
import type { Language } from '#app/domain/language/languages.ts'
import type { PrivacyKind } from '#app/domain/privacy/action.ts'
import { EMAIL_LIMITS, LIFETIMES, RESUME_LINKS_PER_NETWORK } from '#app/domain/limits.ts'
import { EMAIL_STATES, type EmailState } from '#app/domain/mail/email-state.ts'
import { type NewAccessLink, insertLink } from './access-links.server.ts'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import { countNetwork, hitRateLimits } from '#app/data/rate-limit.server.ts'
import { maybeOne, one } from '#app/data/rows.server.ts'

/** An e-mail to be sent, with the link that it carries. */
export interface NewEmail {
  id: string
  recipient: string
  /** keyed hash of what caps count as one, see `canonicalMailbox` */
  mailboxHash: string
  /** keyed hash of the visitor's network; null where there is none */
  networkHash: string | null
  /** of the request that asks for it */
  traceId?: string | null
  link: NewAccessLink
}

/** What an e-mail says that must not change between two attempts is written down when it is asked for. */
const payloadBase = { version: 1 }

export interface NewResultsEmail extends NewEmail {
  /** Whether it invites to an executive briefing. */
  briefing: boolean
  /** Whether sales may write to arrange one. */
  mayWrite: boolean
}

/**
 * The CTEs that queue an assessment's results for an address, for use inside the statement that writes the lead. One
 * message and one link an address, however often it is asked for; one that is still waiting for another address of the same
 * assessment is cancelled, and asked for anew when that address is given again: but not one that was admitted, which may
 * be on its way, so that nobody gets more e-mails by changing to and fro. What a cap has refused it is asked again: a link that
 * was used since lets it go.
 * @param assessments a relation with the assessment's `id` and `language`; no rows, no e-mail
 */
export function enqueueResults(assessments: Sql, email: NewResultsEmail): Sql {
  const { briefing, mayWrite } = email
  const payload = { ...payloadBase, linkId: email.link.id, briefing, mayWrite }
  return sql`
    outdated_email AS (
      UPDATE email_messages SET status = 'cancelled', recipient = NULL, payload = '{}', "claimToken" = NULL
      WHERE status IN ('pending', 'dead') AND "recipientHash" <> ${email.link.recipientHash}
        AND kind = 'results' AND "assessmentId" IN (SELECT id FROM ${assessments})
    ), results_email AS (
      INSERT INTO email_messages AS m (id, kind, "assessmentId", recipient, "recipientHash", "mailboxHash",
        "networkHash", "traceId", payload)
      SELECT ${email.id}, 'results', id, ${email.recipient}, ${email.link.recipientHash}, ${email.mailboxHash},
        ${email.networkHash}::text, ${email.traceId ?? null}::text,
        ${JSON.stringify(payload)}::jsonb || jsonb_build_object('language', language)
      FROM ${assessments}
      ON CONFLICT ("assessmentId", "recipientHash") WHERE kind = 'results' DO UPDATE SET
        id = EXCLUDED.id, recipient = EXCLUDED.recipient, "networkHash" = EXCLUDED."networkHash",
        "traceId" = EXCLUDED."traceId",
        payload = EXCLUDED.payload, status = 'pending',
        "retryCount" = 0, "nextRetryAt" = now(), "createdAt" = now(), "lastError" = NULL, "deferredUntil" = NULL
        WHERE m.status IN ('cancelled', 'skipped') AND m."admittedAt" IS NULL
      RETURNING id
    ), results_link AS (${insertLink(
      sql`(SELECT id AS "assessmentId", NULL AS "sessionId" FROM ${assessments}) AS holder`,
      {
        ...email.link,
        kind: 'results',
        seconds: LIFETIMES.resultsLink,
      },
    )})`
}

/** `too_many` from the network; `address_full`: whoever asks has caused all the e-mails that the address gets in a day. */
export type ResumeRequest = 'queued' | 'no_session' | 'too_many' | 'address_full'

const resumeAnswer = z.object({ found: z.boolean(), full: z.boolean(), allowed: z.boolean().nullable() })

/**
 * Queues a link that carries on a session elsewhere. Asking again for the same address while the first e-mail is still
 * on its way changes nothing, and counts as queued.
 * @param siteHash of the /48 that the visitor's network is in; null for IPv4
 */
export async function enqueueResume(
  db: Database,
  sessionId: string,
  email: NewEmail,
  addressPerDay = EMAIL_LIMITS.addressPerDay,
  siteHash: string | null = null,
): Promise<ResumeRequest> {
  const networks = email.networkHash === null ? [] : [{ network: email.networkHash, site: siteHash }]
  const counters = countNetwork('resume', networks, RESUME_LINKS_PER_NETWORK)
  // The fullness is what admit_emails will count, but only of what came from this session or this network: how many e-mails
  // others made an address get is nobody's business. An e-mail that is still to go, and that this request changes nothing of,
  // is promised already.
  const rows = await db.$queryRaw(sql`
    WITH session AS MATERIALIZED (
      SELECT "sessionId", "currentStep", "totalSteps", language, scorecard FROM assessment_sessions
      WHERE "sessionId" = ${sessionId} AND "expiresAt" > now()
    ), fullness AS MATERIALIZED (
      SELECT count(*) FILTER (WHERE m."admittedAt" IS NOT NULL OR m.status = 'pending') >= ${addressPerDay}::int
        AND NOT COALESCE(bool_or(m.kind = 'resume' AND m.status = 'pending' AND m."sessionId" = ${sessionId}), false) AS full
      FROM email_messages m
      WHERE m."mailboxHash" = ${email.mailboxHash} AND m.kind <> 'privacy'
        AND m."createdAt" > now() - interval '24 hours'
        AND (m."sessionId" = ${sessionId} OR m."networkHash" = ${email.networkHash}::text)
    ), asked AS MATERIALIZED (
      SELECT session.*, CASE WHEN NOT fullness.full
        THEN (SELECT "refusedKey" IS NULL FROM ${hitRateLimits(counters)}) END AS allowed
      FROM session, fullness
    ), message AS (
      INSERT INTO email_messages (id, kind, "sessionId", recipient, "recipientHash", "mailboxHash",
        "networkHash", "traceId", payload)
      SELECT ${email.id}, 'resume', "sessionId", ${email.recipient}, ${email.link.recipientHash}, ${email.mailboxHash},
        ${email.networkHash}::text, ${email.traceId ?? null}::text,
        ${JSON.stringify({ ...payloadBase, linkId: email.link.id })}::jsonb
          || jsonb_build_object('stepsDone', "currentStep", 'totalSteps', "totalSteps", 'language', language, 'scorecard', scorecard)
      FROM asked WHERE allowed
      ON CONFLICT ("sessionId", "recipientHash") WHERE kind = 'resume' AND status = 'pending' DO NOTHING
      RETURNING "assessmentId", "sessionId"
    ), link AS (${insertLink(sql`message`, { ...email.link, kind: 'resume', seconds: LIFETIMES.resumeLink })})
    SELECT EXISTS (SELECT 1 FROM session) AS found, (SELECT fullness.full FROM fullness) AS full,
      (SELECT allowed FROM asked) AS allowed`)
  const { found, full, allowed } = one(rows, resumeAnswer)
  if (!found) return 'no_session'
  if (full) return 'address_full'
  return allowed ? 'queued' : 'too_many'
}

const stateRow = z.object({ state: z.enum(EMAIL_STATES) })

/** @returns how far the latest link to carry on this session has come; null: none was asked for */
export async function findResumeState(db: Database, sessionId: string): Promise<EmailState | null> {
  const rows = await db.$queryRaw(sql`
    SELECT CASE
      WHEN status = 'completed' THEN 'sent'
      WHEN status <> 'pending' THEN 'failed'
      WHEN "deferredUntil" > now() OR "lastError" IS NOT NULL THEN 'delayed'
      ELSE 'waiting' END AS state
    FROM email_messages WHERE "sessionId" = ${sessionId} AND kind = 'resume' AND status <> 'cancelled'
    ORDER BY "createdAt" DESC LIMIT 1`)
  return maybeOne(rows, stateRow)?.state ?? null
}

export interface NewPrivacyEmail extends Omit<NewEmail, 'link'> {
  recipientHash: string
  request: PrivacyKind
  validHours: number
  /** of the page on which it was asked for */
  language: Language
}

/**
 * The statement that queues the link of a request about a person's own data, for use inside the statement that stores the
 * request: the e-mail's link is the request itself.
 * @param requests a relation with the request's `id`; no rows, no e-mail
 */
export function enqueuePrivacyLink(requests: Sql, email: NewPrivacyEmail): Sql {
  const { request, validHours, language } = email
  return sql`
    INSERT INTO email_messages (id, kind, recipient, "recipientHash", "mailboxHash", "networkHash", payload)
    SELECT ${email.id}, 'privacy', ${email.recipient}, ${email.recipientHash}, ${email.mailboxHash}, ${email.networkHash}::text,
      ${JSON.stringify({ ...payloadBase, request, validHours, language })}::jsonb || jsonb_build_object('linkId', id)
    FROM ${requests}`
}

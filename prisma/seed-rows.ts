import { createHash } from 'node:crypto'
import type { Prisma } from '#app/data/database.server.ts'
import { EXPERIMENTS } from '#app/domain/experiments/experiments.ts'
import { DAY } from '#app/domain/duration.ts'
import { RETENTION_DAYS } from '#app/domain/limits.ts'
import {
  CONSENT,
  CONSENT_PURPOSES,
  type ConsentText,
  RESULTS_REQUEST,
  wordsOf,
} from '#app/domain/lead/consent.ts'
import { buildSyncPayload } from '#app/domain/hubspot/mapping.ts'
import { rankLead } from '#app/domain/lead/quality.ts'
import { QUIZ_VERSION } from '#app/domain/quiz/quiz.ts'
import { storedRecommendations } from '#app/domain/quiz/recommendations.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { NO_CONTACT_CONSENT, encodeSyncError } from '#app/domain/hubspot/failure.ts'
import { buildAnswers, type SeedLead } from './seed-leads.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const RETENTION_MS = RETENTION_DAYS.usual * DAY * 1000
const VARIANT_KEYS = EXPERIMENTS[0]?.variants.map(({ key }) => key) ?? ['control']
const REFERRERS = [
  'https://search.example.com/?utm_source=search&utm_medium=organic',
  'https://news.example.org/ai-governance?utm_source=newsletter&utm_campaign=autumn',
  null,
]
const BROWSERS = [
  { browser: 'Chrome', os: 'Windows', device: 'desktop' },
  { browser: 'Safari', os: 'iOS', device: 'mobile' },
  { browser: 'Firefox', os: 'Linux', device: 'desktop' },
]

export interface SeedRows {
  assessment: Prisma.AssessmentCreateManyInput
  queueRow: Prisma.HubspotSyncQueueCreateManyInput | null
}

/** The rows of one lead as the product would have left them by `now`, scored by the quiz of today. */
export function buildSeedRows(lead: SeedLead, now: Date): SeedRows {
  const id = `seed-assessment-${String(lead.number).padStart(2, '0')}`
  const createdAt = new Date(now.getTime() - lead.hoursAgo * HOUR_MS)
  const scrubbed = now.getTime() - createdAt.getTime() >= RETENTION_MS
  const responses = buildAnswers(lead)
  const score = scoreAssessment(responses)
  const { totalScore, scoreBreakdown, scoreCategory } = score
  const { contact } = lead
  const rank = rankLead({ ...contact, totalScore })
  const mayContact = lead.sync !== 'skipped'
  const facts = {
    totalScore,
    scoreBreakdown,
    scoreCategory,
    completionTimeSeconds: lead.minutesTaken * 60,
    leadQuality: rank?.leadQuality ?? 'basic',
  } as const
  const referrerSource = REFERRERS[lead.number % REFERRERS.length] ?? null

  return {
    assessment: {
      id,
      sessionId: `seed-session-${String(lead.number).padStart(2, '0')}`,
      ...facts,
      responses,
      quizVersion: QUIZ_VERSION,
      recommendations: storedRecommendations(score),
      ...(scrubbed ? { emailScrubbedAt: new Date(createdAt.getTime() + RETENTION_MS) } : contact),
      ...(contact.email && {
        consentAt: createdAt,
        ...evidenceOf(mayContact ? CONSENT : RESULTS_REQUEST),
        consentPurposes: CONSENT_PURPOSES.filter((purpose) => purpose === 'results' || mayContact),
      }),
      ...syncColumns(lead, createdAt, scrubbed),
      startedAt: new Date(createdAt.getTime() - lead.minutesTaken * MINUTE_MS),
      createdAt,
      updatedAt: createdAt,
      completedAt: createdAt,
      browserInfo: BROWSERS[lead.number % BROWSERS.length],
      referrerSource,
      abTestVariant: VARIANT_KEYS[lead.number % VARIANT_KEYS.length],
      ipAddressHash: scrubbed ? null : `seed-network-${lead.number}`,
      qualifiedForBriefing: rank?.qualifiedForBriefing ?? false,
    },
    // Finished rows of that age are deleted with the scrub.
    queueRow:
      scrubbed || !mayContact
        ? null
        : rank && {
            id: id.replace('assessment', 'sync'),
            assessmentId: id,
            payload: buildSyncPayload({
              ...facts,
              ...contact,
              email: contact.email ?? '',
              assessmentId: id,
              completedAt: createdAt,
              leadSource: referrerSource,
            }),
            syncType: rank.syncType,
            ...queueColumns(lead, createdAt, now),
          },
  }
}

function evidenceOf(text: ConsentText) {
  const shown = wordsOf(text, null)
  return {
    consentTextVersion: text.version,
    consentTextHash: createHash('sha256').update(shown, 'utf8').digest('hex'),
  }
}

const REFUSED = encodeSyncError({ kind: 'invalid_email', status: 400, codes: ['INVALID_EMAIL'] })
const UNAVAILABLE = encodeSyncError({ kind: 'server_error', status: 502 })

function syncColumns(lead: SeedLead, createdAt: Date, scrubbed: boolean) {
  const emailDelivery =
    lead.capture === 'anonymous'
      ? { emailDeliveryStatus: 'skipped' }
      : {
          emailDeliveryStatus: 'sent',
          emailDeliveryAttempts: 1,
          emailDeliveredAt: minutesAfter(createdAt, 1),
        }
  switch (lead.sync) {
    case 'pending':
      return { ...emailDelivery, hubspotSyncStatus: 'pending' }
    case 'retrying':
      return {
        ...emailDelivery,
        hubspotSyncStatus: 'pending',
        hubspotSyncAttempts: 2,
        hubspotSyncError: UNAVAILABLE,
      }
    case 'synced':
      return {
        ...emailDelivery,
        hubspotSyncStatus: 'synced',
        hubspotSyncAttempts: 1,
        hubspotSyncedAt: minutesAfter(createdAt, 1),
        hubspotContactId: scrubbed ? null : contactId(lead),
      }
    case 'failed':
      return {
        ...emailDelivery,
        hubspotSyncStatus: 'failed',
        hubspotSyncAttempts: 5,
        hubspotSyncError: scrubbed ? null : REFUSED,
      }
    case 'skipped':
      return {
        ...emailDelivery,
        hubspotSyncStatus: 'skipped',
        hubspotSyncError: scrubbed || lead.capture === 'anonymous' ? null : NO_CONTACT_CONSENT,
      }
  }
}

function queueColumns(lead: SeedLead, createdAt: Date, now: Date) {
  const common = { createdAt, nextRetryAt: createdAt }
  switch (lead.sync) {
    // It has no row.
    case 'skipped':
    case 'pending':
      return { ...common, status: 'pending' }
    case 'retrying':
      return {
        ...common,
        status: 'pending',
        retryCount: 2,
        retryDelaySeconds: 240,
        lastAttemptAt: now,
        nextRetryAt: minutesAfter(now, 4),
        lastError: UNAVAILABLE,
      }
    case 'synced':
      return {
        ...common,
        status: 'completed',
        retryCount: 1,
        lastAttemptAt: minutesAfter(createdAt, 1),
        completedAt: minutesAfter(createdAt, 1),
        hubspotContactId: contactId(lead),
      }
    case 'failed':
      return {
        ...common,
        status: 'dead',
        retryCount: 5,
        lastAttemptAt: minutesAfter(createdAt, 31),
        lastError: REFUSED,
      }
  }
}

function contactId(lead: SeedLead): string {
  return String(900_000 + lead.number)
}

function minutesAfter(time: Date, minutes: number): Date {
  return new Date(time.getTime() + minutes * MINUTE_MS)
}

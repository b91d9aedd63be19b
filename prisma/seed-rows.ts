import { createHash } from 'node:crypto'
import type { Prisma } from '#app/data/database.server.ts'
import { DAY, MINUTE } from '#app/domain/duration.ts'
import { RETENTION_DAYS } from '#app/domain/limits.ts'
import { CONSENT_PURPOSES, type ConsentText, currentText, wordsOf } from '#app/domain/lead/consent.ts'
import { ownConsentTexts } from '#app/domain/lead/own-consent.ts'
import { buildSyncPayload } from '#app/domain/hubspot/mapping.ts'
import { rankLead } from '#app/domain/lead/quality.ts'
import { storedRecommendations } from '#app/domain/quiz/recommendations.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { NO_CONTACT_CONSENT } from '#app/domain/crm/failure.ts'
import { buildAnswers, type SeedLead } from './seed-leads.ts'
import { contactId, dealId, queueColumns, syncColumns } from './seed-sync.ts'

const RETENTION_MS = RETENTION_DAYS.usual * DAY * 1000
const BROWSERS: Record<string, { browser: string; os: string }> = {
  desktop: { browser: 'Chrome', os: 'Windows' },
  mobile: { browser: 'Safari', os: 'iOS' },
  tablet: { browser: 'Safari', os: 'iOS' },
}

export interface SeedRows {
  assessment: Prisma.AssessmentCreateManyInput
  queueRow: Prisma.HubspotSyncQueueCreateManyInput | null
}

export function seedId(what: string, number: number): string {
  return `seed-${what}-${String(number).padStart(2, '0')}`
}

/** Whether the scrub has been over what was made then. */
export function isScrubbed(createdAt: Date, now: Date): boolean {
  return now.getTime() - createdAt.getTime() >= RETENTION_MS
}

/** The rows of one lead as the product would have left them by `now`, scored by the quiz of today. */
export function buildSeedRows(lead: SeedLead, now: Date): SeedRows {
  const { contact, visit, completedAt: createdAt } = lead
  const id = seedId('assessment', lead.number)
  const scrubbed = isScrubbed(createdAt, now)
  const { quiz } = visit
  const responses = buildAnswers(lead, quiz)
  const score = scoreAssessment(quiz, responses)
  const rank = rankLead({ ...contact, totalScore: score.totalScore })
  const mayContact = lead.sync !== 'skipped'
  const facts = {
    totalScore: score.totalScore,
    scoreBreakdown: score.scoreBreakdown,
    scoreCategory: score.scoreCategory,
    completionTimeSeconds: Math.round((createdAt.getTime() - visit.startedAt.getTime()) / 1000),
    leadQuality: rank?.leadQuality ?? 'basic',
  } as const
  const { source, medium, campaign, sourceKind } = visit.attribution
  const qualified = rank?.qualifiedForBriefing ?? false

  return {
    assessment: {
      id,
      sessionId: seedId('session', lead.number),
      ...facts,
      responses,
      scorecard: quiz.scorecard,
      quizVersion: quiz.version,
      recommendations: storedRecommendations(quiz, score),
      ...(scrubbed ? { emailScrubbedAt: new Date(createdAt.getTime() + RETENTION_MS) } : contact),
      ...(contact.email && {
        consentAt: createdAt,
        ...evidenceOf(currentText(mayContact ? 'contact' : 'results', { ownTexts: ownConsentTexts(quiz) })),
        consentPurposes: CONSENT_PURPOSES.filter((purpose) => purpose === 'results' || mayContact),
        addressConfirmedAt: lead.confirmed ? minutesAfter(createdAt, 1 + (lead.number % 40)) : null,
      }),
      reachedStages: stagesOf(lead, qualified),
      ...emailColumns(lead),
      ...syncColumns(lead, scrubbed),
      ...(lead.sync === 'skipped' && {
        hubspotSyncError: scrubbed || lead.capture === 'anonymous' ? null : NO_CONTACT_CONSENT,
      }),
      hubspotContactId: scrubbed || !isSent(lead) ? null : contactId(lead),
      hubspotDealId: scrubbed || !isSent(lead) || !qualified ? null : dealId(lead),
      startedAt: visit.startedAt,
      createdAt,
      updatedAt: createdAt,
      completedAt: createdAt,
      browserInfo: { ...BROWSERS[visit.device], device: visit.device },
      referrerSource: visit.referrer,
      abTestVariant: visit.variant,
      trafficKind: visit.trafficKind,
      source,
      medium,
      campaign,
      sourceKind,
      device: visit.device,
      locale: visit.locale,
      ipAddressHash: scrubbed ? null : `seed-network-${lead.number}`,
      qualifiedForBriefing: qualified,
    },
    // Finished rows of that age are deleted with the scrub.
    queueRow:
      scrubbed || !mayContact
        ? null
        : rank && {
            id: seedId('sync', lead.number),
            assessmentId: id,
            payload:
              lead.sync === 'dismissed'
                ? {}
                : buildSyncPayload({
                    ...facts,
                    ...contact,
                    scorecard: quiz.scorecard,
                    email: contact.email ?? '',
                    assessmentId: id,
                    completedAt: createdAt,
                    leadSource: visit.referrer,
                  }),
            syncType: rank.syncType,
            createdAt,
            ...queueColumns(lead, now),
            ...(isSent(lead) && {
              hubspotContactId: contactId(lead),
              hubspotDealId: qualified ? dealId(lead) : null,
            }),
          },
  }
}

export function isSent({ sync }: SeedLead): boolean {
  return sync === 'synced' || sync === 'recovered'
}

function evidenceOf(text: ConsentText) {
  const shown = wordsOf(text, null)
  return {
    consentTextVersion: text.version,
    consentTextHash: createHash('sha256').update(shown, 'utf8').digest('hex'),
  }
}

function stagesOf({ contact, confirmed, clicked }: SeedLead, qualified: boolean): string[] {
  const reached = {
    email: contact.email !== null,
    confirmed,
    named: contact.lastName !== null && contact.company !== null,
    phoned: contact.phone !== null,
    briefing_click: clicked && qualified,
  }
  return Object.entries(reached).flatMap(([stage, was]) => (was ? stage : []))
}

/** What became of the e-mail with the results. */
export type EmailStage = 'none' | 'sent' | 'waiting' | 'refused' | 'failed' | 'bounced' | 'capped'

export function emailStage({ contact, number }: SeedLead): EmailStage {
  if (contact.email === null) return 'none'
  if (number === 2 || number === 3) return 'waiting'
  if (number % 37 === 9) return 'refused'
  if (number === 31) return 'failed'
  if (number % 41 === 12) return 'bounced'
  return number % 53 === 20 ? 'capped' : 'sent'
}

function emailColumns(lead: SeedLead) {
  const attempted = { emailDeliveryAttempts: 1 }
  switch (emailStage(lead)) {
    case 'none':
    case 'capped':
      return { emailDeliveryStatus: 'skipped' }
    case 'waiting':
      return { emailDeliveryStatus: 'pending' }
    case 'refused':
    case 'failed':
      return { emailDeliveryStatus: 'failed', ...attempted }
    case 'bounced':
      return { emailDeliveryStatus: 'bounced', ...attempted }
    case 'sent':
      return {
        emailDeliveryStatus: 'sent',
        ...attempted,
        emailDeliveredAt: minutesAfter(lead.completedAt, 1),
      }
  }
}

export function minutesAfter(time: Date, minutes: number): Date {
  return new Date(time.getTime() + minutes * MINUTE * 1000)
}

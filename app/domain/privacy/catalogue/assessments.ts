import { cleared, contactEntries, deleted, plain, pseudonymous, type TableEntry } from './catalogue-types.ts'

/** What figures tell visits apart by. */
const visit = {
  trafficKind: plain(),
  source: plain('campaign'),
  medium: plain('campaign'),
  campaign: plain('campaign'),
  device: plain('browser'),
  locale: plain('locale'),
  language: plain('language'),
  sourceKind: plain(),
}

const consent = {
  consentAt: plain('consent'),
  consentTextVersion: plain('consent'),
  consentTextHash: plain('consent'),
  consentPurposes: plain('consent'),
}

export const ASSESSMENT_SESSIONS: TableEntry = {
  person: [{ by: 'address', column: 'email' }],
  columns: {
    // Whoever has it can open the assessment: not even the person's own export repeats it.
    sessionId: pseudonymous('browserNumber', 'row_deleted', { secret: true }),
    formerSessionIds: pseudonymous('browserNumber', 'row_deleted', { secret: true }),
    currentStep: plain('progress'),
    totalSteps: plain(),
    responses: plain('answers', { paths: { '*': plain() } }),
    scorecard: plain(),
    quizVersion: plain(),
    ...contactEntries(deleted),
    emailFromElsewhere: plain(),
    ...consent,
    ipAddressHash: pseudonymous('networkHash', 'row_deleted'),
    userAgent: plain('browser'),
    referrerSource: plain('referrer'),
    hubspotUtk: pseudonymous('hubspotCookie', 'row_deleted'),
    abTestVariant: plain('variant'),
    teamId: pseudonymous('team', 'row_deleted', { secret: true }),
    ...visit,
    startedAt: plain('times'),
    lastActivity: plain('times'),
    expiresAt: plain(),
  },
}

export const ASSESSMENTS: TableEntry = {
  person: [{ by: 'address', column: 'email' }],
  columns: {
    // Replaced by another one: HubSpot has it in `ai_assessment_id`.
    id: pseudonymous('resultNumbers', 'cleared'),
    sessionId: pseudonymous('browserNumber', 'cleared', { secret: true }),
    formerSessionIds: pseudonymous('browserNumber', 'cleared', { secret: true }),
    responses: plain('answers', { paths: { '*': plain() } }),
    totalScore: plain('scoresAndAdvice'),
    scoreBreakdown: plain('scoresAndAdvice', {
      paths: { '*': plain() },
    }),
    scoreCategory: plain('scoresAndAdvice'),
    recommendations: plain('scoresAndAdvice'),
    scorecard: plain(),
    quizVersion: plain(),
    ...contactEntries(cleared),
    emailFromElsewhere: plain(),
    ...consent,
    consentWithdrawnAt: plain('consent'),
    addressConfirmedAt: plain('confirmedAt'),
    hubspotSyncStatus: plain(),
    hubspotSyncAttempts: plain(),
    hubspotContactId: pseudonymous('resultNumbers', 'cleared'),
    hubspotDealId: pseudonymous('resultNumbers', 'cleared'),
    formerContactIds: pseudonymous('resultNumbers', 'cleared'),
    madeContactIds: pseudonymous('resultNumbers', 'cleared'),
    // From a closed vocabulary, and emptied all the same.
    hubspotSyncError: { class: 'none', removal: 'cleared' },
    hubspotSyncedAt: plain('passedOn'),
    emailDeliveryStatus: plain(),
    emailDeliveryAttempts: plain(),
    emailDeliveredAt: plain('passedOn'),
    emailDeliveryError: { class: 'none', removal: 'cleared' },
    createdAt: plain('finished'),
    updatedAt: plain(),
    completedAt: plain('finished'),
    emailScrubbedAt: plain('removedAt'),
    completionTimeSeconds: plain('finished'),
    browserInfo: plain('browser', {
      paths: { browser: plain(), os: plain(), device: plain() },
    }),
    referrerSource: plain('referrer'),
    hubspotUtk: pseudonymous('hubspotCookie', 'cleared'),
    abTestVariant: plain('variant'),
    ...visit,
    startedAt: plain('times'),
    reachedStages: plain('given'),
    ipAddressHash: pseudonymous('networkHash', 'cleared'),
    leadQuality: plain(),
    qualifiedForBriefing: plain(),
    teamId: pseudonymous('team', 'cleared'),
    teamGroupId: pseudonymous('team', 'cleared'),
  },
}

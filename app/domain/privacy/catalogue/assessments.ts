import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { mapBreakdown } from '#app/domain/quiz/structure.ts'
import { cleared, contactEntries, deleted, plain, pseudonymous, type TableEntry } from './catalogue-types.ts'

const ANSWERS = 'Your answers'
const CONSENT = 'Your consent: when, to which text, and for what'
const NETWORK = 'A keyed hash of your IP address, never the address itself'
const REFERRER = 'The page that led you here, without anything that could identify you'
const HUBSPOT_COOKIE =
  'The number in the cookie of our customer database, if you came from a page of ours that has set one'
const VARIANT = 'Which version of the start page you saw'

const TEAM = 'The leadership team that you compare your answers in'
const CAMPAIGN = 'The campaign that led you here'

/** What figures tell visits apart by. */
const visit = {
  trafficKind: plain(),
  source: plain(CAMPAIGN),
  medium: plain(CAMPAIGN),
  campaign: plain(CAMPAIGN),
  device: plain('The kind of browser and device, without version'),
  locale: plain('The language that your browser asks for'),
  language: plain('The language of the pages that you used'),
  sourceKind: plain(),
}

const consent = {
  consentAt: plain(CONSENT),
  consentTextVersion: plain(CONSENT),
  consentTextHash: plain(CONSENT),
  consentPurposes: plain(CONSENT),
}

export const ASSESSMENT_SESSIONS: TableEntry = {
  title: 'Your unfinished assessment',
  purpose: 'So that you can stop and continue later.',
  until: `${inWords(LIFETIMES.session)} after your last answer, or when you finish`,
  person: [{ by: 'address', column: 'email' }],
  columns: {
    // Whoever has it can open the assessment: not even the person's own export repeats it.
    sessionId: pseudonymous('The number that links it to your browser', 'row_deleted', { secret: true }),
    currentStep: plain('How far you have come'),
    totalSteps: plain(),
    responses: plain(ANSWERS, { paths: { '*': plain() } }),
    quizVersion: plain(),
    ...contactEntries(deleted),
    emailFromElsewhere: plain(),
    ...consent,
    ipAddressHash: pseudonymous(NETWORK, 'row_deleted'),
    userAgent: plain('The kind of browser and device, without version'),
    referrerSource: plain(REFERRER),
    hubspotUtk: pseudonymous(HUBSPOT_COOKIE, 'row_deleted'),
    abTestVariant: plain(VARIANT),
    teamId: pseudonymous(TEAM, 'row_deleted', { secret: true }),
    ...visit,
    startedAt: plain('When you started, and when you were last here'),
    lastActivity: plain('When you started, and when you were last here'),
    expiresAt: plain(),
  },
}

export const ASSESSMENTS: TableEntry = {
  title: 'Your result',
  purpose: 'To show and send you your result, and to contact you about it if you agreed.',
  until: `{days} days after you finished; the number of the result when the last link to it ends, ${inWords(LIFETIMES.resultsLink)} after it was sent; scores and answers stay as statistics that lead to nobody`,
  person: [{ by: 'address', column: 'email' }],
  columns: {
    // Replaced by another one: HubSpot has it in `ai_assessment_id`.
    id: pseudonymous('Numbers of this result, here and in our customer database', 'cleared'),
    sessionId: pseudonymous('The number that links it to your browser', 'cleared', { secret: true }),
    responses: plain(ANSWERS, { paths: { '*': plain() } }),
    totalScore: plain('Your scores and recommendations'),
    scoreBreakdown: plain('Your scores and recommendations', {
      paths: mapBreakdown(() => plain()),
    }),
    scoreCategory: plain('Your scores and recommendations'),
    recommendations: plain('Your scores and recommendations'),
    quizVersion: plain(),
    ...contactEntries(cleared),
    emailFromElsewhere: plain(),
    ...consent,
    consentWithdrawnAt: plain(CONSENT),
    addressConfirmedAt: plain('When somebody confirmed that the address is theirs'),
    hubspotSyncStatus: plain(),
    hubspotSyncAttempts: plain(),
    hubspotContactId: pseudonymous('Numbers of this result, here and in our customer database', 'cleared'),
    hubspotDealId: pseudonymous('Numbers of this result, here and in our customer database', 'cleared'),
    // From a closed vocabulary, and emptied all the same.
    hubspotSyncError: { class: 'none', removal: 'cleared' },
    hubspotSyncedAt: plain('When it reached our customer database, and when it was sent to you'),
    emailDeliveryStatus: plain(),
    emailDeliveryAttempts: plain(),
    emailDeliveredAt: plain('When it reached our customer database, and when it was sent to you'),
    emailDeliveryError: { class: 'none', removal: 'cleared' },
    createdAt: plain('When you finished, and how long it took'),
    updatedAt: plain(),
    completedAt: plain('When you finished, and how long it took'),
    emailScrubbedAt: plain('When your contact details were removed'),
    completionTimeSeconds: plain('When you finished, and how long it took'),
    browserInfo: plain('The kind of browser and device, without version', {
      paths: { browser: plain(), os: plain(), device: plain() },
    }),
    referrerSource: plain(REFERRER),
    hubspotUtk: pseudonymous(HUBSPOT_COOKIE, 'cleared'),
    abTestVariant: plain(VARIANT),
    ...visit,
    startedAt: plain('When you started, and when you were last here'),
    reachedStages: plain('What you have given or confirmed, without what it was'),
    ipAddressHash: pseudonymous(NETWORK, 'cleared'),
    leadQuality: plain(),
    qualifiedForBriefing: plain(),
    teamId: pseudonymous(TEAM, 'cleared'),
    teamGroupId: pseudonymous(TEAM, 'cleared'),
  },
}

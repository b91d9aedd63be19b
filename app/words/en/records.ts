import { DAY, inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { ColumnName, PersonalTable } from '#app/domain/privacy/catalogue/names.ts'
import { heldContact } from './contact-fields.ts'

export interface RecordWords {
  title: string
  purpose: string
  /** @param days the retention */
  until: (days: number) => string
}

const days = (count: number) => inWords(count * DAY)
const LOG = inWords(LIFETIMES.retentionLog)

const tables: Record<PersonalTable, RecordWords> = {
  assessment_sessions: {
    title: 'Your unfinished assessment',
    purpose: 'So that you can stop and continue later.',
    until: () => `${inWords(LIFETIMES.session)} after your last answer, or when you finish`,
  },
  assessments: {
    title: 'Your result',
    purpose: 'To show and send you your result, and to contact you about it if you agreed.',
    until: (count) =>
      `${days(count)} after you finished; the number of the result when the last link to it ends, ${inWords(LIFETIMES.resultsLink)} after it was sent; scores and answers stay as statistics that lead to nobody`,
  },
  hubspot_sync_queue: {
    title: 'What is on its way to our customer database',
    purpose:
      'So that your details reach the people who contact you, even when the customer database is unavailable.',
    until: (count) => `${days(count)} after you finished`,
  },
  hubspot_follow_ups: {
    title: 'The note about your result in our customer database',
    purpose:
      'So that the people who contact you know your scores and answers, and our customer database where you came from, once each.',
    until: (count) => `${days(count)} after you finished`,
  },
  email_messages: {
    title: 'E-mails that we send you',
    purpose: 'To send what you asked for, but not too often to one address or from one network.',
    until: (count) =>
      `As soon as the e-mail is sent, or ${days(count)} after it was asked for; the record that one was sent, after ${days(count)}`,
  },
  webhook_deliveries: {
    title: 'What our other systems are told of your assessment',
    purpose:
      'To pass on your score, and, only if you agreed to be contacted, your details; and that you withdrew or were erased.',
    until: (count) =>
      `${days(count)} after it happened; that you withdrew or were erased, when it has arrived`,
  },
  access_links: {
    title: 'Links in e-mails, and those that you share',
    purpose:
      'So that a link in an e-mail opens your result, or your unfinished assessment, for you alone, and one that you have made shows your result to whom you give it, or compares your next one with it.',
    until: () => `When the link expires: after ${inWords(LIFETIMES.resultsLink)} at the latest`,
  },
  privacy_requests: {
    title: 'Your request about your data',
    purpose: 'To send you a link that proves the address is yours.',
    until: () => `When the link expires, after ${inWords(LIFETIMES.privacyLink)}`,
  },
  contact_marks: {
    title: 'The record that you withdrew your consent',
    purpose:
      'To pass your withdrawal on to our customer database, as well as that an e-mail came back or was reported as spam, and to show you what was done.',
    until: (count) =>
      `Your address as soon as our customer database has been told, at the latest after ${days(count)}; the rest after ${LOG}`,
  },
  erasures: {
    title: 'The record that we erased your data',
    purpose:
      'To finish the erasure in our customer database, and to repeat it should we have to restore a backup.',
    until: (count) =>
      `Your address as soon as our customer database has erased it, at the latest after ${days(count)}; the rest after ${LOG}`,
  },
  teams: {
    title: 'The leadership team that you have asked',
    purpose: 'So that whoever has its link can compare their answers with yours, without names.',
    until: () =>
      `When you end it, or when we remove your details; after ${inWords(LIFETIMES.team)} at the latest`,
  },
  rate_limits: {
    title: 'Counters against misuse',
    purpose:
      'To count a visitor of the start page once a day, and to notice when one network, one address or one assessment makes too many requests.',
    until: () => 'About two days after the last attempt, at the latest',
  },
  deal_outcomes: {
    title: 'What became of an offer to you',
    purpose: 'To know which results lead to contracts.',
    until: () =>
      'As long as the number of your result; whether a contract came of it stays as statistics that lead to nobody',
  },
  uncounted_assessments: {
    title: 'That your result is still to be counted',
    purpose: 'To add a new result to statistics that lead to nobody.',
    until: () => 'Minutes after you complete',
  },
  ops_actions: {
    title: 'The record of what our operators did',
    purpose: 'To show who retried, paused or looked at what, and that nobody looks without a reason.',
    until: () => LOG,
  },
}

const columns: Record<ColumnName, string> = {
  ...heldContact,
  addressAndNetworkHash: 'A keyed hash of your address and of your network’s',
  addressHash: 'A keyed hash of your address',
  answers: 'Your answers',
  asked: 'What you asked for, and when',
  assessmentNumber: 'The number of your assessment',
  browser: 'The kind of browser and device, without version',
  browserNumber: 'The number that links it to your browser',
  campaign: 'The campaign that led you here',
  confirmedAt: 'When somebody confirmed that the address is theirs',
  consent: 'Your consent: when, to which text, and for what',
  counted: 'When something was asked for',
  counterHash:
    'A keyed hash of your IP address (for a visit to the start page also of your kind of browser and the day), of your e-mail address, or of the number of your assessment',
  deliveryNumbers: 'Numbers of the delivery',
  erasedAt: 'When it was erased here and in our customer database, and how much',
  erasedHash: 'A keyed hash of your address, which only leads to you if we are given the address again',
  erasureNumbers: 'Numbers of what is being erased, or was',
  finished: 'When you finished, and how long it took',
  given: 'What you have given or confirmed, without what it was',
  hubspotCookie:
    'The number in the cookie of our customer database, if you came from a page of ours that has set one',
  language: 'The language of the pages that you used',
  linkNumbers: 'Numbers of the link',
  linkTimes: 'When it was made and used, and when it expires',
  locale: 'The language that your browser asks for',
  looked: 'When somebody of ours opened your contact details here, outside our customer database',
  mailKind: 'What kind of e-mail it was, and when it was sent',
  mailNumbers: 'Numbers of the e-mail',
  networkHash: 'A keyed hash of your IP address, never the address itself',
  noteNumbers: 'Numbers of the note',
  operatorHash: 'A keyed hash of the operator’s own address',
  outcome: 'Whether a contract came of it',
  passedOn: 'When it reached our customer database, and when it was sent to you',
  progress: 'How far you have come',
  receiptNumber: 'The receipt’s number',
  referrer: 'The website that led you here, not which page of it',
  removedAt: 'When your contact details were removed',
  requestNumbers: 'Numbers of the request',
  resultNumbers: 'Numbers of this result, here and in our customer database',
  scores: 'Your scores',
  scoresAndAdvice: 'Your scores and recommendations',
  team: 'The leadership team that you compare your answers in',
  teamNumbers: 'Numbers of the team',
  teamTimes: 'When you made its link, and when that ends',
  times: 'When you started, and when you were last here',
  told: 'What was told, and when',
  toldNumbers: 'Numbers of what was told',
  undeliverable: 'Whether it came back, or was reported as spam',
  variant: 'Which version of the start page you saw',
  withdrawal: 'When you withdrew your consent, and what was done in our customer database',
  withdrawalNumbers: 'Numbers of what was withdrawn',
  written: 'What was written, and when',
}

/** What is held: the words of the retention catalogue. */
export const records = {
  tables,
  columns,
  formerQuestions:
    'These questions were replaced so long ago that we hold their words no more. What is left of your answers is which choice you took, from A, the first, to E, the last; see “responses”.',
}

import {
  CONTACT_STAGES,
  type Contact,
  type ContactStage,
  mapContactFields,
} from '#app/domain/lead/contact.ts'
import type { Answers, CategoryId, Choice } from '#app/domain/quiz/quiz.ts'
import { CHOICES, QUESTIONS } from '#app/domain/quiz/quiz.ts'

/** How far a lead's capture went: each stage brings what the ones before it brought. */
export type Capture = 'anonymous' | ContactStage

/** Where a lead stands with HubSpot: `skipped` has not agreed to be contacted, `retrying` is pending after a failed attempt, `failed` has used up all of them. */
export type SyncStage = 'pending' | 'retrying' | 'synced' | 'failed' | 'skipped'

export interface SeedLead {
  number: number
  category: CategoryId
  capture: Capture
  sync: SyncStage
  /** Age of the assessment, in hours. */
  hoursAgo: number
  minutesTaken: number
  contact: Contact
}

/** Choices around the quiz in the upper half of each category, so that a few worse answers stay in it. */
const PROFILES: Record<CategoryId, string> = {
  champion: 'AABAAAABAAABAABA',
  builder: 'BBABCBBACBBABCBB',
  risk_zone: 'CBCDCCBCDCBCCDCC',
  alert: 'DDCDEDCDDDEDCDDC',
  crisis: 'EEDEEEEDEEEEEDEE',
}

/** The shape of a real funnel: few at the ends, most in the middle; anonymous ones everywhere. */
const FUNNEL: readonly (readonly [CategoryId, Capture, SyncStage])[] = [
  ['risk_zone', 'details', 'pending'],
  ['builder', 'email', 'synced'],
  ['alert', 'anonymous', 'skipped'],
  ['champion', 'phone', 'synced'],
  ['risk_zone', 'phone', 'retrying'],
  ['builder', 'details', 'failed'],
  ['crisis', 'email', 'synced'],
  ['builder', 'anonymous', 'skipped'],
  ['builder', 'email', 'skipped'],
  ['alert', 'details', 'synced'],
  ['risk_zone', 'email', 'failed'],
  ['builder', 'phone', 'synced'],
  ['risk_zone', 'details', 'synced'],
]
const ROUNDS = 4
const DAYS = 60

const FIRST_NAMES = [
  'Amara',
  'Jonas',
  'Priya',
  'Mateo',
  'Ingrid',
  'Kofi',
  'Lucia',
  'Tomasz',
  'Yuki',
  'Nadia',
  'Ewan',
]
const LAST_NAMES = [
  'Adeyemi',
  'Berg',
  'Castillo',
  'Dvorak',
  'Eriksen',
  'Farouk',
  'Gallo',
  'Hoang',
  'Ito',
  'Jansen',
]
const COMPANIES = [
  'Example Harbour Logistics',
  'Example Mutual Insurance',
  'Example Valley Clinics',
  'Example Retail Group',
  'Example Grid & Power',
  'Example Community Bank',
  'Example Machine Tools',
]

/** The leads of the local database: the same ones on every machine, spread evenly over the last 60 days. */
export const SEED_LEADS: readonly SeedLead[] = Array.from({ length: FUNNEL.length * ROUNDS }, (_, index) => {
  const [category, capture, sync] = pick(FUNNEL, index)
  return {
    number: index + 1,
    category,
    capture,
    // Only the newest are still under way: a queue that nobody drained for weeks would be a fault, not a sample.
    sync: index >= FUNNEL.length && (sync === 'pending' || sync === 'retrying') ? 'synced' : sync,
    // The newest has just finished and is due: an older one that nobody sent would be a fault, not a sample.
    hoursAgo: Math.round((index * DAYS * 24) / (FUNNEL.length * ROUNDS)),
    minutesTaken: 5 + ((index * 7) % 13),
    contact: buildContact(index, capture),
  }
})

function buildContact(index: number, capture: Capture): Contact {
  const number = index + 1
  const firstName = pick(FIRST_NAMES, index)
  const lastName = pick(LAST_NAMES, index * 3)
  const person: Partial<Contact> = {
    email: `${firstName}.${lastName}.${number}@example.${number % 2 ? 'com' : 'org'}`.toLowerCase(),
    firstName,
    lastName,
    company: pick(COMPANIES, index * 2),
    phone: `+1 202 555 01${String(number).padStart(2, '0')}`,
  }
  const given = capture === 'anonymous' ? [] : CONTACT_STAGES.slice(0, CONTACT_STAGES.indexOf(capture) + 1)
  return mapContactFields((field, { stage, example }) =>
    given.includes(stage) ? (person[field] ?? example) : null,
  )
}

/** A lead's answers: its category's profile, rotated, with up to five answers a step worse. */
export function buildAnswers(lead: Pick<SeedLead, 'category' | 'number'>): Answers {
  const profile = PROFILES[lead.category]
  return Object.fromEntries(
    QUESTIONS.map((question, index) => {
      const choice = profile[(index + lead.number) % profile.length] as Choice
      const worse = (index * 7 + lead.number * 5) % QUESTIONS.length < lead.number % 6
      return [question.id, worse ? (CHOICES[CHOICES.indexOf(choice) + 1] ?? choice) : choice]
    }),
  )
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}

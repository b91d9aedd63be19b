import { DAY, HOUR, MINUTE } from '#app/domain/duration.ts'
import {
  CONTACT_STAGES,
  type Contact,
  type ContactStage,
  mapContactFields,
} from '#app/domain/lead/contact.ts'
import type { Answers, CategoryId, Choice, Quiz } from '#app/domain/quiz/quiz.ts'
import { CHOICES } from '#app/domain/quiz/quiz.ts'
import type { SeedVisit } from './seed-visits.ts'
import { draw, seededRandom } from './seeded-random.ts'

/** How far a lead's capture went: each stage brings what the ones before it brought. */
export type Capture = 'anonymous' | ContactStage

/**
 * Where a lead stands with HubSpot: `skipped` has not agreed to be contacted, `unconfirmed` waits for the address to be confirmed,
 * `retrying` is pending after a failed attempt, `failed` will never be taken, `recovered` was after an outage, `dismissed` was
 * given up by a person.
 */
export type SyncStage =
  'pending' | 'unconfirmed' | 'retrying' | 'synced' | 'recovered' | 'failed' | 'dismissed' | 'skipped'

export interface SeedLead {
  /** from 1, the newest first */
  number: number
  visit: SeedVisit
  completedAt: Date
  category: CategoryId
  capture: Capture
  sync: SyncStage
  contact: Contact
  /** the address was confirmed by a link that it was sent */
  confirmed: boolean
  clicked: boolean
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
const CATEGORIES = [
  ['champion', 7],
  ['builder', 31],
  ['risk_zone', 34],
  ['alert', 20],
  ['crisis', 8],
] as const
const CAPTURES = [
  ['anonymous', 30],
  ['email', 26],
  ['details', 28],
  ['phone', 16],
] as const
const AGREES = 0.78
const CONFIRMS = 0.55
const CLICKS = 0.3
/** HubSpot could not be reached on that day. */
export const OUTAGE = { daysAgo: 12, hours: 5 }

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
  'Sample',
  'Muster',
  'Ejemplo',
  'Exempel',
  'Vzorek',
  'Esempio',
  'Testman',
  'Specimen',
  'Placeholder',
  'Mockley',
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

/** The leads of those who completed, the newest first. */
export function makeLeads(visits: readonly SeedVisit[], now: Date): SeedLead[] {
  const random = seededRandom(visits.length)
  const completed = visits.filter((visit) => visit.completed).reverse()
  let agreed = 0
  return completed.map((visit, index) => {
    // The newest has just finished and is due: an older one that nobody sent would be a fault, not a sample.
    const newest = index === 0
    const minutes = 4 + Math.floor(random() * random() * 26)
    const completedAt = newest
      ? new Date(now.getTime() - MINUTE * 1000)
      : new Date(visit.startedAt.getTime() + (minutes * MINUTE + Math.floor(random() * MINUTE)) * 1000)
    const startedAt = newest ? new Date(now.getTime() - 9 * MINUTE * 1000) : visit.startedAt
    const capture = draw(random, CAPTURES)
    const agrees = random() < AGREES
    const known = newest || capture !== 'anonymous'
    const sync = known && (newest || agrees) ? stageOf(agreed++, completedAt, now) : 'skipped'
    const confirmed = random() < CONFIRMS && known && sync !== 'unconfirmed' && !newest
    const clicked = random() < CLICKS
    return {
      number: index + 1,
      visit: { ...visit, startedAt },
      completedAt,
      category: newest ? 'risk_zone' : draw(random, CATEGORIES),
      capture: newest ? 'details' : capture,
      sync,
      contact: makeContact(index, newest ? 'details' : capture),
      confirmed,
      clicked,
    }
  })
}

/** @param place among those who agreed to be contacted, the newest first */
function stageOf(place: number, completedAt: Date, now: Date): SyncStage {
  const age = (now.getTime() - completedAt.getTime()) / 1000
  const outageEnded = OUTAGE.daysAgo * DAY
  if (place === 0) return 'pending'
  if (place === 1) return 'retrying'
  if (place === 4) return 'unconfirmed'
  if (age > outageEnded && age < outageEnded + OUTAGE.hours * HOUR) return 'recovered'
  if (place % 14 === 7) return 'failed'
  return place % 29 === 11 ? 'dismissed' : 'synced'
}

function makeContact(index: number, capture: Capture): Contact {
  const number = index + 1
  const firstName = pick(FIRST_NAMES, index)
  const lastName = pick(LAST_NAMES, index * 3)
  const person: Partial<Contact> = {
    email: `${firstName}.${lastName}.${number}@example.${number % 2 ? 'com' : 'org'}`.toLowerCase(),
    firstName,
    lastName,
    company: pick(COMPANIES, index * 2),
    // The numbers that are kept free for films end in 0100 to 0199.
    phone: `+1 202 555 01${String(number % 100).padStart(2, '0')}`,
  }
  const given = capture === 'anonymous' ? [] : CONTACT_STAGES.slice(0, CONTACT_STAGES.indexOf(capture) + 1)
  return mapContactFields((field, { stage, example }) =>
    given.includes(stage) ? (person[field] ?? example) : null,
  )
}

/** A lead's answers: its category's profile, rotated, with up to five answers a step worse. */
export function buildAnswers(lead: Pick<SeedLead, 'category' | 'number'>, { questions }: Quiz): Answers {
  const profile = PROFILES[lead.category]
  return Object.fromEntries(
    questions.map((question, index) => {
      const choice = profile[(index + lead.number) % profile.length] as Choice
      const worse = (index * 7 + lead.number * 5) % questions.length < lead.number % 6
      return [question.id, worse ? (CHOICES[CHOICES.indexOf(choice) + 1] ?? choice) : choice]
    }),
  )
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}

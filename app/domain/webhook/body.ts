import { BRAND } from '#app/domain/brand/brand.ts'
import { describeProblem, seeFor } from '#app/domain/health-problem.ts'
import { type Contact, isGiven } from '#app/domain/lead/contact.ts'
import { type WebhookFormat, type WebhookType, needsContact } from './events.ts'
import type { WebhookFailure } from './failure.ts'

export interface WebhookFacts {
  type: WebhookType
  occurredAt: string
  assessmentId: string | null
  assessment: {
    completedAt: string
    totalScore: number
    scoreCategory: string
    scoreBreakdown: Readonly<Record<string, number>>
    scorecard: string
    quizVersion: string
    leadQuality: string
    qualifiedForBriefing: boolean
    allowed: boolean
    confirmed: boolean
    contact: Contact
  } | null
  alert: { problem: string; raisedAt: string; recoveredAt: string | null } | null
}

export interface BodyRules {
  format: WebhookFormat
  confirmFirst: boolean
}

export type WebhookBody =
  | { kind: 'body'; text: string }
  | { kind: 'cancel'; reason: Extract<WebhookFailure, 'not_allowed' | 'outdated'> }

/** Contact details are in it only while their person agrees to be contacted. */
export function composeWebhook(facts: WebhookFacts, rules: BodyRules): WebhookBody {
  const { type, occurredAt, assessment } = facts
  const mayTell = assessment !== null && assessment.allowed && (assessment.confirmed || !rules.confirmFirst)
  if (needsContact(type) && !mayTell) return { kind: 'cancel', reason: 'not_allowed' }
  const data = dataOf(facts, mayTell)
  if (data === null) return { kind: 'cancel', reason: 'outdated' }
  const body =
    rules.format === 'standard'
      ? { type, timestamp: occurredAt, data }
      : { text: sentence(facts, mayTell, rules.format === 'text_with_contact') }
  return { kind: 'body', text: JSON.stringify(body) }
}

function dataOf({ type, assessmentId, assessment, alert }: WebhookFacts, mayTell: boolean): object | null {
  switch (type) {
    case 'test':
      return { message: 'A test: this receiver works.' }
    case 'alert.raised':
    case 'alert.recovered':
      return alert && { ...alert, ...describeAlert(alert.problem) }
    case 'lead.withdrawn':
    case 'lead.erased':
      // Forgotten once it was told.
      return assessmentId === null ? null : { assessmentId }
    case 'assessment.completed':
    case 'lead.qualified':
    case 'lead.updated': {
      if (!assessment) return null
      const { completedAt, totalScore, scoreCategory, scoreBreakdown, scorecard, quizVersion } = assessment
      const result = { completedAt, totalScore, scoreCategory, scoreBreakdown, scorecard, quizVersion }
      if (!mayTell) return result
      const { leadQuality, qualifiedForBriefing, confirmed, contact } = assessment
      return {
        assessmentId,
        ...result,
        leadQuality,
        qualifiedForBriefing,
        emailConfirmed: confirmed,
        contact,
      }
    }
  }
}

function describeAlert(problem: string): { meaning: string; see: string | null } {
  return { meaning: describeProblem(problem), see: seeFor([problem])[problem] ?? null }
}

/** For people. What somebody has typed is theirs, and must neither call a whole channel nor make a link. */
function sentence(
  { type, assessmentId, assessment, alert }: WebhookFacts,
  mayTell: boolean,
  named: boolean,
): string {
  switch (type) {
    case 'test':
      return `A test of the ${BRAND.product}: this receiver works.`
    case 'alert.raised':
    case 'alert.recovered': {
      const { problem = '' } = alert ?? {}
      const { meaning, see } = describeAlert(problem)
      return type === 'alert.recovered'
        ? `Over: ${meaning} (${problem})`
        : `Alert: ${meaning} (${problem}).${see === null ? '' : ` Type: ${see}`}`
    }
    case 'lead.withdrawn':
      return `Consent was withdrawn for lead ${assessmentId}: nobody may contact them any more.`
    case 'lead.erased':
      return `Lead ${assessmentId} was erased: delete what you hold of them.`
    case 'assessment.completed':
    case 'lead.qualified':
    case 'lead.updated': {
      const { totalScore = 0, scoreCategory = '', contact } = assessment ?? {}
      const who = named && mayTell && contact ? ` ${escaped(nameOf(contact))}` : ''
      const which = mayTell ? `, lead ${assessmentId}` : ''
      return `${HAPPENED[type]}:${who} ${totalScore} of 100 (${scoreCategory})${which}`
    }
  }
}

const HAPPENED = {
  'assessment.completed': 'An assessment was completed',
  'lead.qualified': 'A lead qualified for a briefing',
  'lead.updated': 'A lead has newer details',
} as const

function nameOf({ firstName, lastName, company, email }: Contact): string {
  const name = [firstName, lastName].filter(isGiven).join(' ') || email
  return `${[name, company].filter(isGiven).join(', ')}:`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** https://api.slack.com/reference/surfaces/formatting#escaping */
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)

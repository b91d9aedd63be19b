import { knownAnswers } from '#app/domain/quiz/answers.ts'
import { type Quiz, findArea, findCategory, isQuizOf, scoredAreas } from '#app/domain/quiz/quiz.ts'
import type { ScoreBreakdown } from '#app/domain/quiz/structure.ts'
import { type TeamGroup, compareTeam } from '#app/domain/team/agreement.ts'
import { describeReferrer } from '#app/domain/visit/attribution.ts'

export interface LeadNoteFacts {
  assessmentId: string
  totalScore: number
  scoreCategory: string
  scoreBreakdown: ScoreBreakdown
  responses: Readonly<Record<string, string>>
  scorecard: string
  quizVersion: string
  referrerSource: string | null
  addressConfirmed: boolean
  /** of the leadership team that was made from it */
  teamGroups: readonly TeamGroup[]
}

const WEAKEST = 2

/** The page of a lead for operators, who sign in to see it. */
const LEAD_PAGES = '/ops/leads/'
const leadPath = (assessmentId: string) => `${LEAD_PAGES}${assessmentId}`

/** Whether a note is {@link leadNote} of this assessment, at whatever address the site was when it was written. */
export function isNoteAbout(body: string, assessmentId: string): boolean {
  return body.includes(leadPath(assessmentId))
}

/** Whether a note is {@link leadNote} of whichever assessment. */
export const isLeadNote = (body: string) => body.includes(LEAD_PAGES)

/**
 * HTML, as HubSpot keeps notes. Contact details are not in it: they change, and the contact has them.
 * @param quiz that was answered
 */
export function leadNote(quiz: Quiz, facts: LeadNoteFacts, siteUrl: string): string {
  const { source, medium, campaign } = describeReferrer(facts.referrerSource)
  const page = `${siteUrl.replace(/\/+$/, '')}${leadPath(facts.assessmentId)}`
  const from = [source ?? 'direct', medium, campaign].filter((part) => part !== null).join(' / ')
  return [
    `<p><strong>${escape(quiz.name)}: ${facts.totalScore} of 100, ${escape(findCategory(quiz, facts.scoreCategory)?.name ?? facts.scoreCategory)}</strong></p>`,
    `<p>Weakest areas: ${escape(weakestAreas(quiz, facts.scoreBreakdown))}<br>`,
    `Came from: ${escape(from)}<br>`,
    `${facts.addressConfirmed ? 'The address is confirmed.' : 'The address was not confirmed when this was written.'}</p>`,
    teamInWords(quiz, facts) ?? '',
    ...answersInWords(quiz, facts),
    `<p><a href="${escape(page)}">The lead in the scorecard</a> (sign in)</p>`,
  ].join('')
}

/** A note with how far the team agrees by now, and whatever somebody has written in it since; null where it says so. */
export function withTeam(note: string, quiz: Quiz, facts: LeadNoteFacts): string | null {
  const team = teamInWords(quiz, facts)
  return team === null || note.includes(team.replace(/<[^>]*>/g, '')) ? null : `${note}${team}`
}

function teamInWords(quiz: Quiz, facts: LeadNoteFacts): string | null {
  const team = isQuizOf(quiz, facts) ? compareTeam(quiz, facts.teamGroups) : null
  if (!team) return null
  const { people, agreed, questionCount } = team
  const furthest = [...team.areas].sort((a, b) => a.together - b.together)[0]!
  return `<p>Leadership team: ${people} people compared, agreed on ${agreed} of ${questionCount} questions, furthest apart in ${escape(findArea(quiz, furthest.area)!.name)}.</p>`
}

function weakestAreas(quiz: Quiz, breakdown: ScoreBreakdown): string {
  return scoredAreas(quiz, breakdown)
    .sort((a, b) => a.score - b.score)
    .slice(0, WEAKEST)
    .map(({ area: { name }, score }) => `${name} (${score})`)
    .join(', ')
}

/** None where the quiz has changed since: the same letter may say something else now. */
function answersInWords(quiz: Quiz, facts: LeadNoteFacts): string[] {
  if (!isQuizOf(quiz, facts)) return []
  const answers = knownAnswers(quiz, facts.responses)
  return quiz.areas.map(({ name, questions }) => {
    const lines = questions.flatMap(({ id, text, choices }) => {
      const choice = answers[id]
      return choice ? [`<li>${escape(text)}<br><em>${escape(choices[choice])}</em></li>`] : []
    })
    return `<p><strong>${escape(name)}</strong></p><ul>${lines.join('')}</ul>`
  })
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)

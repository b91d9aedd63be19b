import { escapeNote } from '#app/domain/note-text.ts'
import { LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { plural } from '#app/domain/language/plural.ts'
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
const UNCONFIRMED = 'The address was not confirmed when this was written.'
const CONFIRMED = 'The address is confirmed.'
const inPeople = plural(LANGUAGE_FACTS.en, { one: '# person', other: '# people' })
const inQuestions = plural(LANGUAGE_FACTS.en, { one: '# question', other: '# questions' })

/** The page of a lead for operators, who sign in to see it. */
const LEAD_PAGES = '/ops/leads/'
const leadPath = (assessmentId: string) => `${LEAD_PAGES}${assessmentId}`

/** Whether a note is {@link leadNote} of this assessment, at whatever address the site was when it was written. */
export function isNoteAbout(body: string, assessmentId: string): boolean {
  return body.includes(leadPath(assessmentId))
}

const PAGE_LABEL = 'The lead in the scorecard'
const LEAD_PAGE = new RegExp(`${LEAD_PAGES}([\\w-]+)`)

/** The assessment that a note is {@link leadNote} of. Others may lead to the same page. */
export const assessmentOfNote = (body: string) =>
  body.includes(PAGE_LABEL) ? LEAD_PAGE.exec(body)?.[1] : undefined

/**
 * HTML, as HubSpot keeps notes. Contact details are not in it: they change, and the contact has them.
 * @param quiz that was answered
 */
export function leadNote(quiz: Quiz, facts: LeadNoteFacts, siteUrl: string): string {
  const { source, medium, campaign } = describeReferrer(facts.referrerSource)
  const page = `${siteUrl.replace(/\/+$/, '')}${leadPath(facts.assessmentId)}`
  const from = [source ?? 'direct', medium, campaign].filter((part) => part !== null).join(' / ')
  return [
    `<p><strong>${escapeNote(quiz.name)}: ${facts.totalScore} of 100, ${escapeNote(findCategory(quiz, facts.scoreCategory)?.name ?? facts.scoreCategory)}</strong></p>`,
    `<p>Weakest areas: ${escapeNote(weakestAreas(quiz, facts.scoreBreakdown))}<br>`,
    `Came from: ${escapeNote(from)}<br>`,
    `${facts.addressConfirmed ? CONFIRMED : UNCONFIRMED}</p>`,
    teamInWords(quiz, facts) ?? '',
    ...answersInWords(quiz, facts),
    `<p><a href="${escapeNote(page)}">${PAGE_LABEL}</a> (sign in)</p>`,
  ].join('')
}

/** A note with what has come about since, and whatever somebody has written in it; null where it says so. */
export function updatedNote(note: string, quiz: Quiz, facts: LeadNoteFacts): string | null {
  const confirmed = facts.addressConfirmed ? note.replace(UNCONFIRMED, CONFIRMED) : note
  const team = teamInWords(quiz, facts)
  const isKnown = team === null || note.includes(team.replace(/<[^>]*>/g, ''))
  const updated = isKnown ? confirmed : `${confirmed}${team}`
  return updated === note ? null : updated
}

function teamInWords(quiz: Quiz, facts: LeadNoteFacts): string | null {
  const team = isQuizOf(quiz, facts) ? compareTeam(quiz, facts.teamGroups) : null
  if (!team) return null
  const { people, agreed, questionCount, areas } = team
  const furthest = areas.toSorted((a, b) => a.together - b.together)[0]!
  const apart =
    agreed === questionCount ? '' : `, furthest apart in ${escapeNote(findArea(quiz, furthest.area)!.name)}`
  return `<p>Leadership team: ${inPeople(people)} compared, agreed on ${agreed} of ${inQuestions(questionCount)}${apart}.</p>`
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
      return choice ? [`<li>${escapeNote(text)}<br><em>${escapeNote(choices[choice])}</em></li>`] : []
    })
    return `<p><strong>${escapeNote(name)}</strong></p><ul>${lines.join('')}</ul>`
  })
}

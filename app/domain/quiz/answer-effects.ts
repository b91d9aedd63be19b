import { firstIncompleteStep, knownAnswers } from './answers.ts'
import { wholePoints } from './points.ts'
import { AREAS, QUIZ_VERSION, findQuestion } from './quiz.ts'
import type { Answers, AreaId } from './quiz.ts'
import { type Contribution, scoreAssessment } from './scoring.ts'

/** In whole points of the total, so that `gained` and `gain` add up to `most`. */
export interface AnswerEffect {
  id: string
  title: string
  question: string
  whyItMatters: string
  answer: string
  gained: number
  most: number
  /** What the best answer would add; 0 where there is nothing to fix. */
  gain: number
}

/** Null for answers to other questions than today's, whose words are not known any more. */
export function answersToday(result: { quizVersion: string; responses: unknown }): Answers | null {
  if (result.quizVersion !== QUIZ_VERSION) return null
  const answers = knownAnswers(result.responses)
  return firstIncompleteStep(answers) === null ? answers : null
}

export function answerEffects(answers: Answers): Record<AreaId, AnswerEffect[]> {
  const { contributions } = scoreAssessment(answers)
  return Object.fromEntries(
    AREAS.map(({ id }) => [id, contributions.filter(({ area }) => area === id).map(effectOf)]),
  ) as Record<AreaId, AnswerEffect[]>
}

function effectOf({ questionId, choice, gained, lost }: Contribution): AnswerEffect {
  const { title, text, whyItMatters, choices } = findQuestion(questionId)!
  const most = Math.round(gained + lost)
  const gain = wholePoints(lost)
  return {
    id: questionId,
    title,
    question: text,
    whyItMatters,
    answer: choices[choice],
    gained: Math.max(0, most - gain),
    most,
    gain,
  }
}

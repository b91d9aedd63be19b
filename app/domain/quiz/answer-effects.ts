import { firstIncompleteStep, knownAnswers } from './answers.ts'
import { wholePoints } from './points.ts'
import { type Answers, type Quiz, findQuestion, isQuizOf } from './quiz.ts'
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

/** Null for answers to other questions than the quiz's, whose words are not known any more. */
export function answersTo(
  quiz: Quiz,
  result: { scorecard: string; quizVersion: string; responses: unknown },
): Answers | null {
  if (!isQuizOf(quiz, result)) return null
  const answers = knownAnswers(quiz, result.responses)
  return firstIncompleteStep(quiz, answers) === null ? answers : null
}

/** By the id of the area. */
export function answerEffects(quiz: Quiz, answers: Answers): Record<string, AnswerEffect[]> {
  const { contributions } = scoreAssessment(quiz, answers)
  return Object.fromEntries(
    quiz.areas.map(({ id }) => [
      id,
      contributions.filter(({ area }) => area === id).map((part) => effectOf(quiz, part)),
    ]),
  )
}

function effectOf(quiz: Quiz, { questionId, choice, gained, lost }: Contribution): AnswerEffect {
  const { title, text, whyItMatters, choices } = findQuestion(quiz, questionId)!
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

import type { AnswerEffect } from '#app/components/answer-effects.tsx'
import type { WhatIfProps } from '#app/components/what-if.tsx'
import { firstIncompleteStep, knownAnswers } from '#app/domain/quiz/answers.ts'
import { AREAS, type Answers, QUIZ_VERSION, findCategory, findQuestion } from '#app/domain/quiz/quiz.ts'
import { type Contribution, scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { fewestFixes, fixable, scoreWithFixes } from '#app/domain/quiz/what-if.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'

/** The parameter of the results' address that names a question to fix. */
export const FIX = 'fix'

/** Null for answers to other questions than today's, whose words are not known any more. */
export function answersToday({
  quizVersion,
  responses,
}: Pick<OwnResults, 'quizVersion' | 'responses'>): Answers | null {
  if (quizVersion !== QUIZ_VERSION) return null
  const answers = knownAnswers(responses)
  return firstIncompleteStep(answers) === null ? answers : null
}

/** What each answer did to the score, by area. */
export function answerEffects(answers: Answers): Record<string, AnswerEffect[]> {
  const { contributions } = scoreAssessment(answers)
  return Object.fromEntries(
    AREAS.map(({ id }) => [id, contributions.filter(({ area }) => area === id).map(answerEffect)]),
  )
}

function answerEffect({ questionId, choice, gained, lost }: Contribution): AnswerEffect {
  const { title, choices } = findQuestion(questionId)!
  const most = Math.round(gained + lost)
  const gain = wholeGain(lost)
  return {
    id: questionId,
    title,
    answer: choices[choice],
    // So that what was gained and what can be add up.
    gained: Math.max(0, most - gain),
    most,
    gain,
  }
}

/** Whole points; what is worth anything is worth one. */
function wholeGain(lost: number): number {
  return lost === 0 ? 0 : Math.max(1, Math.round(lost))
}

/** What the score would be with what the address says to fix, and the shortest way to the next category. */
export function whatIfView(answers: Answers, asked: readonly string[]): WhatIfProps {
  const before = scoreAssessment(answers)
  const fixes = fixable(answers, asked)
  const after = scoreWithFixes(answers, fixes)
  const way = fewestFixes(answers)
  const category = findCategory(after.scoreCategory)!
  return {
    before: before.totalScore,
    chosen:
      fixes.length === 0
        ? undefined
        : {
            after: after.totalScore,
            category: category.id,
            categoryName: category.name,
            rises: after.scoreCategory !== before.scoreCategory,
            ids: fixes,
          },
    way: way
      ? {
          categoryName: way.category.name,
          from: way.category.from,
          titles: way.questionIds.map((id) => findQuestion(id)!.title),
          query: new URLSearchParams(way.questionIds.map((id) => [FIX, id])).toString(),
        }
      : undefined,
  }
}

import type { LastTimeProps } from '#app/components/last-time.tsx'
import { dayInWords } from '#app/domain/day.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { compareResults } from '#app/domain/quiz/comparison.ts'
import { wholePoints } from '#app/domain/quiz/points.ts'
import { type Quiz, findArea, findQuestion } from '#app/domain/quiz/quiz.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'

/** What has changed since the assessment before; undefined where there is none. */
export function comparisonView(
  quiz: Quiz,
  assessment: OwnResults,
  language: Language,
): LastTimeProps | undefined {
  const { earlier } = assessment
  if (!earlier) return undefined
  const day = dayInWords(new Date(earlier.completedAt), language)
  const comparison = compareResults(quiz, earlier, assessment)
  if (comparison.kind === 'other_questions')
    return { kind: 'other_questions', day, score: earlier.totalScore }
  return {
    kind: 'compared',
    day,
    total: comparison.total,
    areas: comparison.areas.map(({ area, before, after }) => ({
      id: area,
      name: findArea(quiz, area)!.name,
      before,
      after,
    })),
    answers:
      comparison.answers &&
      comparison.answers.map(({ questionId, before, after, points }) => {
        const { title, choices } = findQuestion(quiz, questionId)!
        return {
          id: questionId,
          title,
          before: choices[before],
          after: choices[after],
          points: wholePoints(points),
        }
      }),
  }
}

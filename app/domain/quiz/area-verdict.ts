import { categoryFor } from './category-for.ts'
import { CHOICE_POINTS, type Answers, type Area, type CategoryId, type Quiz } from './quiz.ts'
import { scoreArea } from './scoring.ts'

export interface AreaVerdict {
  name: string
  score: number
  level: CategoryId
  /** the titles of two questions; absent where all answers are alike */
  extremes?: { strongest: string; mostToGain: string }
}

/** What the answers of a finished area say. @returns null while one of them is missing */
export function judgeArea(quiz: Quiz, area: Area, answers: Readonly<Partial<Answers>>): AreaVerdict | null {
  const score = scoreArea(area, answers)
  if (score === null) return null
  const level = categoryFor(quiz, score).id
  const ordered = area.questions
    .map(({ id, title }) => ({ title, points: CHOICE_POINTS[answers[id]!] }))
    .sort((a, b) => b.points - a.points)
  const best = ordered[0]!
  const least = ordered.at(-1)!
  const alike = best.points === least.points
  return {
    name: area.name,
    score,
    level,
    ...(!alike && { extremes: { strongest: best.title, mostToGain: least.title } }),
  }
}

import { categoryFor } from './category-for.ts'
import { CHOICE_POINTS, type Answers, type Area, type CategoryId, type Quiz } from './quiz.ts'
import { scoreArea } from './scoring.ts'

export interface AreaVerdict {
  name: string
  score: number
  text: string
}

const LEVELS: Readonly<Record<CategoryId, string>> = {
  champion: 'In place, and it shows.',
  builder: 'Well under way.',
  risk_zone: 'Part of the way.',
  alert: 'Early days.',
  crisis: 'Hardly begun.',
}

/** What the answers of a finished area say. @returns null while one of them is missing */
export function judgeArea(quiz: Quiz, area: Area, answers: Readonly<Partial<Answers>>): AreaVerdict | null {
  const score = scoreArea(area, answers)
  if (score === null) return null
  const level = LEVELS[categoryFor(quiz, score).id]
  const ordered = area.questions
    .map(({ id, title }) => ({ title, points: CHOICE_POINTS[answers[id]!] }))
    .sort((a, b) => b.points - a.points)
  const best = ordered[0]!
  const least = ordered.at(-1)!
  const text =
    best.points === least.points
      ? level
      : `${level} Strongest: ${lowerFirst(best.title)}. Most to gain: ${lowerFirst(least.title)}.`
  return { name: area.name, score, text }
}

function lowerFirst(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title
}

import * as z from 'zod'
import type { AreaWords, ScorecardContent, ScorecardWords } from './content-types.ts'
import { CHOICES } from './structure.ts'
import { place, text } from './text-rules.ts'

const areaSchema = z.strictObject({
  name: text(3, 60),
  intro: text(20, 400),
  questions: z.record(
    z.string(),
    z.strictObject({
      title: text(3, 60),
      text: text(15, 200),
      whyItMatters: text(20, 250),
      choices: z.strictObject({
        A: text(10, 240),
        B: text(10, 240),
        C: text(10, 240),
        D: text(10, 240),
        E: text(10, 240),
      }),
      recommendation: z.strictObject({ title: text(10, 100), action: text(20, 480) }),
    }),
  ),
})

const wordsSchema = z.strictObject({
  name: text(3, 60),
  landing: z.strictObject({
    title: text(10, 70),
    description: text(40, 160),
    audience: text(5, 60),
    about: text(20, 300),
    headline: text(10, 120),
    lead: text(20, 300),
    startLabel: text(3, 40),
  }),
  brand: z.strictObject({ product: text(3, 40), tagline: text(5, 80) }).optional(),
  areas: z.record(z.string(), areaSchema),
  categories: z.record(
    z.string(),
    z.strictObject({
      name: text(3, 60),
      headline: text(10, 120),
      explanation: text(20, 500),
      nextStep: text(20, 300),
    }),
  ),
  strength: z.strictObject({
    title: text(10, 100).refine((value) => value.includes('{title}'), 'must say {title}'),
    action: text(20, 300).refine((value) => value.includes('{points}'), 'must say {points}'),
  }),
})

/** @returns a line for each problem of the words in one language: its place, the value, the rule and with it the way out */
export function wordsProblems(scorecard: ScorecardContent, words: unknown): string[] {
  const parsed = wordsSchema.safeParse(words)
  if (!parsed.success)
    return parsed.error.issues.map((issue) => `${place(words, issue.path)}: ${issue.message}`)
  const { areas, categories } = parsed.data
  return [
    ...matching(
      'areas',
      Object.keys(areas),
      scorecard.areas.map(({ id }) => id),
    ),
    ...scorecard.areas.flatMap(({ id, questions }) =>
      areas[id] ? matching(`areas > ${id} > questions`, Object.keys(areas[id].questions), questions) : [],
    ),
    ...matching(
      'categories',
      Object.keys(categories),
      scorecard.categories.map(({ id }) => id),
    ),
    ...repeatedTexts(parsed.data),
  ]
}

/** What scorecard.ts names has words, and nothing else has. */
function matching(where: string, found: readonly string[], wanted: readonly string[]): string[] {
  return [
    ...wanted.filter((id) => !found.includes(id)).map((id) => `${where}: has no words for ${id}: add them`),
    ...found
      .filter((id) => !wanted.includes(id))
      .map((id) => `${where}: ${id} is not in scorecard.ts: take it out, or name it there`),
  ]
}

function repeatedTexts({ areas, categories }: ScorecardWords): string[] {
  const places = new Map<string, string>()
  const problems: string[] = []
  const check = (value: string, where: string) => {
    const key = value.toLowerCase()
    const first = places.get(key)
    if (first) problems.push(`${where}: repeats the text of ${first}: "${value}"`)
    else places.set(key, where)
  }
  for (const [id, area] of Object.entries(areas)) {
    check(area.name, `area ${id} name`)
    checkQuestions(area, check)
  }
  for (const [id, { name }] of Object.entries(categories)) check(name, `category ${id} name`)
  return problems
}

function checkQuestions({ questions }: AreaWords, check: (value: string, where: string) => void): void {
  for (const [id, question] of Object.entries(questions)) {
    check(question.title, `question ${id} title`)
    check(question.text, `question ${id} text`)
    for (const choice of CHOICES) check(question.choices[choice], `question ${id} choice ${choice}`)
    check(question.recommendation.title, `question ${id} recommendation title`)
    check(question.recommendation.action, `question ${id} recommendation action`)
  }
}

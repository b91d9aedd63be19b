import * as z from 'zod'
import type { QuizContent } from './content/content-types.ts'
import { AREA_STRUCTURE, CATEGORY_IDS, CHOICES } from './structure.ts'

/** One line each, naming the place, the value and the rule. */
export class InvalidQuizError extends Error {
  override name = 'InvalidQuizError'
  constructor(readonly problems: readonly string[]) {
    super(
      `The quiz content has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`} ` +
        `(see docs/content.md):\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    )
  }
}

// A bar separates the parts of a stored recommendation, so no text may hold one; see recommendations.ts.
export const text = (minimum: number, maximum: number) =>
  z
    .string({ error: 'must be a text' })
    .min(minimum, `must have at least ${minimum} characters`)
    .max(maximum, `must have at most ${maximum} characters`)
    .refine((value) => value === value.trim(), 'must not begin or end with a space')
    .refine((value) => !/[\p{Cc}\u2028\u2029|]/u.test(value), 'must be one line without “|”')

const percent = z
  .number({ error: 'must be a number' })
  .min(0, 'must be 0 or more')
  .max(100, 'must be 100 or less')

const choices = z.strictObject({
  A: text(10, 200),
  B: text(10, 200),
  C: text(10, 200),
  D: text(10, 200),
  E: text(10, 200),
})

const contentSchema = z.strictObject({
  version: z
    .string({ error: 'must be a text' })
    .regex(/^\d{4}-\d{2}(\.\d+)?$/, 'must look like 2026-11, or 2026-11.2 for a second version in a month'),
  areas: z.array(
    z.strictObject({
      id: z.string(),
      name: text(3, 60),
      intro: text(20, 400),
      weight: percent.gt(0, 'must be more than 0'),
      questions: z.array(
        z.strictObject({
          id: z.string(),
          title: text(3, 60),
          text: text(15, 200),
          whyItMatters: text(20, 250),
          choices,
          recommendation: z.strictObject({ title: text(10, 100), action: text(20, 400) }),
        }),
      ),
    }),
  ),
  categories: z.array(
    z.strictObject({
      id: z.string(),
      from: percent.int('must be a whole number'),
      name: text(3, 60),
      headline: text(10, 120),
      explanation: text(20, 500),
      nextStep: text(20, 300),
    }),
  ),
})

/** @throws InvalidQuizError naming all problems at once */
export function validateQuiz(content: unknown): QuizContent {
  const parsed = contentSchema.safeParse(content)
  if (!parsed.success) {
    throw new InvalidQuizError(
      parsed.error.issues.map((issue) => `${place(content, issue.path)}: ${issue.message}`),
    )
  }
  const problems = [
    ...areaProblems(parsed.data),
    ...weightProblems(parsed.data),
    ...categoryProblems(parsed.data),
    ...repeatedTexts(parsed.data),
  ]
  if (problems.length > 0) throw new InvalidQuizError(problems)
  return parsed.data
}

function areaProblems(content: QuizContent): string[] {
  const expectedIds = AREA_STRUCTURE.map((area) => area.id)
  const ids = content.areas.map((area) => area.id)
  const problems = orderProblems('areas', ids, expectedIds)
  const seen = new Set<string>()
  for (const area of content.areas) {
    const count = AREA_STRUCTURE.find((structure) => structure.id === area.id)?.questionCount
    if (count !== undefined && area.questions.length !== count) {
      problems.push(`area ${area.id}: has ${area.questions.length} questions and must have ${count}`)
    }
    for (const [index, question] of area.questions.entries()) {
      if (seen.has(question.id)) problems.push(`question ${question.id}: this id is used twice`)
      seen.add(question.id)
      const expected = `${area.id}_${index + 1}`
      if (question.id !== expected) {
        problems.push(
          `area ${area.id}: question ${index + 1} has the id "${question.id}" instead of "${expected}"`,
        )
      }
    }
  }
  return problems
}

function weightProblems(content: QuizContent): string[] {
  const sum = content.areas.reduce((total, area) => total + area.weight, 0)
  if (Math.abs(sum - 100) < 1e-9) return []
  const parts = content.areas.map((area) => `${area.id} ${area.weight}`).join(' + ')
  return [`areas: the weights must add up to 100 % and come to ${sum} % (${parts})`]
}

function categoryProblems(content: QuizContent): string[] {
  const problems = orderProblems(
    'categories',
    content.categories.map((category) => category.id),
    CATEGORY_IDS,
  )
  for (const [index, category] of content.categories.entries()) {
    const better = content.categories[index - 1]
    if (better && category.from >= better.from) {
      problems.push(
        `category ${category.id}: begins at ${category.from}, which must be below ${better.from}, where ${better.id} begins`,
      )
    }
  }
  const last = content.categories.at(-1)
  if (last && last.from !== 0) {
    problems.push(`category ${last.id}: the last category must begin at 0, not ${last.from}`)
  }
  return problems
}

function repeatedTexts(content: QuizContent): string[] {
  const places = new Map<string, string>()
  const problems: string[] = []
  const check = (value: string, where: string) => {
    const key = value.toLowerCase()
    const first = places.get(key)
    if (first) problems.push(`${where}: repeats the text of ${first}: "${value}"`)
    else places.set(key, where)
  }
  for (const area of content.areas) {
    check(area.name, `area ${area.id} name`)
    for (const question of area.questions) {
      check(question.title, `question ${question.id} title`)
      check(question.text, `question ${question.id} text`)
      for (const choice of CHOICES)
        check(question.choices[choice], `question ${question.id} choice ${choice}`)
      check(question.recommendation.title, `question ${question.id} recommendation title`)
      check(question.recommendation.action, `question ${question.id} recommendation action`)
    }
  }
  for (const category of content.categories) check(category.name, `category ${category.id} name`)
  return problems
}

function orderProblems(what: string, ids: readonly string[], expected: readonly string[]): string[] {
  if (ids.join() === expected.join()) return []
  return [`${what}: must be ${expected.join(', ')} in this order, and are ${ids.join(', ') || 'none'}`]
}

/** Says ids in place of indexes where the content has them. */
export function place(content: unknown, path: readonly PropertyKey[]): string {
  let value: unknown = content
  const words = path.map((key) => {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
    const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined
    return typeof key === 'number' && typeof id === 'string' ? id : String(key)
  })
  return words.join(' > ') || 'the content'
}

import * as z from 'zod'
import type { AreaWords, ScorecardContent, ScorecardWords } from './content-types.ts'
import { CHOICES } from './structure.ts'
import { type Problem, shapeProblems, text } from './text-rules.ts'

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

const consentDay = z.strictObject({
  results: text(20, 300).refine((value) => !value.includes('{'), 'names nobody: take the { out'),
  contact: ['{company}', '{crm}'].reduce(
    (rule, name) => rule.refine((value) => value.split(name).length === 2, `must say ${name} once`),
    text(40, 600),
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
    method: text(40, 600),
    faq: z
      .array(
        z.strictObject({
          title: text(5, 100),
          text: text(20, 500).refine(
            (value) => !/[{}]/.test(value.replace(/\{(?:session|days)\}/g, '')),
            'may have {session} and {days} in braces alone',
          ),
        }),
        'is missing: write a list of questions with title and text',
      )
      .min(1, 'must have a question at least')
      .max(8, 'must have 8 questions at most'),
  }),
  brand: z
    .strictObject({
      product: text(3, 40),
      tagline: text(5, 80),
      sender: text(3, 60)
        .regex(/^[\p{L}\p{N} &’-]*$/u, 'may have letters, digits, spaces, &, ’ and - alone')
        .optional(),
    })
    .optional(),
  consent: z
    .record(
      z.iso.date('must be called by the day from which it is asked for, such as 2026-12-01'),
      consentDay,
    )
    .optional(),
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

/** Of the words in one language. */
export function wordsProblems(scorecard: ScorecardContent, words: unknown): Problem[] {
  const parsed = wordsSchema.safeParse(words)
  if (!parsed.success) return shapeProblems(words, parsed.error)
  const { areas, categories } = parsed.data
  const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id)
  return [
    ...matching(['areas'], areas, idsOf(scorecard.areas)),
    ...scorecard.areas.flatMap(({ id, questions }) =>
      areas[id] ? matching(['areas', id, 'questions'], areas[id].questions, questions) : [],
    ),
    ...matching(['categories'], categories, idsOf(scorecard.categories)),
    ...repeatedTexts(parsed.data),
  ]
}

/** What scorecard.ts names has words, and nothing else has. */
function matching(path: readonly string[], words: object, wanted: readonly string[]): Problem[] {
  const where = path.join(' > ')
  const found = Object.keys(words)
  return [
    ...wanted
      .filter((id) => !found.includes(id))
      .map((id) => ({ path, text: `${where}: has no words for ${id}: add them` })),
    ...found
      .filter((id) => !wanted.includes(id))
      .map((id) => ({
        path: [...path, id],
        text: `${where}: ${id} is not in scorecard.ts: take it out, or name it there`,
      })),
  ]
}

type Check = (value: string, where: string, path: readonly string[]) => void

function repeatedTexts({ areas, categories }: ScorecardWords): Problem[] {
  const places = new Map<string, string>()
  const problems: Problem[] = []
  const check: Check = (value, where, path) => {
    const key = value.toLowerCase()
    const first = places.get(key)
    if (first) problems.push({ path, text: `${where}: repeats the text of ${first}: "${value}"` })
    else places.set(key, where)
  }
  for (const [id, area] of Object.entries(areas)) {
    check(area.name, `area ${id} name`, ['areas', id, 'name'])
    checkQuestions(area, ['areas', id, 'questions'], check)
  }
  for (const [id, { name }] of Object.entries(categories))
    check(name, `category ${id} name`, ['categories', id, 'name'])
  return problems
}

function checkQuestions({ questions }: AreaWords, above: readonly string[], check: Check): void {
  for (const [id, { title, text, choices, recommendation }] of Object.entries(questions)) {
    const path = [...above, id]
    check(title, `question ${id} title`, [...path, 'title'])
    check(text, `question ${id} text`, [...path, 'text'])
    for (const choice of CHOICES)
      check(choices[choice], `question ${id} choice ${choice}`, [...path, 'choices', choice])
    for (const part of ['title', 'action'] as const)
      check(recommendation[part], `question ${id} recommendation ${part}`, [...path, 'recommendation', part])
  }
}

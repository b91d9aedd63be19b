import * as z from 'zod'
import { CRM_IDS } from '#app/domain/crm-id.ts'
import { CONTENT_LIMITS } from './content-limits.ts'
import type { ScorecardContent } from './content-types.ts'
import { CATEGORY_IDS, CHOICES } from './structure.ts'
import { place } from './text-rules.ts'

const percent = z
  .number({ error: 'must be a number' })
  .min(0, 'must be 0 or more')
  .max(100, 'must be 100 or less')

const id = (rule: RegExp, words: string) => z.string({ error: 'must be a text' }).regex(rule, words)

const accountId = id(/^\S(.{0,98}\S)?$/, 'must be an id of the account, 1 to 100 characters')

const scorecardSchema = z.strictObject({
  slug: id(
    /^(?=.{3,30}$)[a-z]+(-[a-z]+)*$/,
    'must be 3 to 30 small letters and hyphens, such as quick-check: it stands in addresses',
  ),
  version: id(
    /^\d{4}-(0[1-9]|1[0-2])(\.\d{1,2})?$/,
    'must look like 2026-11, or 2026-11.2 for a second version in a month',
  ),
  languages: z.array(z.string()).min(1, 'must name a language, such as en'),
  minutes: z.int('must be a whole number').min(1, 'must be 1 or more').max(60, 'must be 60 or less'),
  areas: z.array(
    z.strictObject({
      id: id(/^(?=.{3,30}$)[a-z]+(_[a-z]+)*$/, 'must be 3 to 30 small letters and underscores'),
      key: id(
        /^(?!total$)[a-z][A-Za-z]{2,29}$/,
        'must be 3 to 30 letters, the first a small one, and not total',
      ),
      weight: percent.gt(0, 'must be more than 0'),
      questions: z.array(z.string()),
    }),
  ),
  categories: z.array(
    z.strictObject({
      id: z.enum(CATEGORY_IDS, `must be one of ${CATEGORY_IDS.join(', ')}`),
      from: percent.int('must be a whole number'),
    }),
  ),
  sample: z.record(z.string(), z.enum(CHOICES, 'must be one of A to E')),
  crm: z
    .strictObject({
      prefix: id(
        /^(?!(?:ai|hs|hubspot|utm)(?:_|$))(?=.{3,16}$)[a-z]+(_[a-z]+)*$/,
        'must be 3 to 16 small letters and underscores, and begin with none of ai, hs, hubspot and utm, which are taken',
      ),
      deals: z
        .partialRecord(
          z.enum(CRM_IDS, `must be one of ${CRM_IDS.join(', ')}`),
          z.strictObject({ pipeline: accountId, stage: accountId, withdrawnStage: accountId.optional() }),
        )
        .optional(),
    })
    .optional(),
})

/** @returns a line for each problem: its place, the value, the rule and with it the way out */
export function scorecardProblems(content: unknown): string[] {
  const parsed = scorecardSchema.safeParse(content)
  if (!parsed.success)
    return parsed.error.issues.map((issue) => `${place(content, issue.path)}: ${issue.message}`)
  return [
    ...areaProblems(parsed.data),
    ...weightProblems(parsed.data),
    ...categoryProblems(parsed.data),
    ...sampleProblems(parsed.data),
    ...crmProblems(parsed.data),
  ]
}

const MOST_OF_A_FIELD = 40

/** Salesforce takes no longer names. */
function crmProblems({ areas, crm }: ScorecardContent): string[] {
  if (!crm) return []
  return areas
    .map(({ id: area }) => `${crm.prefix}_${area}_score`)
    .filter((name) => name.length > MOST_OF_A_FIELD)
    .map(
      (name) =>
        `crm: ${name} has ${name.length} letters and may have ${MOST_OF_A_FIELD}: take a shorter prefix or id of the area`,
    )
}

function areaProblems({ areas }: ScorecardContent): string[] {
  const problems = [
    ...countProblems('areas', areas.length, CONTENT_LIMITS.areas),
    ...countProblems(
      'areas',
      areas.flatMap(({ questions }) => questions).length,
      CONTENT_LIMITS.questions,
      'questions in all',
    ),
    ...repeated(areas.map((area) => area.id)).map((area) => `area ${area}: this id is used twice`),
    ...repeated(areas.map(({ key }) => key)).map((key) => `areas: the key ${key} is used twice`),
    ...repeated(areas.flatMap(({ questions }) => questions)).map(
      (question) => `question ${question}: this id is used twice`,
    ),
  ]
  for (const area of areas) {
    problems.push(
      ...countProblems(`area ${area.id}`, area.questions.length, CONTENT_LIMITS.questionsOfArea, 'questions'),
    )
    for (const question of area.questions) {
      if (!new RegExp(`^${area.id}_[1-9]\\d?$`).test(question))
        problems.push(
          `area ${area.id}: the question id "${question}" must be the area’s id and a number, such as ${area.id}_1`,
        )
    }
  }
  return problems
}

function countProblems(
  where: string,
  count: number,
  { least, most }: { least: number; most: number },
  what: string = where,
): string[] {
  if (count >= least && count <= most) return []
  return [`${where}: must be ${least} to ${most} ${what} and are ${count}`]
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((candidate, index) => ids.indexOf(candidate) !== index))]
}

function weightProblems({ areas }: ScorecardContent): string[] {
  const sum = areas.reduce((total, area) => total + area.weight, 0)
  if (Math.abs(sum - 100) < 1e-9) return []
  const parts = areas.map((area) => `${area.id} ${area.weight}`).join(' + ')
  return [`areas: the weights must add up to 100 % and come to ${sum} % (${parts})`]
}

function categoryProblems({ categories }: ScorecardContent): string[] {
  const ids = categories.map((category) => category.id)
  const ordered = CATEGORY_IDS.filter((category) => ids.includes(category))
  const problems = countProblems('categories', ids.length, CONTENT_LIMITS.categories)
  if (ids.join() !== ordered.join())
    problems.push(
      `categories: must be ${ordered.join(', ')} in this order, each once, and are ${ids.join(', ')}`,
    )
  for (const [index, category] of categories.entries()) {
    const better = categories[index - 1]
    if (better && category.from >= better.from)
      problems.push(
        `category ${category.id}: begins at ${category.from}, which must be below ${better.from}, where ${better.id} begins`,
      )
  }
  const last = categories.at(-1)
  if (last && last.from !== 0)
    problems.push(`category ${last.id}: the last category must begin at 0, not ${last.from}`)
  return problems
}

function sampleProblems({ areas, sample }: ScorecardContent): string[] {
  const ids = areas.flatMap(({ questions }) => questions)
  return [
    ...ids
      .filter((question) => !Object.hasOwn(sample, question))
      .map((question) => `sample: has no answer to ${question}: add one, A to E`),
    ...Object.keys(sample)
      .filter((question) => !ids.includes(question))
      .map((question) => `sample: answers ${question}, which is no question: take it out`),
  ]
}

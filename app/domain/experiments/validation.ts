import * as z from 'zod'
import { DEFAULT_LANGUAGE, LANGUAGES } from '#app/domain/language/languages.ts'
import { place, text } from '#app/domain/quiz/text-rules.ts'
import {
  type ExperimentContent,
  type ExperimentsContent,
  MEASURE_NAMES,
  type PageChanges,
  type PageTexts,
} from './experiment-types.ts'

const EXPERIMENT_ID = /^[a-z][a-z0-9-]{2,23}$/
const VARIANT_ID = /^[a-z][a-z_]{1,14}$/
const ID_RULE = 'must be 3 to 24 small letters, digits and hyphens, such as headline-2026-11'

const texts = {
  headline: text(10, 120),
  lead: text(20, 300),
  startLabel: text(3, 40),
}
const words = {
  ...texts,
  askAddress: z.enum(['steps', 'results'], 'must be steps or results'),
}

const TRANSLATED = LANGUAGES.filter((language) => language !== DEFAULT_LANGUAGE)

const contentSchema = z.strictObject({
  askAddress: words.askAddress,
  experiments: z.array(
    z.strictObject({
      id: z.string().regex(EXPERIMENT_ID, ID_RULE),
      hypothesis: text(20, 300),
      measure: z.enum(MEASURE_NAMES, `must be one of ${MEASURE_NAMES.join(', ')}`),
      planned: z
        .int('must be a whole number')
        .min(200, 'must be 200 or more: fewer visitors find nothing')
        .max(10_000_000, 'must be 10,000,000 or less'),
      control: z.string(),
      variants: z.record(
        z.string().regex(VARIANT_ID, 'must be called by 2 to 15 small letters and underscores'),
        z.strictObject({
          share: z.int('must be a whole number of per cent').min(1, 'must be 1 or more'),
          changes: z.strictObject(words).partial(),
          translations: z.partialRecord(z.enum(TRANSLATED), z.strictObject(texts).partial()).optional(),
        }),
      ),
    }),
  ),
  pastIds: z.array(z.string().regex(EXPERIMENT_ID, ID_RULE)),
})

/**
 * @param page the words of the page as it stands
 * @returns a line for each problem: its place, the value, the rule and with it the way out
 */
export function findExperimentProblems(content: unknown, page: PageTexts): string[] {
  const parsed = contentSchema.safeParse(content)
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => {
      const [inner] = issue.code === 'invalid_key' ? issue.issues : []
      return `${place(content, issue.path)}: ${inner?.message ?? issue.message}`
    })
  }
  const valid = parsed.data
  return [
    ...idProblems(valid),
    ...valid.experiments.flatMap((experiment) =>
      experimentProblems(experiment, { ...textsOf(page), askAddress: valid.askAddress }),
    ),
  ]
}

function textsOf({ headline, lead, startLabel }: PageTexts): PageTexts {
  return { headline, lead, startLabel }
}

function idProblems({ experiments, pastIds }: ExperimentsContent): string[] {
  const seen = new Set<string>()
  return [...pastIds, ...experiments.map(({ id }) => id)].flatMap((id) => {
    const again = seen.has(id)
    seen.add(id)
    if (!again) return []
    return [
      pastIds.includes(id)
        ? `experiment ${id}: this id is among pastIds and is never used again, since old visits carry it: choose another`
        : `experiment ${id}: this id is used twice: choose another for one of them`,
    ]
  })
}

function experimentProblems(experiment: ExperimentContent, page: PageChanges): string[] {
  const { id, control, variants } = experiment
  const names = Object.keys(variants)
  const where = `experiment ${id}`
  const problems: string[] = []
  if (names.length < 2 || names.length > 5)
    problems.push(`${where}: must have 2 to 5 variants and has ${names.length}`)
  const sum = Object.values(variants).reduce((total, { share }) => total + share, 0)
  if (sum !== 100) {
    const parts = names.map((name) => `${name} ${variants[name]!.share}`).join(' + ')
    problems.push(`${where}: the shares must add up to 100 % and come to ${sum} % (${parts})`)
  }
  if (!Object.hasOwn(variants, control)) {
    return [
      ...problems,
      `${where}: the control "${control}" must be one of ${names.join(', ') || 'its variants'}`,
    ]
  }
  if (Object.keys(variants[control]!.changes).length > 0)
    problems.push(`${where}: the control is the page as it stands and must change nothing`)
  const shown = new Map<string, string>()
  for (const name of [control, ...names.filter((other) => other !== control)]) {
    const look = JSON.stringify({ ...page, ...(name === control ? {} : variants[name]!.changes) })
    const twin = shown.get(look)
    if (twin !== undefined)
      problems.push(`${where}: the variant ${name} looks like ${twin} and must differ from it`)
    shown.set(look, name)
  }
  return problems
}

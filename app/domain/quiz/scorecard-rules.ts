import * as z from 'zod'
import { LANGUAGES, isLanguage } from '#app/domain/language/languages.ts'
import { areaProblems, countProblems, weightProblems } from './area-rules.ts'
import { CRM_IDS } from '#app/domain/crm-id.ts'
import { brandWith } from '#app/domain/brand/brand.ts'
import { findBrandFaults } from '#app/domain/brand/brand-faults.ts'
import { COLOUR_NAMES } from '#app/domain/brand/brand-types.ts'
import { CONTENT_LIMITS } from './content-limits.ts'
import type { ScorecardContent } from './content-types.ts'
import { CATEGORY_IDS, CHOICES } from './structure.ts'
import { type Problem, shapeProblems } from './text-rules.ts'

const percent = z
  .number({ error: 'must be a number' })
  .min(0, 'must be 0 or more')
  .max(100, 'must be 100 or less')

const id = (rule: RegExp, words: string) => z.string({ error: 'must be a text' }).regex(rule, words)

const accountId = id(/^\S(.{0,98}\S)?$/, 'must be an id of the account, 1 to 100 characters')

const someColours = z.partialRecord(
  z.enum(COLOUR_NAMES, `must be one of ${COLOUR_NAMES.join(', ')}`),
  z.string(),
)

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
  brand: z
    .strictObject({
      mark: z
        .array(
          z.strictObject({
            path: z.string(),
            width: z.number().gt(0).max(32).optional(),
            colour: z.enum(COLOUR_NAMES, `must be one of ${COLOUR_NAMES.join(', ')}`),
          }),
        )
        .optional(),
      colours: z.strictObject({ light: someColours.optional(), dark: someColours.optional() }).optional(),
      replyTo: z.email('must be an e-mail address').optional(),
      briefingUrl: z
        .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
        .optional(),
    })
    .optional(),
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

export function scorecardProblems(content: unknown): Problem[] {
  const parsed = scorecardSchema.safeParse(content)
  if (!parsed.success) return shapeProblems(content, parsed.error)
  return [
    ...addressProblems(parsed.data),
    ...areaProblems(parsed.data),
    ...weightProblems(parsed.data),
    ...categoryProblems(parsed.data),
    ...sampleProblems(parsed.data),
    ...crmProblems(parsed.data),
    ...brandProblems(parsed.data),
  ]
}

function brandProblems({ brand }: ScorecardContent): Problem[] {
  return findBrandFaults(brandWith(brand)).map((fault) => ({
    path: ['brand', fault.startsWith('mark') ? 'mark' : 'colours'],
    text: `brand: ${fault}`,
  }))
}

const MOST_OF_A_FIELD = 40

/** Salesforce takes no longer names. */
function crmProblems({ areas, crm }: ScorecardContent): Problem[] {
  if (!crm) return []
  return areas
    .map(({ id }) => `${crm.prefix}_${id}_score`)
    .filter((name) => name.length > MOST_OF_A_FIELD)
    .map((name) => ({
      path: ['crm', 'prefix'],
      text: `crm: ${name} has ${name.length} letters and may have ${MOST_OF_A_FIELD}: take a shorter prefix or id of the area`,
    }))
}

/** What stands at the beginning of addresses already. */
const TAKEN_SLUGS = [
  'accessibility',
  'assessment',
  'embed',
  'health',
  'ops',
  'preview',
  'privacy',
  'team',
  'webhooks',
]

function addressProblems({ slug, languages }: ScorecardContent): Problem[] {
  const problems: Problem[] = LANGUAGES.filter((language) => !languages.includes(language)).map(
    (language) => ({
      path: ['languages'],
      text: `languages: lacks ${language}: a page in ${language} would ask in another language; add the folder ${language} with the words, and name it`,
    }),
  )
  for (const language of languages)
    if (!isLanguage(language))
      problems.push({
        path: ['languages', languages.indexOf(language)],
        text: `languages: ${language} is none of the product’s languages, ${LANGUAGES.join(' and ')}: take it out`,
      })
  if (TAKEN_SLUGS.includes(slug))
    problems.push({
      path: ['slug'],
      text: `slug: ${slug} stands in the product’s own addresses: choose another`,
    })
  return problems
}

function categoryProblems({ categories }: ScorecardContent): Problem[] {
  const ids = categories.map((category) => category.id)
  const ordered = CATEGORY_IDS.filter((category) => ids.includes(category))
  const problems = countProblems(['categories'], 'categories', ids.length, CONTENT_LIMITS.categories)
  if (ids.join() !== ordered.join())
    problems.push({
      path: ['categories'],
      text: `categories: must be ${ordered.join(', ')} in this order, each once, and are ${ids.join(', ')}`,
    })
  for (const [index, category] of categories.entries()) {
    const better = categories[index - 1]
    if (better && category.from >= better.from)
      problems.push({
        path: ['categories', index, 'from'],
        text: `category ${category.id}: begins at ${category.from}, which must be below ${better.from}, where ${better.id} begins`,
      })
  }
  const last = categories.at(-1)
  if (last && last.from !== 0)
    problems.push({
      path: ['categories', categories.length - 1, 'from'],
      text: `category ${last.id}: the last category must begin at 0, not ${last.from}`,
    })
  return problems
}

function sampleProblems({ areas, sample }: ScorecardContent): Problem[] {
  const ids = areas.flatMap(({ questions }) => questions)
  return [
    ...ids
      .filter((question) => !Object.hasOwn(sample, question))
      .map((question) => ({
        path: ['sample'],
        text: `sample: has no answer to ${question}: add one, A to E`,
      })),
    ...Object.keys(sample)
      .filter((question) => !ids.includes(question))
      .map((question) => ({
        path: ['sample', question],
        text: `sample: answers ${question}, which is no question: take it out`,
      })),
  ]
}

import { messagesOf } from '#app/words/messages.ts'
import { SCORECARDS, findQuiz } from '#app/content/scorecards.ts'
import { embeddingFilters } from '#app/domain/console/embedding-filters.ts'
import type { FilterField, PageView, Section } from '#app/domain/console/page-view.ts'
import { shown } from '#app/domain/console/period.ts'
import { readQuery } from '#app/domain/console/query.ts'
import { LANGUAGES, LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { USUAL_CAMPAIGN_RULES } from '#app/domain/visit/campaign.ts'
import { embedSnippet } from '#app/domain/visit/embed-snippet.ts'
import { DEFAULT_MOUNT } from '#app/domain/visit/mount.ts'
import type { ShowPage } from './console-page.server.ts'

/** The snippet for another site, whether that one may show the assessment, and how many came to it there. */
export const showEmbedding: ShowPage = async (_read, { params, embedding }) => {
  const rules = embedding?.campaigns ?? USUAL_CAMPAIGN_RULES
  const { values, errors } = readQuery(params, embeddingFilters(SCORECARDS, rules))
  const view = { title: 'Embedding', filters: fieldsOf(params), errors } satisfies Partial<PageView>
  if (errors.length > 0)
    return { ...view, lead: 'Nothing is shown before the fields can be read.', sections: [] }
  if (!embedding)
    return { ...view, lead: 'Open /ops/embedding: there it is known where the assessment is.', sections: [] }
  const { site, origins } = embedding
  const { language, scorecard } = { ...DEFAULT_MOUNT, ...values }
  const title = messagesOf(findQuiz({ language, scorecard })).layout.product
  const code = embedSnippet({ site, language, scorecard, title, campaign: values.campaign })
  return {
    ...view,
    lead: leadOf(origins, values.site),
    sections: [
      {
        id: 'snippet',
        title: 'To be pasted',
        text: 'Into the page, as HTML, where the assessment is to appear. What works in which browser, and what becomes of the data, is in docs/embedding.md.',
        code,
      },
      sitesSection(origins, values.site),
    ],
  }
}

function leadOf(origins: readonly string[], site: string | undefined): string {
  if (origins.length === 0)
    return 'No site may show the assessment yet: set EMBED_ORIGINS to a comma list of their addresses.'
  if (site === undefined) return 'A site of the list below shows the assessment with these lines.'
  return origins.includes(site)
    ? `${site} shows the assessment with these lines.`
    : `${site} may not show it yet: add it to the setting EMBED_ORIGINS, then these lines work there.`
}

function sitesSection(origins: readonly string[], site: string | undefined): Section {
  return {
    id: 'sites',
    title: 'Sites that may show it',
    text: 'By the setting EMBED_ORIGINS. Each is the way to its visits.',
    table: {
      caption: 'Sites that may show the assessment',
      columns: [
        { id: 'site', label: 'Site', kind: 'code' },
        { id: 'asked', label: 'The one asked for' },
      ],
      rows: origins.map((origin) => ({
        cells: { site: origin, asked: origin === site ? 'yes' : null },
        href: `/ops/funnel?kind=embed&source=${new URL(origin).hostname.replace(/^www\./, '')}`,
      })),
      empty: 'None.',
    },
  }
}

function fieldsOf(params: URLSearchParams): FilterField[] {
  const field = (name: string, label: string, usual = '') => ({
    name,
    label,
    value: shown(params, name) || usual,
  })
  return [
    { ...field('site', 'Your site'), kind: 'text' },
    {
      ...field('language', 'Language', DEFAULT_MOUNT.language),
      kind: 'select',
      required: true,
      options: LANGUAGES.map((value) => ({ value, label: LANGUAGE_FACTS[value].name })),
    },
    {
      ...field('scorecard', 'Scorecard', DEFAULT_MOUNT.scorecard),
      kind: 'select',
      required: true,
      options: SCORECARDS.map((value) => ({ value, label: value })),
    },
    { ...field('campaign', 'Campaign'), kind: 'text' },
  ]
}

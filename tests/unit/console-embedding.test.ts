import { expect, test } from 'vitest'
import { SCORECARDS } from '#app/content/scorecards.ts'
import { embeddingFilters } from '#app/domain/console/embedding-filters.ts'
import { readQuery } from '#app/domain/console/query.ts'
import { type CampaignRules, USUAL_CAMPAIGN_RULES } from '#app/domain/visit/campaign.ts'
import { DEFAULT_MOUNT } from '#app/domain/visit/mount.ts'
import { showEmbedding } from '#app/services/console/embedding-page.server.ts'

function errorsOf(campaign: string, rules: Partial<CampaignRules> = {}): string[] {
  const params = new URLSearchParams({ campaign })
  return readQuery(params, embeddingFilters(SCORECARDS, { ...USUAL_CAMPAIGN_RULES, ...rules })).errors
}

test.each<[string, string, RegExp, Partial<CampaignRules>?]>([
  ['two words of a name', 'sale_erika_mustermann', /“erika mustermann” may name a person.*CAMPAIGN_WORDS/],
  ['a sign of addresses', 'erika@example.com', /it has “@”/],
  ['a telephone number', 'call 0171 2345678', /“0171 2345678” may be a telephone number/],
  [
    'an id',
    '2b3c4d5e-1111-2222-3333-444455556666',
    /“2b3c4d5e-1111-2222-3333-444455556666” may be somebody’s id/,
  ],
  ['a page', 'linkedin.com/in/erika', /“.com\/i” leads to a page/],
  ['a key', 'ab12cd34ef56gh', /“ab12cd34ef56gh” may be a key/],
  ['a value that is not listed', 'spring', /CAMPAIGN_VALUES has no value like it/, { values: ['q4-*'] }],
  ['a tag that is not kept', 'spring', /CAMPAIGN_TAGS leaves utm_campaign out/, { tags: ['utm_source'] }],
])('a campaign that is refused for %s is told so, and the way out', (_, campaign, reason, rules) => {
  const errors = errorsOf(campaign, rules)
  expect(errors).toHaveLength(1)
  expect(errors[0]).toMatch(reason)
})

test.each([
  ['autumn-newsletter', {}],
  ['sale_erika_mustermann', { words: ['Mustermann'] }],
  ['erika_sale_mustermann', {}],
  ['q4-spring', { values: ['q4-*'] }],
])('the way out leads somewhere: %s', (campaign, rules) => {
  expect(errorsOf(campaign, rules)).toEqual([])
})

test('the page has a language and a scorecard at all times', async () => {
  const read = () => Promise.reject(new Error('the page reads nothing'))
  const view = await showEmbedding(read, { params: new URLSearchParams() } as never)
  const chosen = view!.filters!.filter(({ kind }) => kind === 'select')
  expect(chosen.map(({ name, value, required }) => [name, value, required])).toEqual([
    ['language', DEFAULT_MOUNT.language, true],
    ['scorecard', DEFAULT_MOUNT.scorecard, true],
  ])
})

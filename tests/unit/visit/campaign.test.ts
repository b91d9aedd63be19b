import { expect, test } from 'vitest'
import { USUAL_CAMPAIGN_RULES, campaignTags } from '#app/domain/visit/campaign.ts'

const tagsOf = (query: string, rules = USUAL_CAMPAIGN_RULES) =>
  campaignTags(new URL(query, 'https://scorecard.example.com/'), rules)

test.for([
  ['?utm_source=x&utm_campaign=blackfriday2026', { utm_source: 'x', utm_campaign: 'blackfriday2026' }],
  [
    '?utm_source=google&utm_campaign=Search%20Brand%20(EU)',
    { utm_source: 'google', utm_campaign: 'Search Brand (EU)' },
  ],
  [
    '?utm_source=facebook&utm_id=120210987654321098',
    { utm_source: 'facebook', utm_id: '120210987654321098' },
  ],
  ['?UTM_Source=LinkedIn', { utm_source: 'LinkedIn' }],
  ['?utm_campaign=DACH%20%7C%20Q4%20%2F%20Retargeting', { utm_campaign: 'DACH | Q4 / Retargeting' }],
  ['?utm_campaign=2026-11-25_webinar_CFO_v2', { utm_campaign: '2026-11-25_webinar_CFO_v2' }],
  ['?utm_campaign=Herbst%20%26%20Winter', { utm_campaign: 'Herbst & Winter' }],
  ['?utm_medium=cpc&utm_medium=email', { utm_medium: 'cpc' }],
  ['?utm_campaign=7012345678', { utm_campaign: '7012345678' }],
] as const)('the tags of %s are kept', ([query, tags]) => {
  expect(tagsOf(query)).toEqual(tags)
})

test.for([
  '?utm_term=First%20Last',
  '?utm_content=First%20Last',
  '?utm_campaign=kim@example.org',
  '?utm_campaign=kim%2540example.org',
  '?utm_campaign=%2B49%2030%201234567',
  '?utm_campaign=030%2F123%20456%2078',
  '?utm_id=3f2504e0-4f89-11d3-9a0c-0305e82c3301',
  '?utm_id=QWxhZGRpbjpvcGVuIHNlc2FtZQ',
  '?utm_source=eyJhbGciOiJIUzI1NiJ9',
  '?utm_source=%00',
  '?utm_source=',
  `?utm_source=${'a'.repeat(101)}`,
])('nothing is kept of %s', (query) => {
  expect(tagsOf(query)).toEqual({})
})

test('the owner can keep further tags, and allow listed values alone', () => {
  const query = '?utm_campaign=q4-webinar&utm_term=ai%20audit&utm_source=newsletter'
  expect(tagsOf(query, { tags: ['utm_campaign', 'utm_term'], values: null })).toEqual({
    utm_campaign: 'q4-webinar',
    utm_term: 'ai audit',
  })
  expect(tagsOf(query, { tags: ['utm_campaign', 'utm_source'], values: ['Q4-*', 'letter'] })).toEqual({
    utm_campaign: 'q4-webinar',
  })
})

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

test('what looks like the name of an address is no campaign, unless the owner says so', () => {
  expect(tagsOf('?utm_campaign=anna.schmidt&utm_source=partner.example')).toEqual({
    utm_source: 'partner.example',
  })
  expect(tagsOf('?utm_source=anna.schmidt&utm_medium=anna-schmidt')).toEqual({})
  const values = ['anna.*']
  expect(tagsOf('?utm_campaign=anna.schmidt', { ...USUAL_CAMPAIGN_RULES, values })).toEqual({
    utm_campaign: 'anna.schmidt',
  })
})

// Shapes of names and ids as advertisers, Google, Meta, LinkedIn, HubSpot and their naming guides have them.
test.for([
  'google',
  'facebook.com',
  'partner-hubspot',
  'event-dreamforce',
  'cpc',
  'paid_social',
  'paid-social',
  'blackfriday2026',
  'black_friday',
  'summer_2019',
  'spring2025_test_FINAL',
  'Search Brand (EU)',
  'Brand | Exact | EN',
  'Performance Max – DACH',
  'DACH / Q4 / Retargeting 30d',
  '[2026] Webinar: CFO & CIO, v2',
  'AI readiness: what’s next?',
  '2025-10-ai_launch-leadgen-prospecting-us-01',
  'facebook-worldwide-loggedinusers30days-np-allseg',
  'PMax_Leads_tROAS_2026Q4',
  'SMf|120210987654321098|Facebook_Desktop_Feed',
  'Kampagne Größe',
  '人工知能2026',
  '120210987654321098',
  '23851234567890123',
  '288475012',
  '7012345678',
  'image-a-1080x1080',
  'video-15s-v2',
  'fall_sale_20%',
  'email.newsletter',
  'spring2026launchV2',
  'autumnfest2026kickoffV2',
  'Herbst & Winter',
  'event-dreamforce',
  'dreamforce',
  'cfo-roundtable-berlin',
  'LI_DACH_CFO_2026',
  'on-demand-webinar',
  'meet-the-team-2026',
  'LinkedIn Lead Gen Form',
  'c-suite',
  'C-Level',
  'e-commerce-summit',
  'M&A webinar',
  'R&D newsletter',
  'A/B test',
  'U.S. launch',
  'DevOps Days',
  'autumn-newsletter',
  'social-post-2026',
  'Brand DE Search',
])('a tag that names a campaign is kept: %s', (value) => {
  expect(tagsOf(`?utm_campaign=${encodeURIComponent(value)}`)).toEqual({ utm_campaign: value })
})

test.for([
  'first.last@example.com',
  'first.last%40example.com',
  'mailto:first.last@example.com',
  '+49 30 1234567',
  '0049301234567',
  '030/123 456 78',
  '(030) 1234-5678',
  'linkedin.com/in/first-last',
  'https://www.linkedin.com/in/first-last',
  'www.xing.com/profile/First_Last',
  'in/first-last',
  '/people/first-last',
  '@first_last',
  'users/first-last',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0',
  'QWxhZGRpbjpvcGVuIHNlc2FtZQ',
  '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
  'ghp_x7Kq2mZp9Lr4Tv8Wy1Bn6Cd3',
  'id=4711',
  'Erika Mustermann',
  'Jan de Vries',
  'webinar-jan-de-vries',
  'Simone de Beauvoir',
  'karl.zu.guttenberg',
  'erika-im-hof',
  'Anna Post',
  'Autumn Jones',
  'Tom Story',
  'Anna Case',
  'Xing Li',
  'E. Mustermann',
  'j.smith',
  'erika mustermann',
  'ERIKA MUSTERMANN',
  'Mustermann, Erika',
  'Mustermann (Erika)',
  'Erika_Mustermann',
  'erika-mustermann',
  'erika.mustermann85',
  'erika1985mustermann',
  'ErikaMustermann',
  'erika&mustermann',
  'ErikaMustermann2026',
  'Webinar Erika Mustermann 2026',
  'newsletter|erika|mustermann',
  'Dr. Mustermann',
  'Frau Mustermann',
  'E. Mustermann',
  'Mustermann E.',
  'j.smith',
  'Søren Ægir',
  'Дмитрий Иванов',
  'Ludwig van Beethoven',
  'erika at example.org',
  'erika at gmail',
  'erika (at) example (dot) org',
  'erika_at_example_org',
  'sale%20erika',
])('a tag that may lead to a person is refused: %s', (value) => {
  expect(tagsOf(`?utm_campaign=${encodeURIComponent(value)}`)).toEqual({})
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

test('words of the owner’s own campaigns are known as well, in any case', () => {
  const rules = { ...USUAL_CAMPAIGN_RULES, words: ['Acme Widgets', 'McKinsey'] }
  expect(tagsOf('?utm_campaign=Acme+Widgets&utm_source=widgets_dreamforce', rules)).toEqual({
    utm_campaign: 'Acme Widgets',
    utm_source: 'widgets_dreamforce',
  })
  expect(tagsOf('?utm_source=McKinsey', rules)).toEqual({ utm_source: 'McKinsey' })
  expect(tagsOf('?utm_campaign=Acme+Erika+Mustermann', rules)).toEqual({})
})

test('a source may be a host of several words', () => {
  expect(tagsOf('?utm_source=www.acme-widgets.com')).toEqual({ utm_source: 'www.acme-widgets.com' })
  expect(tagsOf('?utm_campaign=www.acme-widgets.com')).toEqual({})
})

test('the owner can keep further tags, and allow listed values alone', () => {
  const query = '?utm_campaign=q4-webinar&utm_term=ai%20audit&utm_source=newsletter'
  expect(tagsOf(query, { tags: ['utm_campaign', 'utm_term'], values: null, words: [] })).toEqual({
    utm_campaign: 'q4-webinar',
    utm_term: 'ai audit',
  })
  expect(
    tagsOf(query, { tags: ['utm_campaign', 'utm_source'], values: ['Q4-*', 'letter'], words: [] }),
  ).toEqual({
    utm_campaign: 'q4-webinar',
  })
})

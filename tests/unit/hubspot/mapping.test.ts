import { expect, test } from 'vitest'
import {
  type PayloadFacts,
  buildSyncPayload,
  contactProperties,
  dealProperties,
  olderContactProperties,
  parseSyncPayload,
} from '#app/domain/hubspot/mapping.ts'
import { leadNamesOf, scorecardsInCrm, sentContactProperties } from '#app/content/crm.ts'
import { scorecardProperties } from '#app/domain/hubspot/scorecard-properties.ts'
import { standardProperties } from '#dev/hubspot/standard-properties.ts'
import { LANGUAGES } from '#app/domain/language/languages.ts'
import { mapContactFields } from '#app/domain/lead/contact.ts'
import {
  CONTACT_PROPERTIES,
  DEAL_PROPERTIES,
  LANGUAGE_PROPERTY,
  SENT_CONTACT_PROPERTIES,
  isSentProperty,
} from '#app/domain/hubspot/properties.ts'

const LEAD: PayloadFacts = {
  assessmentId: 'assessment-1',
  scorecard: 'ai-readiness',
  email: ' Robin.Sample@Example.com ',
  firstName: 'Robin',
  lastName: ' ',
  company: null,
  phone: undefined,
  totalScore: 57,
  scoreCategory: 'risk_zone',
  scoreBreakdown: { valueAssurance: 50, customerSafe: 60, riskCompliance: 75, governance: 33 },
  completedAt: new Date('2026-11-23T23:59:59Z'),
  completionTimeSeconds: 612,
  leadQuality: 'executive_briefing_qualified',
  leadSource: null,
}
const NAMES = leadNamesOf('ai-readiness')
const DEAL = { pipeline: 'default', stage: 'appointmentscheduled', amount: 15_000 }

test('a payload has the address in lower case and blank details as absent', () => {
  expect(buildSyncPayload(LEAD)).toMatchObject({
    version: 1,
    email: 'robin.sample@example.com',
    firstName: 'Robin',
    lastName: null,
    company: null,
    phone: null,
    completedAt: '2026-11-23T23:59:59.000Z',
  })
})

test('a payload survives its way through the queue, and nothing else passes as one', () => {
  const payload = buildSyncPayload(LEAD)
  expect(parseSyncPayload(JSON.parse(JSON.stringify(payload)))).toEqual(payload)
  for (const other of [
    null,
    {},
    { ...payload, version: 2 },
    { ...payload, email: 'Robin@Example.com' },
    { ...payload, totalScore: 101 },
  ]) {
    expect(parseSyncPayload(other)).toBeNull()
  }
})

test('a payload that was queued before a contact field was added is read with that detail as absent', () => {
  const { company: _, ...payload } = buildSyncPayload({ ...LEAD, company: 'Example Works' })
  expect(parseSyncPayload(payload)).toEqual({ ...payload, company: null })
})

test('a payload with a field that a later release added is sent without it, as after a rollback', () => {
  const payload = buildSyncPayload(LEAD)
  expect(parseSyncPayload({ ...payload, department: 'Finance' })).toEqual(payload)
})

test('a source of any length fits into the payload', () => {
  const leadSource = `https://search.example.com/${'a'.repeat(5_000)}`
  expect(buildSyncPayload({ ...LEAD, leadSource }).leadSource).toHaveLength(2_000)
})

test('a contact has the ten properties and only the details that were given', () => {
  expect(contactProperties(buildSyncPayload(LEAD), NAMES)).toEqual({
    email: 'robin.sample@example.com',
    firstname: 'Robin',
    ai_assessment_score: '57',
    ai_assessment_category: 'risk_zone',
    ai_value_score: '50',
    ai_customer_score: '60',
    ai_risk_score: '75',
    ai_governance_score: '33',
    ai_assessment_date: '2026-11-23',
    ai_completion_time: '612',
    ai_lead_quality: 'executive_briefing_qualified',
    ai_lead_source: 'direct',
  })
  expect(CONTACT_PROPERTIES).toHaveLength(10)
})

test('the language goes into HubSpot’s own property, and one that is not known goes nowhere', () => {
  const payload = buildSyncPayload({ ...LEAD, language: 'de' })
  expect(contactProperties(payload, NAMES)).toMatchObject({ hs_language: 'de' })
  for (const language of ['tlh', '', 'DE', null, undefined])
    expect(contactProperties(buildSyncPayload({ ...LEAD, language }), NAMES)).not.toHaveProperty(
      'hs_language',
    )
  const { language: _, ...queuedBefore } = payload
  for (const queued of [queuedBefore, { ...payload, language: 'tlh' }, { ...payload, language: 7 }])
    expect(contactProperties(parseSyncPayload(queued)!, NAMES)).not.toHaveProperty('hs_language')
})

test('HubSpot’s stand-in has an option for each language', () => {
  const { contacts } = standardProperties([])
  const options = contacts.find(({ name }) => name === LANGUAGE_PROPERTY)?.options ?? []
  expect(options.map(({ value }) => value)).toEqual(expect.arrayContaining([...LANGUAGES]))
})

test.each([
  [{}, 'AI readiness assessment: Robin'],
  [{ lastName: 'Sample', company: 'Example Works' }, 'AI readiness assessment: Robin Sample, Example Works'],
  [
    { firstName: null, company: 'Example Works' },
    'AI readiness assessment: robin.sample@example.com, Example Works',
  ],
])('a deal of a lead with %j is named "%s"', (details, dealname) => {
  expect(dealProperties(buildSyncPayload({ ...LEAD, ...details }), NAMES, DEAL)).toEqual({
    dealname,
    pipeline: 'default',
    dealstage: 'appointmentscheduled',
    amount: '15000',
    closedate: '2026-12-23T23:59:59.000Z',
    ai_assessment_score: '57',
    ai_assessment_id: 'assessment-1',
  })
})

test('an older assessment adds only details that the newer one lacks', () => {
  const older = buildSyncPayload({ ...LEAD, phone: '+1 555 0100', company: 'Old Example' })
  const newer = { ...mapContactFields(() => null), firstName: 'Robin', company: 'Example Works' }
  expect(olderContactProperties(older, newer)).toEqual({ email: older.email, phone: '+1 555 0100' })
})

test('every property that is sent is known to setup and to error messages', () => {
  const defined = [...CONTACT_PROPERTIES, ...DEAL_PROPERTIES].map(({ name }) => name)
  const sent = [
    ...Object.keys(
      contactProperties(buildSyncPayload({ ...LEAD, lastName: 'S', company: 'C', phone: '1' }), NAMES),
    ),
    ...Object.keys(dealProperties(buildSyncPayload(LEAD), NAMES, DEAL)),
  ]
  expect(sent.filter((name) => !isSentProperty(name))).toEqual([])
  expect(sent.filter((name) => name.startsWith('ai_')).filter((name) => !defined.includes(name))).toEqual([])
  expect(DEAL_PROPERTIES.find(({ name }) => name === 'ai_assessment_id')?.hasUniqueValue).toBe(true)
})

test('a person’s export asks HubSpot for every property of a contact that a lead can have written', () => {
  const details = mapContactFields((_, { example }) => example)
  const sent = Object.keys(
    contactProperties(
      buildSyncPayload({
        ...LEAD,
        ...details,
        language: 'de',
        leadSource: 'https://a.example.com/?utm_source=s&utm_medium=m&utm_campaign=c',
      }),
      NAMES,
      { utm: true },
    ),
  )
  expect(sent.sort()).toEqual([...SENT_CONTACT_PROPERTIES].sort())
})

const QUICK: PayloadFacts = {
  ...LEAD,
  scorecard: 'quick-check',
  scoreBreakdown: { dailyUse: 50, safeData: 75, provenBenefit: 25 },
}

test('another scorecard’s lead has properties of its own beside the contact’s, and none of the default one’s', () => {
  expect(contactProperties(buildSyncPayload(QUICK), leadNamesOf('quick-check'))).toEqual({
    email: 'robin.sample@example.com',
    firstname: 'Robin',
    quick_check_score: '57',
    quick_check_category: 'risk_zone',
    quick_check_daily_use_score: '50',
    quick_check_safe_data_score: '75',
    quick_check_proven_benefit_score: '25',
    quick_check_date: '2026-11-23',
    quick_check_completion_time: '612',
    quick_check_lead_quality: 'executive_briefing_qualified',
    quick_check_lead_source: 'direct',
  })
})

test('its deal has its name, its score, and begins where its content says; the id that tells deals apart is the same for all', () => {
  const places = { 'quick-check': { pipeline: 'checks', stage: 'new' } }
  const deal = dealProperties(buildSyncPayload(QUICK), leadNamesOf('quick-check'), { ...DEAL, places })
  expect(deal).toMatchObject({
    dealname: 'AI Quick Check: Robin',
    pipeline: 'checks',
    dealstage: 'new',
    quick_check_score: '57',
    ai_assessment_id: 'assessment-1',
  })
  expect(deal).not.toHaveProperty('ai_assessment_score')
  expect(dealProperties(buildSyncPayload(LEAD), NAMES, { ...DEAL, places })).toMatchObject({
    pipeline: 'default',
    dealstage: 'appointmentscheduled',
  })
})

test('the lead of a scorecard that is gone is sent with contact details and a deal, and without scores', () => {
  const gone = buildSyncPayload({ ...QUICK, scorecard: 'spring-check' })
  const names = leadNamesOf('spring-check')
  expect(contactProperties(gone, names)).toEqual({ email: 'robin.sample@example.com', firstname: 'Robin' })
  expect(dealProperties(gone, names, DEAL)).toMatchObject({
    dealname: 'spring-check: Robin',
    pipeline: 'default',
  })
})

test('what another scorecard sends is known to setup, to error messages and to a person’s export', () => {
  const [{ quiz, names }] = scorecardsInCrm() as [ReturnType<typeof scorecardsInCrm>[number]]
  const { contacts, deals } = scorecardProperties(quiz, names)
  const standard = [...sentContactProperties()].filter((name) => !name.startsWith('quick_check_'))
  const sent = Object.keys(contactProperties(buildSyncPayload(QUICK), leadNamesOf('quick-check')))
  expect(sent.filter((name) => !standard.includes(name)).sort()).toEqual(
    contacts.map(({ name }) => name).sort(),
  )
  expect(sent.filter((name) => !sentContactProperties().includes(name))).toEqual([])
  expect(deals.map(({ name }) => name)).toEqual(['quick_check_score'])
  for (const { name } of [...contacts, ...deals]) expect(isSentProperty(name), name).toBe(true)
  for (const other of ['robin_sample', 'robin@works.example_score', 'Robin_score'])
    expect(isSentProperty(other), other).toBe(false)
})

test('a payload of before there was another scorecard is the default one’s', () => {
  const { scorecard: _, ...payload } = buildSyncPayload(LEAD)
  expect(parseSyncPayload(payload)?.scorecard).toBe('ai-readiness')
})

import { expect, test } from 'vitest'
import { propertiesToFill } from '#app/domain/hubspot/unconfirmed.ts'

const FACTS = {
  ai_assessment_score: '72',
  ai_assessment_category: 'builder',
  ai_value_score: '70',
  ai_customer_score: '75',
  ai_risk_score: '70',
  ai_governance_score: '75',
  ai_assessment_date: '2026-11-01',
  ai_completion_time: '600',
}
const WANTED = {
  email: 'robin@works.example',
  firstname: 'Robin',
  company: 'Works',
  ...FACTS,
  ai_lead_quality: 'enhanced',
  ai_lead_source: 'direct',
}

test('standard properties are written only where the contact has none, or blanks', () => {
  expect(propertiesToFill(WANTED, { ...WANTED, firstname: 'Roberta', company: ' ' })).toEqual({
    company: 'Works',
  })
  expect(propertiesToFill(WANTED, { ...WANTED, firstname: null })).toEqual({ firstname: 'Robin' })
})

test('a contact without an assessment gets the whole of this one, and no address', () => {
  const { email: _email, ...rest } = WANTED
  expect(propertiesToFill(WANTED, { email: 'robin@works.example' })).toEqual(rest)
})

test.for(Object.entries({ ...FACTS, ai_assessment_score: '10' }).map(([name]) => name))(
  'nothing of an assessment is written beside another one, told by its %s',
  (name) => {
    const theirs = { ...WANTED, [name]: name === 'ai_assessment_category' ? 'crisis' : '2020' }
    expect(propertiesToFill({ ...WANTED, ai_lead_quality: 'basic' }, theirs)).toEqual({})
  },
)

test('a scrap of an assessment, as somebody may have typed it in HubSpot, is not made whole by another one', () => {
  const { email } = WANTED
  expect(propertiesToFill({ email, ...FACTS }, { email, ai_lead_quality: 'basic' })).toEqual(FACTS)
  expect(propertiesToFill({ email, ...FACTS }, { email, ai_assessment_score: '12' })).toEqual({})
})

test('the same assessment, with numbers as HubSpot may write them, gives its later quality', () => {
  const theirs = { ...WANTED, ai_assessment_score: '72.0' }
  expect(propertiesToFill({ ...WANTED, ai_lead_quality: 'executive_briefing_qualified' }, theirs)).toEqual({
    ai_lead_quality: 'executive_briefing_qualified',
  })
})

test('an assessment with fewer facts than the contact has is another one', () => {
  const { ai_completion_time: _time, ...fewer } = WANTED
  expect(propertiesToFill({ ...fewer, ai_lead_quality: 'basic' }, WANTED)).toEqual({})
})

import { expect, test } from 'vitest'
import { scorecardsInCrm } from '#app/content/crm.ts'
import { SCORE_NAMES } from '#app/domain/hubspot/score-names.ts'
import { propertiesToFill } from '#app/domain/hubspot/unconfirmed.ts'

const SCORECARDS = [SCORE_NAMES, ...scorecardsInCrm().map(({ names }) => names)]
const toFill = (wanted: Record<string, string>, present: Record<string, string | null>) =>
  propertiesToFill(wanted, present, SCORECARDS)

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
  expect(toFill(WANTED, { ...WANTED, firstname: 'Roberta', company: ' ' })).toEqual({
    company: 'Works',
  })
  expect(toFill(WANTED, { ...WANTED, firstname: null })).toEqual({ firstname: 'Robin' })
})

test('a contact without an assessment gets the whole of this one, and no address', () => {
  const { email: _email, ...rest } = WANTED
  expect(toFill(WANTED, { email: 'robin@works.example' })).toEqual(rest)
})

test.for(Object.entries({ ...FACTS, ai_assessment_score: '10' }).map(([name]) => name))(
  'nothing of an assessment is written beside another one, told by its %s',
  (name) => {
    const theirs = { ...WANTED, [name]: name === 'ai_assessment_category' ? 'crisis' : '2020' }
    expect(toFill({ ...WANTED, ai_lead_quality: 'basic' }, theirs)).toEqual({})
  },
)

test('a scrap of an assessment, as somebody may have typed it in HubSpot, is not made whole by another one', () => {
  const { email } = WANTED
  expect(toFill({ email, ...FACTS }, { email, ai_lead_quality: 'basic' })).toEqual(FACTS)
  expect(toFill({ email, ...FACTS }, { email, ai_assessment_score: '12' })).toEqual({})
})

test('the same assessment, with numbers as HubSpot may write them, gives its later quality', () => {
  const theirs = { ...WANTED, ai_assessment_score: '72.0' }
  expect(toFill({ ...WANTED, ai_lead_quality: 'executive_briefing_qualified' }, theirs)).toEqual({
    ai_lead_quality: 'executive_briefing_qualified',
  })
})

test('an assessment with fewer facts than the contact has is another one', () => {
  const { ai_completion_time: _time, ...fewer } = WANTED
  expect(toFill({ ...fewer, ai_lead_quality: 'basic' }, WANTED)).toEqual({})
})

test('another scorecard’s properties are written beside an assessment, which stays as it is', () => {
  const { email } = WANTED
  const quick = { quick_check_score: '40', quick_check_date: '2026-11-20' }
  expect(toFill({ email, ...quick }, WANTED)).toEqual(quick)
  expect(
    toFill({ ...WANTED, ...quick, ai_assessment_score: '10' }, { ...WANTED, quick_check_score: '90' }),
  ).toEqual({})
})

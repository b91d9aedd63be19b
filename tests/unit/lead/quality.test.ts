import { expect, test } from 'vitest'
import { assessLead } from '#app/domain/lead/quality.ts'

const everything = {
  email: 'lead@example.com',
  consented: true,
  firstName: 'Kim',
  lastName: 'Sample',
  company: 'Example Inc.',
  phone: '+1 555 0100',
  totalScore: 75,
}
const basic = { leadQuality: 'basic', qualifiedForBriefing: false, syncType: 'contact' }
const enhanced = { leadQuality: 'enhanced', qualifiedForBriefing: false, syncType: 'contact' }
const briefing = {
  leadQuality: 'executive_briefing_qualified',
  qualifiedForBriefing: true,
  syncType: 'contact_and_deal',
}

test('an e-mail address alone makes a basic lead', () => {
  expect(assessLead({ email: 'lead@example.com', consented: true, totalScore: 60 })).toEqual(basic)
})

test('first name, last name and company make an enhanced lead', () => {
  expect(assessLead({ ...everything, phone: null })).toEqual(enhanced)
})

test.for(['firstName', 'lastName', 'company'] as const)('a lead without %s stays basic', (field) => {
  expect(assessLead({ ...everything, [field]: null })).toEqual(basic)
  expect(assessLead({ ...everything, [field]: '  ' })).toEqual(basic)
})

test('all contact fields qualify for a briefing at any total', () => {
  expect(assessLead({ ...everything, totalScore: 100 })).toEqual(briefing)
})

test.for([
  [0, briefing],
  [59, briefing],
  [60, basic],
] as const)('an e-mail address with a total of %i is ranked by that total', ([totalScore, expected]) => {
  expect(assessLead({ email: 'lead@example.com', consented: true, totalScore })).toEqual(expected)
})

test('an unknown total does not count as a low one', () => {
  expect(assessLead({ email: 'lead@example.com', consented: true, totalScore: null })).toEqual(basic)
})

test('there is no lead without consent or without an e-mail address', () => {
  expect(assessLead({ ...everything, consented: false })).toBeNull()
  expect(assessLead({ ...everything, email: null, totalScore: 10 })).toBeNull()
  expect(assessLead({ ...everything, email: ' ' })).toBeNull()
})

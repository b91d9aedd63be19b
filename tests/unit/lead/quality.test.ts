import { expect, test } from 'vitest'
import { rankLead } from '#app/domain/lead/quality.ts'

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
  expect(rankLead({ email: 'lead@example.com', consented: true, totalScore: 60 })).toEqual(basic)
})

test('a name and a company make an enhanced lead', () => {
  expect(rankLead({ ...everything, phone: null })).toEqual(enhanced)
})

test.for(['firstName', 'lastName'] as const)(
  'a lead of somebody without %s is ranked as any other',
  (part) => {
    expect(rankLead({ ...everything, [part]: '', phone: null })).toEqual(enhanced)
    expect(rankLead({ ...everything, [part]: null })).toEqual(briefing)
  },
)

test.for([{ company: null }, { company: '  ' }, { firstName: null, lastName: ' ' }])(
  'a lead without a company or a name stays basic (%j)',
  (missing) => {
    expect(rankLead({ ...everything, ...missing })).toEqual(basic)
  },
)

test('all contact fields qualify for a briefing at any total', () => {
  expect(rankLead({ ...everything, totalScore: 100 })).toEqual(briefing)
})

test.for([
  [0, briefing],
  [59, briefing],
  [60, basic],
] as const)('an e-mail address with a total of %i is ranked by that total', ([totalScore, expected]) => {
  expect(rankLead({ email: 'lead@example.com', consented: true, totalScore })).toEqual(expected)
})

test('an unknown total does not count as a low one', () => {
  expect(rankLead({ email: 'lead@example.com', consented: true, totalScore: null })).toEqual(basic)
})

test('there is no lead without consent or without an e-mail address', () => {
  expect(rankLead({ ...everything, consented: false })).toBeNull()
  expect(rankLead({ ...everything, email: null, totalScore: 10 })).toBeNull()
  expect(rankLead({ ...everything, email: ' ' })).toBeNull()
})

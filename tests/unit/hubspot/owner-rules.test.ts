import { expect, test } from 'vitest'
import { type OwnedLead, chooseOwner, ownersOf, parseOwnerRules } from '#app/domain/hubspot/owner-rules.ts'

const LEAD: OwnedLead = {
  assessmentId: 'a',
  totalScore: 75,
  scoreCategory: 'builder',
  leadQuality: 'enhanced',
  phone: null,
  referrerSource: null,
}

function ownerOf(rules: string, lead: Partial<OwnedLead> = {}) {
  const parsed = parseOwnerRules(rules)
  if (typeof parsed === 'string') throw new Error(parsed)
  return chooseOwner(parsed, { ...LEAD, ...lead })
}

test('the first rule whose conditions all hold names the owner', () => {
  const rules =
    'quality=executive_briefing_qualified phone=+49,+43: 1; score<60: 2; category=builder,champion: 3; *: 4'
  expect(ownerOf(rules)).toBe('3')
  expect(ownerOf(rules, { totalScore: 59 })).toBe('2')
  const qualified = { leadQuality: 'executive_briefing_qualified' }
  expect(ownerOf(rules, { ...qualified, phone: '0049 (0)30 1234' })).toBe('1')
  expect(ownerOf(rules, { ...qualified, phone: '+43 1 1234' })).toBe('1')
  expect(ownerOf(rules, { ...qualified, phone: '+1 555 0100' })).toBe('3')
  expect(ownerOf(rules, { ...qualified, phone: '030 49 1234' })).toBe('3')
  expect(ownerOf(rules, { scoreCategory: 'alert' })).toBe('4')
})

test('source and campaign are those of the tags, in any case, else the host', () => {
  const referrerSource = 'https://news.example.com/?utm_source=Letter&utm_campaign=may'
  expect(ownerOf('source=letter campaign=MAY: 1', { referrerSource })).toBe('1')
  expect(ownerOf('source=news.example.com: 1', { referrerSource: 'https://news.example.com/a' })).toBe('1')
  expect(ownerOf('source=letter: 1')).toBeNull()
})

test('where no rule holds there is no owner', () => {
  expect(ownerOf('score>=80: 1')).toBeNull()
  expect(ownerOf('')).toBeNull()
})

test('owners take turns fairly, and a lead has the same one however often it is asked', () => {
  const counts = new Map<string, number>()
  for (let lead = 0; lead < 3_000; lead++) {
    const assessmentId = `0b6f4b6e-5c1d-4f5e-9d0e-${String(lead).padStart(12, '0')}`
    const owner = ownerOf('*: 1, 2, 3', { assessmentId })!
    expect(ownerOf('*: 1, 2, 3', { assessmentId })).toBe(owner)
    counts.set(owner, (counts.get(owner) ?? 0) + 1)
  }
  for (const owner of ['1', '2', '3']) expect(Math.abs((counts.get(owner) ?? 0) - 1_000)).toBeLessThan(150)
})

test.each([
  'quality=best: 1',
  'score=60: 1',
  'phone=49: 1',
  'size=big: 1',
  'constructor=a: 1',
  '*',
  '*: ann@example.com',
  '*: ',
  '*: 1: 2',
])('a rule that means nothing is refused by its words: %s', (rule) => {
  expect(parseOwnerRules(`score<60: 7; ${rule}`)).toContain(`"${rule.trim()}" is none`)
})

test('the owners of all rules are named once each', () => {
  expect(ownersOf(parseOwnerRules('score<60: 1, 2; *: 2, 3') as never)).toEqual(['1', '2', '3'])
})

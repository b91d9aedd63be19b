import { expect, test } from 'vitest'
import { readHubspotUtk } from '#app/domain/hubspot/follow-up.ts'
import { formFault } from '#app/domain/crm/form-fault.ts'
import { isNoteAbout, leadNote } from '#app/domain/hubspot/lead-note.ts'
import { QUIZ, QUESTIONS, QUIZ_VERSION, SCORECARD } from '#tests/factories/quiz.ts'
import { describeReferrer } from '#app/domain/visit/attribution.ts'
import { answerAll } from '#tests/factories/answers.ts'

const FACTS = {
  assessmentId: '5b0f3a5e-6a6f-4f0e-8a55-0d7c5c2f9a11',
  totalScore: 41,
  scoreCategory: 'risk_zone',
  scoreBreakdown: { valueAssurance: 50, customerSafe: 20, riskCompliance: 60, governance: 30 },
  responses: answerAll('D'),
  scorecard: SCORECARD,
  quizVersion: QUIZ_VERSION,
  referrerSource: null,
  addressConfirmed: false,
  teamGroups: [],
}

test('the weakest areas come first, with their scores', () => {
  expect(leadNote(QUIZ, FACTS, 'https://a.example.com')).toContain(
    'Weakest areas: Customer-Safe AI (20), Implementation Governance (30)',
  )
})

test('every answer stands in words, as the quiz has them', () => {
  const note = leadNote(QUIZ, FACTS, 'https://a.example.com')
  expect(note.match(/<li>/g)).toHaveLength(QUESTIONS.length)
  expect(note).toContain('<em>')
})

test('answers of a quiz that has changed since are left out: a letter may mean something else now', () => {
  for (const other of [{ quizVersion: 'former' }, { scorecard: 'another' }])
    expect(leadNote(QUIZ, { ...FACTS, ...other }, 'https://a.example.com')).not.toContain('<li>')
})

test('what came from outside is text in the note, whatever it looks like', () => {
  const referrerSource = 'https://a.example.com/?utm_source=%22%3E%3Cscript%3Ealert(1)%3C/script%3E'
  const note = leadNote(QUIZ, { ...FACTS, referrerSource }, 'https://a.example.com')
  expect(note).not.toContain('<script')
  expect(note).toContain('&lt;script&gt;')
})

test('the link leads to the page for operators, with one slash', () => {
  const note = leadNote(QUIZ, FACTS, 'https://a.example.com/')
  expect(note).toContain(`"https://a.example.com/ops/leads/${FACTS.assessmentId}"`)
  expect(isNoteAbout(note, FACTS.assessmentId)).toBe(true)
  expect(isNoteAbout(note, FACTS.assessmentId.replace('5b', '6b'))).toBe(false)
})

test('a note stays far below what HubSpot takes', () => {
  expect(leadNote(QUIZ, FACTS, 'https://a.example.com').length).toBeLessThan(20_000)
})

test.each([
  ['6F453D92607b8108998dc213178ad214', '6f453d92607b8108998dc213178ad214'],
  ['6f453d92607b8108998dc213178ad21', null],
  ['<script>', null],
  ['', null],
  [undefined, null],
])('a cookie of HubSpot is 32 hexadecimal digits: %s', (given, read) => {
  expect(readHubspotUtk(given)).toBe(read)
})

test('where somebody came from is read off the stored referrer', () => {
  expect(describeReferrer('https://n.example.com/a?utm_source=s&utm_medium=m&utm_campaign=c')).toEqual({
    source: 's',
    medium: 'm',
    campaign: 'c',
    query: '?utm_source=s&utm_medium=m&utm_campaign=c',
  })
  expect(describeReferrer('https://n.example.com/a')).toMatchObject({ source: 'n.example.com', medium: null })
  expect(describeReferrer(null)).toEqual({ source: null, medium: null, campaign: null, query: '' })
})

test.each([
  [{ kind: 'refused', status: 400, codes: ['BLOCKED_EMAIL'] }, 'record'],
  [{ kind: 'invalid_value', status: 400, codes: ['INVALID_EMAIL'] }, 'record'],
  [{ kind: 'refused', status: 400, codes: ['REQUIRED_FIELD'] }, 'account'],
  [{ kind: 'authentication', status: 401 }, 'account'],
  [{ kind: 'unexpected_status', status: 404 }, 'account'],
  [{ kind: 'burst_limit', status: 429 }, 'provider'],
  [{ kind: 'foreign_answer', status: 403 }, 'provider'],
  [{ kind: 'refused', status: 400, codes: ['SOMETHING_NEW'] }, 'provider'],
] as const)('whose fault a refused submission is: %j', (error, owner) => {
  expect(formFault(error)).toBe(owner)
})

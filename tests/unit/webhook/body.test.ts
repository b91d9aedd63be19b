import { expect, test } from 'vitest'
import { mapContactFields } from '#app/domain/lead/contact.ts'
import { type WebhookFacts, composeWebhook } from '#app/domain/webhook/body.ts'
import { WEBHOOK_FORMATS } from '#app/domain/webhook/events.ts'

const FACTS: WebhookFacts = {
  type: 'assessment.completed',
  occurredAt: '2026-11-20T10:00:00.000Z',
  assessmentId: '5b0f3a5e-6a6f-4f0e-8a55-0d7c5c2f9a11',
  assessment: {
    completedAt: '2026-11-20T10:00:00.000Z',
    totalScore: 20,
    scoreCategory: 'risk_zone',
    scoreBreakdown: { valueAssurance: 20, customerSafe: 20, riskCompliance: 20, governance: 20 },
    scorecard: 'ai-readiness',
    quizVersion: '1',
    leadQuality: 'basic',
    qualifiedForBriefing: false,
    allowed: false,
    confirmed: false,
    contact: mapContactFields((_, { example }) => example),
  },
  alert: null,
}

const bodyOf = (facts: WebhookFacts, format: (typeof WEBHOOK_FORMATS)[number], confirmFirst = false) => {
  const body = composeWebhook(facts, { format, confirmFirst })
  return body.kind === 'body' ? body.text : body.reason
}

test.each(WEBHOOK_FORMATS)(
  'whoever has not agreed, or must confirm first, is not in an event, whatever its format: %s',
  (format) => {
    const waiting = { ...FACTS, assessment: { ...FACTS.assessment!, allowed: true } }
    for (const text of [bodyOf(FACTS, format), bodyOf(waiting, format, true)])
      expect(text).not.toMatch(/robin|sample|works|555|5b0f3a5e/i)
  },
)

test('a sentence says of an event what happened, and not more', () => {
  const allowed = { ...FACTS, assessment: { ...FACTS.assessment!, allowed: true } }
  expect(bodyOf(allowed, 'text')).toContain('An assessment was completed: 20 of 100')
  expect(bodyOf({ ...allowed, type: 'lead.updated' }, 'text_with_contact')).toContain(
    'A lead has newer details: Robin Sample, Example Works: 20 of 100',
  )
})

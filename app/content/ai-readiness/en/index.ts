import type { ScorecardWords } from '#app/domain/quiz/content-types.ts'
import { categories } from './categories.ts'
import { customerSafe } from './customer-safe.ts'
import { governance } from './governance.ts'
import { riskCompliance } from './risk-compliance.ts'
import { valueAssurance } from './value-assurance.ts'

export const words: ScorecardWords = {
  name: 'AI readiness assessment',
  landing: {
    title: 'AI Readiness Scorecard: how ready is your company to rely on AI?',
    description:
      'Sixteen questions for executives. A score from 0 to 100, four areas, and what to do next: in ten minutes, without signing up.',
    audience: 'For executives accountable for AI',
    about:
      'We advise leadership teams on AI: what it returns, where it can hurt customers, and what auditors will ask. The scorecard asks what we ask first.',
    headline: 'How ready is your AI, really?',
    lead: 'Answer 16 questions in ten minutes. Get a score from 0 to 100, a breakdown in four areas, and what to do next.',
    startLabel: 'Start the assessment',
  },
  areas: {
    value_assurance: valueAssurance,
    customer_safe: customerSafe,
    risk_compliance: riskCompliance,
    governance,
  },
  categories,
  strength: {
    title: 'Keep your strength: {title}',
    action:
      'You are at the highest level here, and {points} of your points depend on it. Name the person responsible for keeping it there, and review it every quarter.',
  },
}

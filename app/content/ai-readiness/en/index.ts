import type { ScorecardWords } from '#app/domain/quiz/content-types.ts'
import { categories } from './categories.ts'
import { customerSafe } from './customer-safe.ts'
import { governance } from './governance.ts'
import { riskCompliance } from './risk-compliance.ts'
import { valueAssurance } from './value-assurance.ts'

export const words: ScorecardWords = {
  name: 'AI readiness assessment',
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

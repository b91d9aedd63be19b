import { categories } from './categories.ts'
import type { QuizContent } from './content-types.ts'
import { customerSafe } from './customer-safe.ts'
import { governance } from './governance.ts'
import { riskCompliance } from './risk-compliance.ts'
import { valueAssurance } from './value-assurance.ts'

export const quizContent: QuizContent = {
  version: '2026-11',
  areas: [valueAssurance, customerSafe, riskCompliance, governance],
  categories,
}

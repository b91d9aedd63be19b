import type { ScorecardWords } from '#app/domain/quiz/content-types.ts'
import { categories } from './categories.ts'
import { customerSafe } from './customer-safe.ts'
import { governance } from './governance.ts'
import { riskCompliance } from './risk-compliance.ts'
import { valueAssurance } from './value-assurance.ts'

export const words: ScorecardWords = {
  name: 'KI-Standortbestimmung',
  areas: {
    value_assurance: valueAssurance,
    customer_safe: customerSafe,
    risk_compliance: riskCompliance,
    governance,
  },
  categories,
  strength: {
    title: 'Halten Sie Ihre Stärke: {title}',
    action:
      'Hier sind Sie auf der höchsten Stufe, und {points} Ihrer Punkte hängen daran. Benennen Sie, wer dafür sorgt, dass es so bleibt, und prüfen Sie es jedes Quartal.',
  },
}

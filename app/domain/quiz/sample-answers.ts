import type { Answers } from './quiz.ts'

/** Nobody's: what the sample result is scored from. */
export const sampleAnswers: Answers = {
  value_assurance_1: 'A',
  value_assurance_2: 'A',
  value_assurance_3: 'D',
  value_assurance_4: 'C',
  customer_safe_1: 'C',
  customer_safe_2: 'D',
  customer_safe_3: 'C',
  customer_safe_4: 'C',
  customer_safe_5: 'C',
  risk_compliance_1: 'B',
  risk_compliance_2: 'D',
  risk_compliance_3: 'B',
  risk_compliance_4: 'B',
  governance_1: 'B',
  governance_2: 'A',
  governance_3: 'E',
}

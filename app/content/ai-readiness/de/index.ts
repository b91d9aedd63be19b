import type { ScorecardWords } from '#app/domain/quiz/content-types.ts'
import { categories } from './categories.ts'
import { customerSafe } from './customer-safe.ts'
import { governance } from './governance.ts'
import { riskCompliance } from './risk-compliance.ts'
import { valueAssurance } from './value-assurance.ts'

export const words: ScorecardWords = {
  name: 'KI-Standortbestimmung',
  landing: {
    title: 'AI Readiness Scorecard: Wie verlässlich ist die KI in Ihrem Haus?',
    description:
      'Sechzehn Fragen für die Führung. Ein Ergebnis von 0 bis 100, vier Bereiche und die nächsten Schritte: in zehn Minuten, ohne Anmeldung.',
    audience: 'Für alle, die KI im Unternehmen verantworten',
    about:
      'Wir beraten Geschäftsleitungen zu KI: was sie einbringt, wo sie Kunden schaden kann und wonach Prüfer fragen werden. Hier stehen die Fragen, mit denen wir beginnen.',
    headline: 'Wie weit ist Ihre KI wirklich?',
    lead: 'Beantworten Sie 16 Fragen in zehn Minuten. Sie erhalten eine Punktzahl von 0 bis 100, ein Ergebnis für jeden von vier Bereichen und Ihre nächsten Schritte.',
    startLabel: 'Jetzt beginnen',
  },
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

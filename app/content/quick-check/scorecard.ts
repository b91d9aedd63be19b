import type { ScorecardContent } from '#app/domain/quiz/content-types.ts'

export const scorecard: ScorecardContent = {
  slug: 'quick-check',
  version: '2026-11',
  languages: ['en', 'de'],
  minutes: 3,
  areas: [
    { id: 'daily_use', key: 'dailyUse', weight: 30, questions: ['daily_use_1', 'daily_use_2'] },
    { id: 'safe_data', key: 'safeData', weight: 40, questions: ['safe_data_1', 'safe_data_2'] },
    {
      id: 'proven_benefit',
      key: 'provenBenefit',
      weight: 30,
      questions: ['proven_benefit_1', 'proven_benefit_2'],
    },
  ],
  categories: [
    { id: 'champion', from: 80 },
    { id: 'risk_zone', from: 40 },
    { id: 'crisis', from: 0 },
  ],
  sample: {
    daily_use_1: 'B',
    daily_use_2: 'C',
    safe_data_1: 'D',
    safe_data_2: 'B',
    proven_benefit_1: 'D',
    proven_benefit_2: 'B',
  },
  crm: { prefix: 'quick_check' },
}

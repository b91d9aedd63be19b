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
  brand: {
    mark: [
      { path: 'M5 16a11 11 0 1 0 22 0a11 11 0 1 0-22 0', width: 4, colour: 'line' },
      { path: 'M10.5 16.5l4 4l8-9', width: 4, colour: 'accent' },
    ],
    colours: {
      light: {
        accent: '#3a3f9c',
        'accent-strong': '#282c74',
        'accent-soft': '#eceef9',
      },
      dark: {
        accent: '#aab4f8',
        'accent-strong': '#cad1fc',
        'accent-soft': '#232843',
        'on-accent': '#10143a',
      },
    },
  },
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

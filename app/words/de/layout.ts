import type { Messages } from '#app/words/en/index.ts'

export const layout = {
  skip: 'Zum Inhalt springen',
  by: (company) => `von ${company}`,
  imprint: 'Impressum',
  contact: 'Kontakt',
  privacy: 'Datenschutz und Ihre Daten',
  accessibility: 'Barrierefreiheit',
  language: 'Sprache',
} satisfies Messages['layout']

import { BRAND } from '#app/domain/brand/brand.ts'
import type { Messages } from '#app/words/en/index.ts'

export const layout = {
  skip: 'Zum Inhalt springen',
  by: (company) => `von ${company}`,
  imprint: 'Impressum',
  contact: 'Kontakt',
  privacy: 'Datenschutz und Ihre Daten',
  accessibility: 'Barrierefreiheit',
  language: 'Sprache',
  offer: 'Diese Seite gibt es auch auf Deutsch.',
  offerLink: 'Auf Deutsch lesen',
  draft: {
    title: 'Sie sehen einen Entwurf',
    text: 'Besucher sehen ihn noch nicht. Nichts, was Sie hier tun, wird gezählt oder weitergegeben.',
  },
  product: BRAND.product,
  tagline: 'Wie weit kann sich Ihr Unternehmen auf seine KI verlassen?',
  working: 'Einen Moment noch. Sie müssen nicht erneut klicken.',
  refusedTitle: (title) => `Fehler: ${title}`,
} satisfies Messages['layout']

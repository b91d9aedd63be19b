export const layout = {
  skip: 'Skip to content',
  by: (company: string) => `by ${company}`,
  imprint: 'Imprint',
  contact: 'Contact',
  privacy: 'Privacy and your data',
  accessibility: 'Accessibility',
  language: 'Language',
  /** on pages of another language, for whoever’s browser asks for this one */
  offer: 'This page is available in English.',
  offerLink: 'Read it in English',
  product: 'AI Readiness Scorecard',
  tagline: 'How far can your organization rely on its AI?',
  refusedTitle: (title: string) => `Error: ${title}`,
}

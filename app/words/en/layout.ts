import { BRAND } from '#app/domain/brand/brand.ts'

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
  draft: {
    title: 'You are looking at a draft',
    text: 'Visitors do not see it yet. Nothing that you do here is counted or passed on.',
  },
  product: BRAND.product,
  tagline: BRAND.tagline,
  /** by which the page’s script says that a form is on its way */
  working: 'Still working. You do not have to press again.',
  /** The page’s script takes off what stands up to the first colon, once nothing is wrong any more. */
  refusedTitle: (title: string) => `Error: ${title}`,
}

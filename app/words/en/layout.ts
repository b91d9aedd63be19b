export const layout = {
  skip: 'Skip to content',
  by: (company: string) => `by ${company}`,
  imprint: 'Imprint',
  contact: 'Contact',
  privacy: 'Privacy and your data',
  accessibility: 'Accessibility',
  language: 'Language',
}

import type { ConsentWords } from '#app/domain/lead/consent-text.ts'

export const consent: ConsentWords = {
  unnamedCompany: 'the company behind this assessment',
  texts: [
    {
      version: 'results-2026-11-26',
      purpose: 'results',
      text:
        'We use this address to send you your results, and a link to carry on if you ask for one. ' +
        'For anything else we ask you separately.',
    },
    {
      version: 'contact-2026-11-26',
      purpose: 'contact',
      text:
        'Yes, {company} may contact me about my results, by e-mail or by phone if I give a number, and keep my contact ' +
        'details and results in its customer database at HubSpot for this. I can withdraw this at any time on the privacy page.',
    },
    {
      version: 'contact-salesforce-2026-11-26',
      purpose: 'contact',
      crm: 'salesforce',
      text: 'Yes, {company} may contact me about my results, by e-mail or by phone if I give a number, and keep my contact details and results in its customer database at Salesforce for this. I can withdraw this at any time on the privacy page.',
    },
  ],
}

import { privacyMail } from '#app/emails/privacy-mail.tsx'
import type { MailSender, RenderedMail } from '#app/emails/rendered-mail.ts'
import { type ResultsMailData, resultsMail } from '#app/emails/results-mail.tsx'
import { resumeMail } from '#app/emails/resume-mail.tsx'

export const SAMPLE_SENDER: MailSender = {
  postalAddress: 'Example Consulting, 1 Example Street, Springfield',
  unsubscribeUrl: 'https://scorecard.example.com/privacy',
}

export const SAMPLE_RESULTS: ResultsMailData = {
  totalScore: 47,
  categoryName: 'AI Risk Zone',
  headline: 'Your AI runs ahead of your controls.',
  areas: [
    { name: 'AI Value Assurance', score: 56 },
    { name: 'Customer-Safe AI', score: 35 },
    { name: 'Model Risk & Compliance', score: 100 },
    { name: 'Implementation Governance', score: 0 },
  ],
  recommendations: [
    {
      areaName: 'Customer-Safe AI',
      title: 'Measure accuracy where customers meet it',
      action:
        'Sample a hundred answers a week, have them rated, and show the rate to whoever owns the service.',
      gain: 7,
    },
    {
      areaName: 'AI Value Assurance',
      title: 'Give each initiative one number',
      action: 'Agree with finance on the figure that must move, and by when, before the next budget round.',
      gain: 4.7,
    },
    {
      areaName: 'Implementation Governance',
      title: 'Keep every version that was live',
      action:
        'Store model, prompt and data version with each answer, so that last month can be looked at again.',
      gain: 1,
    },
  ],
  resultsUrl: 'https://scorecard.example.com/assessment/results/3f0c?link=2Jv0pYwS8m1Qe7c9kXrT4uHn6bZaLdGf',
  linkEnds: '21 February 2027',
  briefingUrl: 'https://scorecard.example.com/briefing',
}

/** Every e-mail that the product sends, with made-up contents, in each of its variants. */
export function sampleMails(): { name: string; mail: RenderedMail }[] {
  const confirmUrl = 'https://scorecard.example.com/privacy/confirm/2Jv0pYwS8m1Qe7c9kXrT4uHn6bZaLdGf'
  const resumeUrl = 'https://scorecard.example.com/assessment/resume/2Jv0pYwS8m1Qe7c9kXrT4uHn6bZaLdGf'
  const best = { ...SAMPLE_RESULTS, totalScore: 100, categoryName: 'AI Reality Champion', briefingUrl: null }
  return [
    { name: 'results-qualified', mail: resultsMail(SAMPLE_RESULTS, SAMPLE_SENDER) },
    { name: 'results', mail: resultsMail(best, SAMPLE_SENDER) },
    { name: 'resume', mail: resumeMail({ resumeUrl, stepsDone: 2, totalSteps: 4 }, SAMPLE_SENDER) },
    {
      name: 'privacy-export',
      mail: privacyMail({ request: 'export', confirmUrl, validHours: 24 }, SAMPLE_SENDER),
    },
    {
      name: 'privacy-erasure',
      mail: privacyMail({ request: 'erasure', confirmUrl, validHours: 24 }, SAMPLE_SENDER),
    },
  ]
}

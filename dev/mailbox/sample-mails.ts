import { describeWithdrawal } from '#app/domain/privacy/withdrawal-words.ts'
import { privacyMail } from '#app/emails/privacy-mail.tsx'
import type { MailSender, RenderedMail } from '#app/emails/rendered-mail.ts'
import { alertMail } from '#app/emails/alert-mail.tsx'
import { receiptMail } from '#app/emails/receipt-mail.tsx'
import { type ResultsMailData, resultsMail } from '#app/emails/results-mail.tsx'
import { resumeMail } from '#app/emails/resume-mail.tsx'

export const SAMPLE_SENDER: MailSender & { unsubscribeUrl: string } = {
  company: 'Example Consulting',
  postalAddress: '1 Example Street, Springfield',
  imprintUrl: 'https://example.com/imprint',
  unsubscribeUrl: `https://scorecard.example.com/privacy/stop/${'2c9e41d07b3fa865'.repeat(6)}`,
}

// As long as real ones, since they have to wrap at 320 px.
const TOKEN = '2c9e41d07b3fa8652c9e41d07b'

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
  resultsUrl: `https://scorecard.example.com/assessment/results/${TOKEN}`,
  againUrl: `https://scorecard.example.com/assessment/again/${TOKEN}`,
  linkEnds: '21 February 2027',
  scoreInSubject: true,
  briefing: { url: 'https://scorecard.example.com/briefing', mayWrite: true },
}

const SAMPLE_WITHDRAWAL = [
  'Your consent was withdrawn on 26 November 2026. Nothing more is sent to you, and nothing is passed on.',
  ...describeWithdrawal({
    status: 'completed',
    results: { subscriptions: 'not_permitted', legalBasis: 'done', deals: 'done', note: 'done' },
  }),
]

/** Every e-mail that the product sends, with made-up contents, in each of its variants. */
export function sampleMails(): { name: string; mail: RenderedMail }[] {
  const confirmUrl = `https://scorecard.example.com/privacy/confirm/${TOKEN}`
  const receiptUrl = `https://scorecard.example.com/privacy?receipt=8c1f2f5e-2a57-4f0e-9d3b-6a1f0c9e7b24`
  const resumeUrl = `https://scorecard.example.com/assessment/resume/${TOKEN}`
  const best = { ...SAMPLE_RESULTS, totalScore: 100, categoryName: 'AI Reality Champion', briefing: null }
  return [
    { name: 'results-qualified', mail: resultsMail(SAMPLE_RESULTS, SAMPLE_SENDER) },
    {
      name: 'results-qualified-no-booking-page',
      mail: resultsMail({ ...SAMPLE_RESULTS, briefing: { url: null, mayWrite: true } }, SAMPLE_SENDER),
    },
    {
      name: 'results-qualified-no-contact',
      mail: resultsMail({ ...SAMPLE_RESULTS, briefing: { url: null, mayWrite: false } }, SAMPLE_SENDER),
    },
    { name: 'results', mail: resultsMail(best, SAMPLE_SENDER) },
    {
      name: 'results-quiet-subject',
      mail: resultsMail({ ...SAMPLE_RESULTS, scoreInSubject: false }, SAMPLE_SENDER),
    },
    { name: 'receipt', mail: receiptMail({ texts: SAMPLE_WITHDRAWAL, receiptUrl }, SAMPLE_SENDER) },
    {
      name: 'alert',
      mail: alertMail(
        {
          over: false,
          problem: 'hubspot_queue',
          meaning: 'A lead waits for HubSpot for too long',
          see: 'npm run hubspot:status',
          healthUrl: 'https://scorecard.example.com/health',
        },
        { ...SAMPLE_SENDER, unsubscribeUrl: null },
      ),
    },
    { name: 'resume', mail: resumeMail({ resumeUrl, stepsDone: 2, totalSteps: 4 }, SAMPLE_SENDER) },
    ...(['export', 'erasure', 'withdrawal'] as const).map((request) => ({
      name: `privacy-${request}`,
      mail: privacyMail({ request, confirmUrl, validHours: 24 }, SAMPLE_SENDER),
    })),
  ]
}

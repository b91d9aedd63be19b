import { findQuiz } from '#app/content/scorecards.ts'
import { findCategory } from '#app/domain/quiz/quiz.ts'
import { recommend } from '#app/domain/quiz/recommendations.ts'
import { sampleResult } from '#app/domain/quiz/sample-result.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from '#app/domain/language/languages.ts'
import { describeWithdrawal } from '#app/words/describe-withdrawal.ts'
import { messagesFor } from '#app/words/messages.ts'
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

/** In other languages, of what the product itself says there: two gaps and a strength. */
function sampleResultsIn(language: Language, home: string): ResultsMailData {
  if (language === DEFAULT_LANGUAGE) return SAMPLE_RESULTS
  const quiz = quizIn(language)
  const { score, category, areas, recommendations } = sampleResult(quiz)
  const { name, headline } = findCategory(quiz, category)!
  const best = Object.fromEntries(quiz.questions.map(({ id }) => [id, 'A']))
  const [strength] = recommend(quiz, scoreAssessment(quiz, best))
  return {
    ...SAMPLE_RESULTS,
    totalScore: score,
    categoryName: name,
    headline,
    areas,
    recommendations: [...recommendations.slice(0, 2), strength!],
    resultsUrl: `${home}/assessment/results/${TOKEN}`,
    againUrl: `${home}/assessment/again/${TOKEN}`,
    linkEnds: messagesFor(language).format.day(new Date('2027-02-21T00:00:00Z')),
  }
}

const quizIn = (language: Language) => findQuiz({ scorecard: DEFAULT_SCORECARD, language })

const WITHDRAWN = {
  status: 'completed',
  results: { subscriptions: 'not_permitted', legalBasis: 'done', deals: 'done', note: 'done' },
} as const

/** Every e-mail that the product sends, with made-up contents, in each of its variants and languages. */
export function sampleMails(): { name: string; language: Language; mail: RenderedMail }[] {
  return LANGUAGES.flatMap((language) => {
    const inLanguage = language === DEFAULT_LANGUAGE ? '' : `${language}-`
    return mailsIn(language).map(({ name, mail }) => ({ name: `${inLanguage}${name}`, language, mail }))
  })
}

function mailsIn(language: Language): { name: string; mail: RenderedMail }[] {
  const home = `https://scorecard.example.com${language === DEFAULT_LANGUAGE ? '' : `/${language}`}`
  const confirmUrl = `${home}/privacy/confirm/${TOKEN}`
  const receiptUrl = `${home}/privacy?receipt=8c1f2f5e-2a57-4f0e-9d3b-6a1f0c9e7b24`
  const resumeUrl = `${home}/assessment/resume/${TOKEN}`
  const results = sampleResultsIn(language, home)
  const best = findCategory(quizIn(language), 'champion')!
  const resultsWith = (data: Partial<ResultsMailData>) =>
    resultsMail({ ...results, ...data }, SAMPLE_SENDER, language)
  const { format, mail: words, privacy } = messagesFor(language)
  const withdrawal = [
    words.receipt.here(format.day(new Date('2026-11-26T09:00:00Z'))),
    ...describeWithdrawal(WITHDRAWN, privacy.withdrawal),
  ]
  return [
    { name: 'results-qualified', mail: resultsWith({}) },
    {
      name: 'results-qualified-no-booking-page',
      mail: resultsWith({ briefing: { url: null, mayWrite: true } }),
    },
    { name: 'results-qualified-no-contact', mail: resultsWith({ briefing: { url: null, mayWrite: false } }) },
    {
      name: 'results',
      mail: resultsWith({
        totalScore: 100,
        categoryName: best.name,
        headline: best.headline,
        briefing: null,
      }),
    },
    { name: 'results-quiet-subject', mail: resultsWith({ scoreInSubject: false }) },
    { name: 'receipt', mail: receiptMail({ texts: withdrawal, receiptUrl }, SAMPLE_SENDER, language) },
    ...(language === DEFAULT_LANGUAGE ? [{ name: 'alert', mail: sampleAlert() }] : []),
    { name: 'resume', mail: resumeMail({ resumeUrl, stepsDone: 2, totalSteps: 4 }, SAMPLE_SENDER, language) },
    ...(['export', 'erasure', 'withdrawal'] as const).map((request) => ({
      name: `privacy-${request}`,
      mail: privacyMail({ request, confirmUrl, validHours: 24 }, SAMPLE_SENDER, language),
    })),
  ]
}

function sampleAlert(): RenderedMail {
  return alertMail(
    {
      over: false,
      problem: 'hubspot_queue',
      meaning: 'A lead waits for HubSpot for too long',
      see: 'npm run hubspot:status',
      healthUrl: 'https://scorecard.example.com/health',
    },
    { ...SAMPLE_SENDER, unsubscribeUrl: null },
  )
}

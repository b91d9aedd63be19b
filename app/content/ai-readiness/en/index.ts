import type { ScorecardWords } from '#app/domain/quiz/content-types.ts'
import { categories } from './categories.ts'
import { customerSafe } from './customer-safe.ts'
import { governance } from './governance.ts'
import { riskCompliance } from './risk-compliance.ts'
import { valueAssurance } from './value-assurance.ts'

export const words: ScorecardWords = {
  name: 'AI readiness assessment',
  landing: {
    title: 'AI Readiness Scorecard: how ready is your company to rely on AI?',
    description:
      'Sixteen questions for executives. A score from 0 to 100, four areas, and what to do next: in ten minutes, without signing up.',
    audience: 'For executives accountable for AI',
    about:
      'We advise leadership teams on AI: what it returns, where it can hurt customers, and what auditors will ask. The scorecard asks what we ask first.',
    headline: 'How ready is your AI, really?',
    lead: 'Answer 16 questions in ten minutes. Get a score from 0 to 100, a breakdown in four areas, and what to do next.',
    startLabel: 'Start the assessment',
    method:
      'Each question has five answers, from practice that is in place everywhere (100 points) to none, or not known (0). An area’s score is the mean of its answers; the total weighs the areas by what is most expensive to get wrong. The same answers always give the same score, and nobody’s opinion is in it.',
    faq: [
      {
        title: 'Do I have to say who I am?',
        text: 'No. Score, breakdown and the first recommendation are there without a name or an address. The full advice needs an e-mail address, and nothing more.',
      },
      {
        title: 'Will somebody call me?',
        text: 'Only if you tick the box that says so. It is never ticked beforehand, no advice depends on it, and you can take it back at any time.',
      },
      {
        title: 'Who should answer?',
        text: 'Whoever answers for these subjects in the company. No preparation is needed, and “I don’t know” is an answer: it counts as not in place, because nobody can rely on it.',
      },
      {
        title: 'Can I stop and carry on later?',
        text: 'Yes. Every answer is saved as you give it, for {session}, and a link by e-mail opens them on another device.',
      },
      {
        title: 'What happens to my answers?',
        text: '{days} after you finish, everything that says who you are is removed. What stays are scores and answers as statistics. [Privacy and your data]',
      },
    ],
  },
  areas: {
    value_assurance: valueAssurance,
    customer_safe: customerSafe,
    risk_compliance: riskCompliance,
    governance,
  },
  categories,
  strength: {
    title: 'Keep your strength: {title}',
    action:
      'You are at the highest level here, and {points} of your points depend on it. Name the person responsible for keeping it there, and review it every quarter.',
  },
}

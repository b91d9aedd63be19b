import type { CategoryWords } from '#app/domain/quiz/content-types.ts'

export const categories: Record<string, CategoryWords> = {
  champion: {
    name: 'AI Reality Champion',
    headline: 'Your AI delivers, and you can prove it.',
    explanation:
      'You measure what AI returns, protect the customers who meet it, and could show an auditor the evidence. Few organizations work at this level. What remains is to keep it so while models, laws and costs keep moving.',
    nextStep:
      'Name who keeps each strength where it is, then use your record: it lets you take on uses that others cannot risk.',
  },
  builder: {
    name: 'AI Value Builder',
    headline: 'The foundations are real. Some of the proof is still missing.',
    explanation:
      'Most of what responsible AI needs is in place, and your better initiatives earn their keep. The gaps are specific rather than general: a few practices depend on particular people or cover only the largest systems.',
    nextStep:
      'Take the first recommendation below and give it an owner and a date this quarter; each gap you close makes scaling safer.',
  },
  risk_zone: {
    name: 'AI Risk Zone',
    headline: 'Your AI runs ahead of your controls.',
    explanation:
      'AI is in use, and some of it helps, but value is asserted more often than it is measured and safeguards depend on people being careful. This is where an incident or a budget review tends to come as a surprise.',
    nextStep:
      'Before you launch anything new, fix the two costliest gaps below. An executive briefing can help you put them in order.',
  },
  alert: {
    name: 'AI Theater Alert',
    headline: 'There is more show than substance so far.',
    explanation:
      'There are pilots and announcements, but little evidence of return and few safeguards for customers or data. The risk is twofold: money spent without result, and harm that nobody is watching for.',
    nextStep:
      'Pause new pilots for a month, name one accountable executive, and start with the first recommendation below.',
  },
  crisis: {
    name: 'AI Crisis Mode',
    headline: 'You are exposed, and possibly without knowing where.',
    explanation:
      'Hardly any of the practices that keep AI valuable and safe are in place, or nobody can say whether they are. AI is probably in use anyway, inside tools you buy and in your people’s hands.',
    nextStep:
      'Find out within two weeks which AI is in use, on what data and in front of which customers. Then work through the recommendations below from the top.',
  },
}

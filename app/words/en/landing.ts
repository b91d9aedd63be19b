import { format, minutes, questions } from './format.ts'

export const landing = {
  questions,
  minutes: (count: number) => `About ${minutes(count)}`,
  free: 'Score without signing up',
  somethingChanged: 'Has something changed?',
  findOut: 'Find out where you stand',
  newOne: 'A new assessment begins with the first question. What you have done stays as it is.',
  effort: (count: number, time: number) =>
    `${questions(count)}, about ${minutes(time)}, and you may stop at any time.`,
  startNew: 'Start a new assessment',
  continue: 'Continue your assessment',
  left: (count: number, time: number) => `${questions(count)} left, about ${minutes(time)}.`,
  allAnswered: 'All questions answered.',
  yourResult: (score: number) => `Your result: ${score}`,
  completed: 'You completed the assessment in this browser.',
  goOn: 'Go to your assessment',
  started: 'You started one in this browser.',
  whoAsks: (company: string | null) => (company === null ? 'Who asks' : `Who asks: ${company}`),
  whoWeAre: 'Who we are',
  contactUs: 'Contact us',
  sample: 'A sample: made-up answers, scored as yours will be',
  advice: 'Not only a score: what to do next',
  adviceText:
    'What the sample result advises. Three to five steps, ordered by the points that each would add. The first is free to read; for the others we ask for an e-mail address.',
  method: 'How the score is made',
  area: (count: number, weight: number) => `${questions(count)}, ${format.percent(weight)} of the score`,
  asked: 'Questions people ask',
  trap: 'Leave this field empty',
  preview: {
    unknown: 'There is no variant of this page by that name',
    unknownText: 'This is the page as it stands. [Open it without the name], or check the link.',
    shown: 'You are looking at a preview',
    shownText:
      'This is one variant of the page. Nothing that you do from here is counted, and the next visit is an ordinary one. [Open the page as visitors do].',
  },
}

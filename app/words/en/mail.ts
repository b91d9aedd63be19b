import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { PrivacyKind } from '#app/domain/privacy/action.ts'
import { counted, hours } from './format.ts'

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const inNumber = (count: number) => NUMBERS[count] ?? String(count)

export const mail = {
  stop: 'Stop these e-mails',
  imprint: 'Imprint',
  orOpen: 'Or open this address:',
  results: {
    /** @param product what another scorecard than the default one goes by */
    title: (product?: string) => (product ? `Your result: ${product}` : 'Your AI readiness results'),
    score: (score: number, product?: string) =>
      `${product ?? 'Your AI readiness score'}: ${score} out of 100`,
    quietPreheader: (areas: number) =>
      `Your score, its breakdown in ${inNumber(areas)} areas, and what to do next.`,
    reason:
      'You are receiving this e-mail because this address was entered to receive the results of an assessment.',
    outOf: 'out of 100',
    areas: (areas: number) => `Your ${inNumber(areas)} areas`,
    area: 'Area',
    areaScore: 'Score out of 100',
    nextSteps: 'What to do next',
    keep: 'Keep',
    gain: counted('# point to gain', '# points to gain'),
    open: 'See your full results',
    linkEnds: (day: string) => `The link works until ${day}. Anyone who has it can see your results.`,
    again: [
      'To see what has moved, ',
      'take the assessment again',
      ' before then: the new result is compared with this one.',
    ] as readonly [before: string, link: string, after: string],
    againAddress:
      'To see what has moved, take the assessment again before then, and have it compared with this one:',
    briefing: {
      title: 'Talk it through',
      qualified: 'Your answers qualify you for an executive briefing.',
      about:
        'Your answers qualify you for an executive briefing: a conversation about your gaps, starting with those that pay off first.',
      weWrite: 'We will write to you with a choice of times.',
      agreeFirst:
        'To arrange one, agree on the page with your results that we may contact you, and we will write to you.',
      book: 'Book your executive briefing',
      bookAddress: 'Book it here:',
    },
  },
  resume: {
    title: 'Carry on with your assessment',
    reason: 'You are receiving this e-mail because a link to carry on was requested for this address.',
    begun: (product?: string) => `You have begun the ${product ?? 'AI readiness assessment'}.`,
    stepsDone: (done: number, all: number) => `You have completed ${done} of ${all} steps.`,
    waiting: 'Your answers are waiting.',
    waitingWhere: 'Your answers are waiting where you left them.',
    lifetime: `The link opens your answers on any device. They are kept for ${inWords(LIFETIMES.session)} after your last answer and are then deleted.`,
    open: 'Carry on',
    stranger: 'If you did not request it, you can ignore this e-mail.',
  },
  privacy: {
    reason: 'You are receiving this e-mail because a request about personal data was made with this address.',
    stranger:
      'If you did not make this request, you can ignore this e-mail: nothing happens unless the link is used.',
    lifetime: (lifetime: number) => `The link can be used once, within ${hours(lifetime)}.`,
    requests: {
      export: {
        title: 'Get a copy of your data',
        body: 'Open the link to get one file with all the personal data that we hold about this address.',
        open: 'Get my data',
      },
      erasure: {
        title: 'Confirm the erasure of your data',
        body: 'Open the link and confirm, and we will erase the personal data that we hold about this address. This cannot be undone.',
        open: 'Erase my data',
      },
      withdrawal: {
        title: 'Confirm the withdrawal of your consent',
        body: 'Open the link and confirm, and we will no longer send you e-mails or pass on your contact details.',
        open: 'Withdraw my consent',
      },
    } satisfies Record<PrivacyKind, object>,
  },
  receipt: {
    title: 'Your consent has been withdrawn',
    reason:
      'You are receiving this e-mail because consent was withdrawn for this address. It is the only one.',
    here: (day: string) =>
      `Your consent was withdrawn on ${day}. Nothing more is sent to you, and nothing is passed on.`,
    open: 'See the receipt',
  },
}

import { format } from './format.ts'

/** What links from e-mails and from colleagues lead to. */
export const links = {
  expired: 'The link may have expired.',
  again: {
    title: 'Take the assessment again',
    ended: 'The link may have ended, or the result is no longer kept.',
    compared: (day: string, score: number) =>
      `Your new result will stand beside the one of ${day}, ${score} out of 100: area by area, and question by question.`,
    alone: (day: string) =>
      `The questions have changed since ${day}, so your new result will stand by itself: scores of different questions cannot be compared.`,
  },
  resume: {
    title: 'Carry on with your assessment',
    begun: 'You have begun the assessment.',
    done: (steps: number, of: number) => `You have completed ${steps} of ${of} steps. Your answers are kept.`,
    sentTo: (address: string) =>
      `This link was sent to *${address}*. If that is not your address, [start an assessment of your own].`,
    oneBrowser:
      'One browser at a time fills in an assessment: carrying on here ends it in the browser that has it now. The same link, opened there, brings it back.',
    button: 'Carry on here',
    gone: (seconds: number) =>
      `Unfinished assessments are deleted after ${format.duration(seconds)} without activity, or when we are asked to erase them, and their links then stop working.`,
  },
  shared: {
    title: 'A shared result',
    report: 'Report of a shared result',
    ended: 'Whoever shared a result can end that at any time.',
  },
}

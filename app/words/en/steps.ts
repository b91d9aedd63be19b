import type { AnswerProblem } from '#app/domain/quiz/answers.ts'
import { minutes, questions } from './format.ts'

function lowerFirst(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title
}

export const steps = {
  title: (area: string, step: number) => `${area}: step ${step}`,
  description: (product: string, step: number, steps: number, count: number, area: string) =>
    `${product}, step ${step} of ${steps}: ${questions(count)} on ${area}.`,
  place: (step: number, steps: number) => `Step ${step} of ${steps}`,
  steps: 'Steps',
  done: 'done',
  left: (count: number, time: number) => `${questions(count)} left, about ${minutes(time)}`,
  allAnswered: 'All questions answered',
  incomplete: 'Please complete this step',
  problem(problem: AnswerProblem): string {
    switch (problem.kind) {
      case 'missing':
        return 'Choose the answer that fits best. E is fine if you don’t know.'
      case 'unknown_choice':
        return 'Choose one of the answers A to E.'
      case 'foreign': {
        const where = problem.step === null ? 'that is not in this assessment' : `from step ${problem.step}`
        return `This form contains a question ${where}. Reload the page and answer the questions there.`
      }
    }
  },
  moveOn: 'Move on after each answer',
  keys: 'Keyboard: inside a question, press 1 to 5 or A to E to answer and move to the next one.',
  welcomeBack: 'Welcome back. Your answers so far are still here.',
  answered: (count: string) => `of ${count} answered`,
  savedOnContinue: 'Your answers are saved when you continue.',
  continue: 'Continue',
  finish: 'See my results',
  back: 'Back',
  question: (number: number) => `Question ${number}`,
  verdictOn: (area: string) => `Your answers on ${area}`,
  of100: 'of 100',
  /** in a sentence of its own, by how the score of an area is called */
  verdict: {
    champion: 'In place, and it shows.',
    builder: 'Well under way.',
    risk_zone: 'Part of the way.',
    alert: 'Early days.',
    crisis: 'Hardly begun.',
  },
  extremes: (strongest: string, mostToGain: string) =>
    `Strongest: ${lowerFirst(strongest)}. Most to gain: ${lowerFirst(mostToGain)}.`,
  resultsGoTo: (address: string) => `Your results go to ${address}`,
  later: 'Carry on later, or get my results by e-mail (optional)',
  addressElsewhere: (address: string) =>
    `Your results go to ${address}, which was given in another browser. Enter an address here to use that one instead.`,
  sendLink: 'E-mail me a link to carry on later',
  /** by which the page’s script says what has become of the answers */
  saving: {
    asYouGo: 'Your answers are saved as you go.',
    saving: 'Saving...',
    saved: 'Saved',
    retrying: 'Not saved yet - trying again',
    offline: 'You are offline - your answers are kept in this browser',
    expired: 'Your session has expired.',
    moved: 'You carried on in another browser. To come back, open the link in your e-mail here.',
    completed: 'This assessment is complete.',
    refused: 'An answer was not accepted - continue to see why',
    startAgain: 'Start again',
    seeResult: 'See your result',
  },
}

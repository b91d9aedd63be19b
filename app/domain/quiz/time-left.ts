import { QUESTIONS } from './quiz.ts'

export const WHOLE_MINUTES = 10

/** About how many minutes so many questions take, rounded up. */
export function minutesFor(questions: number): number {
  return Math.ceil((questions * WHOLE_MINUTES) / QUESTIONS.length)
}

/** "5 questions left, about 4 minutes". */
export function leftInWords(questions: number): string {
  const minutes = minutesFor(questions)
  return `${questions} ${questions === 1 ? 'question' : 'questions'} left, about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
}

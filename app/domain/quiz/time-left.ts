/** How long a whole quiz takes. */
export interface Pace {
  questions: number
  minutes: number
}

/** "5 questions left, about 4 minutes". */
export function leftInWords(questions: number, whole: Pace): string {
  const minutes = Math.ceil((questions * whole.minutes) / whole.questions)
  return `${questions} ${questions === 1 ? 'question' : 'questions'} left, about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
}

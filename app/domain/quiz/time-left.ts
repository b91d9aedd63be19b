/** How long a whole quiz takes. */
export interface Pace {
  questions: number
  minutes: number
}

/** About how many minutes so many questions take, rounded up. */
export function minutesFor(questions: number, whole: Pace): number {
  return Math.ceil((questions * whole.minutes) / whole.questions)
}

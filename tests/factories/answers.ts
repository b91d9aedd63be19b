import { AREAS, QUESTIONS } from './quiz.ts'
import type { Answers, Choice } from '#app/domain/quiz/quiz.ts'

/** The same choice for every question, with exceptions by question id. */
export function answerAll(choice: Choice, exceptions: Answers = {}): Answers {
  return { ...Object.fromEntries(QUESTIONS.map((question) => [question.id, choice])), ...exceptions }
}

/** A complete set from one string of choices an area, in the order of its questions: `{ governance: 'ABE', ... }`. */
export function answersByArea(choices: Record<string, string>): Answers {
  return Object.fromEntries(
    AREAS.flatMap((area) =>
      area.questions.map((question, index) => [question.id, choices[area.id]![index] as Choice]),
    ),
  )
}

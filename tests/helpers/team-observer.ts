import { QUESTIONS } from '#tests/factories/quiz.ts'
import { CHOICES, type Choice } from '#app/domain/quiz/quiz.ts'
import { IN_PLACE, type TeamGroup } from '#app/domain/team/agreement.ts'

/** What one look at a team's page shows, and, more than it says, of whom. */
export interface PageState {
  people: readonly number[]
  /** how many of them say that it is in place, by question */
  inPlace: Readonly<Record<string, number>>
}

export type AnswerSheet = Readonly<Record<string, Choice>>

export const isInPlace = (choice: Choice) => IN_PLACE.includes(choice)

/** The sums of all groups together, which is all that the page is made from. */
export function sumGroups(groups: readonly TeamGroup[]): PageState['inPlace'] {
  return Object.fromEntries(
    QUESTIONS.map(({ id }) => [id, groups.reduce((sum, { inPlace }) => sum + (inPlace[id] ?? 0), 0)]),
  )
}

/**
 * People whom no state of the page tells apart: they were in the same ones.
 * @returns only of those who were in any
 */
export function indistinguishable(states: readonly PageState[]): number[][] {
  const people = [...new Set(states.flatMap((state) => state.people))]
  const classes = new Map<string, number[]>()
  for (const person of people) {
    const seen = states.map((state) => (state.people.includes(person) ? '1' : '0')).join('')
    classes.set(seen, [...(classes.get(seen) ?? []), person])
  }
  return [...classes.values()]
}

/** An attacker who knows every answer but one: the choices that would have given the same page every time. */
export function choicesLeft(
  states: readonly PageState[],
  sheets: readonly AnswerSheet[],
  person: number,
  questionId: string,
): Choice[] {
  return CHOICES.filter((choice) =>
    states.every((state) => {
      const known = state.people.filter((one) => one !== person && isInPlace(sheets[one]![questionId]!))
      const own = state.people.includes(person) && isInPlace(choice) ? 1 : 0
      return known.length + own === state.inPlace[questionId]
    }),
  )
}

/** An attacker who knows every answer but those of some people: which sides each of these can be on. */
export function sidesLeft(
  states: readonly PageState[],
  sheets: readonly AnswerSheet[],
  unknown: readonly number[],
  questionId: string,
): Set<boolean>[] {
  const sides = unknown.map(() => new Set<boolean>())
  for (let guess = 0; guess < 2 ** unknown.length; guess++) {
    const side = (person: number) => {
      const place = unknown.indexOf(person)
      return place < 0 ? isInPlace(sheets[person]![questionId]!) : ((guess >> place) & 1) === 1
    }
    if (states.every((state) => state.people.filter(side).length === state.inPlace[questionId]))
      unknown.forEach((_, place) => sides[place]!.add(((guess >> place) & 1) === 1))
  }
  return sides
}

import type { Choice, Quiz } from '#app/domain/quiz/quiz.ts'

/** So many people are compared at once, or more: docs/decisions/0042. */
export const LEAST_COMPARED = 3

/** All that the comparison knows of an answer: whether it says that something is in place. */
export const IN_PLACE: readonly Choice[] = ['A', 'B']

export interface TeamGroup {
  size: number
  /** how many say that it is in place, by question */
  inPlace: Readonly<Record<string, number>>
}

/** All on one side, at least three in four, or fewer. */
export type Agreement = 'agreed' | 'mostly' | 'divided'

export interface QuestionAgreement {
  questionId: string
  /** How many are on the larger side. Which side that is nobody is told. */
  together: number
  agreement: Agreement
}

export interface AreaAgreement {
  area: string
  /** percent on the larger side, on average over the questions */
  together: number
  agreed: number
  questions: QuestionAgreement[]
}

export interface TeamComparison {
  people: number
  agreed: number
  questionCount: number
  areas: AreaAgreement[]
  /** those on which not all agree, the closest halves first */
  disputed: QuestionAgreement[]
}

/** Null below {@link LEAST_COMPARED} people. */
export function compareTeam(quiz: Quiz, groups: readonly TeamGroup[]): TeamComparison | null {
  const people = groups.reduce((sum, { size }) => sum + size, 0)
  if (people < LEAST_COMPARED) return null
  const areas = quiz.areas.map(({ id, questions }) => {
    const compared = questions.map((question) => compareQuestion(question.id, groups, people))
    return {
      area: id,
      together: percent(
        compared.reduce((sum, { together }) => sum + together, 0),
        people * compared.length,
      ),
      agreed: countAgreed(compared),
      questions: compared,
    }
  })
  const questions = areas.flatMap((area) => area.questions)
  return {
    people,
    agreed: countAgreed(questions),
    questionCount: questions.length,
    areas,
    disputed: questions
      .filter(({ agreement }) => agreement !== 'agreed')
      .sort((a, b) => a.together - b.together),
  }
}

function compareQuestion(
  questionId: string,
  groups: readonly TeamGroup[],
  people: number,
): QuestionAgreement {
  const inPlace = groups.reduce((sum, group) => sum + (group.inPlace[questionId] ?? 0), 0)
  const together = Math.max(inPlace, people - inPlace)
  return { questionId, together, agreement: judge(together / people) }
}

function judge(share: number): Agreement {
  if (share === 1) return 'agreed'
  return share >= 3 / 4 ? 'mostly' : 'divided'
}

const countAgreed = (questions: readonly QuestionAgreement[]) =>
  questions.filter(({ agreement }) => agreement === 'agreed').length

const percent = (part: number, whole: number) => Math.round((part / whole) * 100)

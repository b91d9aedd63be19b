import type { Histograms } from '#app/data/console/histograms.server.ts'
import { formatValue } from '#app/domain/console/format.ts'
import type { Row, Section } from '#app/domain/console/page-view.ts'
import { type Quiz, findArea } from '#app/domain/quiz/quiz.ts'
import { CHOICES, CHOICE_POINTS, type Choice } from '#app/domain/quiz/structure.ts'

type Answers = Histograms['answers']

interface AnsweredQuestion {
  id: string
  label: string
  text: string
  area: string
  counts: readonly number[]
  answered: number
  /** share of E */
  hardest: number
  /** mean points of the total; null where the weights are not known */
  lost: number | null
  /** points of the total that it is worth */
  worth: number | null
}

const shareOf = (count: number, of: number) => (of === 0 ? 0 : count / of)

/** In the quiz's order. Of another version than the quiz's only the ids are known. */
function questionsOf(quiz: Quiz, answers: Answers, version: string): AnsweredQuestion[] {
  const known = version === quiz.version ? quiz.questions : []
  const order = known.map(({ id }) => id)
  const ids = Object.keys(answers).sort((one, other) =>
    known.length > 0 ? order.indexOf(one) - order.indexOf(other) : one.localeCompare(other, 'en'),
  )
  return ids.map((id) => {
    const question = known.find((candidate) => candidate.id === id)
    const counts = CHOICES.map((choice) => answers[id]?.[choice] ?? 0)
    const answered = counts.reduce((sum, n) => sum + n, 0)
    const lostShare = (choice: Choice, place: number) =>
      (counts[place]! * (100 - CHOICE_POINTS[choice])) / 100
    const lost = CHOICES.reduce((sum, choice, place) => sum + lostShare(choice, place), 0)
    const worth = question?.maxContribution ?? null
    return {
      id,
      label: question ? `${question.number}. ${question.title}` : id,
      text: question?.text ?? id,
      area: question ? (findArea(quiz, question.area)?.name ?? question.area) : '',
      counts,
      answered,
      hardest: shareOf(counts.at(-1)!, answered),
      lost: worth === null ? null : worth * shareOf(lost, answered),
      worth,
    }
  })
}

const QUESTION = [
  { id: 'question', label: 'Question' },
  { id: 'area', label: 'Area' },
] as const
const cellsOf = ({ text, area }: AnsweredQuestion) => ({ question: text, area: area || null })
const EMPTY = 'Nobody has answered in these days.'
const inHundredths = (points: number) => Math.round(points * 100) / 100

/** Where points are lost: of each question, the weighted points that it costs on average. */
export function lostSection(quiz: Quiz, answers: Answers, version: string): Section {
  const questions = questionsOf(quiz, answers, version).flatMap((question) =>
    question.lost === null ? [] : [{ ...question, lost: question.lost }],
  )
  questions.sort((one, other) => other.lost - one.lost)
  return {
    id: 'lost',
    title: 'Where points are lost',
    text: 'The points of the total that a question costs on average: what its answers lack of A, times its weight, over all who answered it. The line marks what it is worth.',
    ...(questions.length > 0 && {
      chart: {
        kind: 'bars',
        name: `Points lost on average by question, the most at question ${questions[0]!.label}`,
        bars: questions.map(({ label, lost, worth }) => ({
          label,
          value: lost,
          text: lost.toFixed(1),
          mark: worth!,
        })),
        markLabel: 'what it is worth',
      },
    }),
    table: {
      caption: 'Points lost by question',
      columns: [
        ...QUESTION,
        { id: 'lost', label: 'Points lost, on average', kind: 'number' },
        { id: 'worth', label: 'Points it is worth', kind: 'number' },
        { id: 'share', label: 'Lost of them', kind: 'percent' },
      ],
      rows: questions.map((question): Row => {
        const { lost, worth } = question
        return {
          cells: {
            ...cellsOf(question),
            lost: inHundredths(lost),
            worth: inHundredths(worth!),
            share: lost / worth!,
          },
        }
      }),
      empty:
        version === quiz.version
          ? EMPTY
          : 'The weights of another version than today’s are not known any more.',
    },
  }
}

const HARDEST_SHOWN = 5

/** The hardest questions: by the share of E, "not in place or don't know". */
export function hardestSection(quiz: Quiz, answers: Answers, version: string): Section {
  const questions = questionsOf(quiz, answers, version).sort((one, other) => other.hardest - one.hardest)
  const shown = questions.slice(0, HARDEST_SHOWN)
  return {
    id: 'hardest',
    title: 'Hardest questions',
    text: 'By the share of E, “not in place or don’t know”, of all who answered.',
    ...(shown.length > 0 && {
      chart: {
        kind: 'bars',
        name: `The ${shown.length} questions with the highest share of E`,
        most: 1,
        bars: shown.map(({ label, hardest }) => ({
          label,
          value: hardest,
          text: formatValue(hardest, 'percent'),
        })),
      },
    }),
    table: {
      caption: 'Questions by the share of E',
      columns: [
        ...QUESTION,
        { id: 'share', label: 'Share of E', kind: 'percent' },
        { id: 'answered', label: 'Answered by', kind: 'number' },
      ],
      rows: questions.map((question): Row => ({
        cells: { ...cellsOf(question), share: question.hardest, answered: question.answered },
      })),
      empty: EMPTY,
    },
  }
}

/** Answers by question and choice. */
export function answersSection(quiz: Quiz, answers: Answers, version: string): Section {
  const questions = questionsOf(quiz, answers, version)
  return {
    id: 'answers',
    title: 'Answers by question',
    text: 'How many chose which answer, from A (all in place) to E.',
    ...(questions.length > 0 && {
      chart: {
        kind: 'parts',
        name: 'Shares of the answers A to E, question by question',
        parts: CHOICES,
        rows: questions.map(({ label, counts }) => ({ label, counts })),
      },
    }),
    table: {
      caption: 'Answers by question and choice',
      columns: [
        ...QUESTION,
        ...CHOICES.map((choice) => ({ id: choice, label: choice, kind: 'number' as const })),
      ],
      rows: questions.map((question): Row => ({
        cells: {
          ...cellsOf(question),
          ...Object.fromEntries(CHOICES.map((choice, place) => [choice, question.counts[place]!])),
        },
      })),
      empty: EMPTY,
    },
  }
}

import { AREAS, CATEGORIES, QUESTIONS } from '#app/domain/quiz/quiz.ts'
import { ColumnHeads } from './column-heads.tsx'

export interface ReportMethodProps {
  /** Of the questions that were answered. */
  version: string
  /** How others scored, in a sentence; absent where there are too few. */
  spread?: string
}

/** How a score comes about, for a reader who has to judge what it is worth. */
export function ReportMethod({ version, spread }: ReportMethodProps) {
  return (
    <section className="report-method" aria-labelledby="report-method">
      <h2 id="report-method">How the score comes about</h2>
      <p>
        One person answered {QUESTIONS.length} questions in four areas. Each answer is one of five levels,
        from “in place, measured and proved” (100 points) to “not in place, or not known” (0 points). An
        area’s score is the mean of its answers, and the total is the mean of the areas by their weight:{' '}
        {AREAS.map(({ name, weight }) => `${name} ${weight}%`).join(', ')}. Points are shown in whole numbers.
      </p>
      <p>
        It is a self-assessment: nobody has checked the answers, and they show one point of view at one time.
        It helps to decide where to look first. It is no audit and no certificate.
      </p>
      <table className="report-table">
        <caption>What the total means</caption>
        <ColumnHeads names={['Total', 'Category', 'In one sentence']} />
        <tbody>
          {CATEGORIES.map(({ id, name, from, to, headline }) => (
            <tr key={id}>
              <td>{`${from} to ${to}`}</td>
              <th scope="row">{name}</th>
              <td>{headline}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {spread && <p>{spread}</p>}
      <p className="muted">Version of the questions: {version}.</p>
    </section>
  )
}

import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { useMessages } from './mount.tsx'
import { ColumnHeads } from './column-heads.tsx'

export interface ReportMethodProps {
  quiz: Pick<Quiz, 'areas' | 'categories' | 'questions'>
  /** Of the questions that were answered. */
  version: string
  /** How others scored, in a sentence; absent where there are too few. */
  spread?: string
}

/** How a score comes about, for a reader who has to judge what it is worth. */
export function ReportMethod({ quiz: { areas, categories, questions }, version, spread }: ReportMethodProps) {
  const { report: t, results } = useMessages()
  return (
    <section className="report-method" aria-labelledby="report-method">
      <h2 id="report-method">{t.method}</h2>
      <p>{t.methodText(questions.length, areas)}</p>
      <p>{t.selfAssessment}</p>
      <table className="report-table report-levels">
        <caption>{t.meaning}</caption>
        <ColumnHeads names={t.meaningHeads} />
        <tbody>
          {categories.map(({ id, name, from, to, headline }) => (
            <tr key={id}>
              <td>{results.range(from, to)}</td>
              <th scope="row">{name}</th>
              <td>{headline}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {spread && <p>{spread}</p>}
      <p className="muted">{t.version(version)}</p>
    </section>
  )
}

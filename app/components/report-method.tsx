import { useMessages } from './mount.tsx'
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
  const { report: t, results } = useMessages()
  return (
    <section className="report-method" aria-labelledby="report-method">
      <h2 id="report-method">{t.method}</h2>
      <p>{t.methodText(QUESTIONS.length, AREAS)}</p>
      <p>{t.selfAssessment}</p>
      <table className="report-table">
        <caption>{t.meaning}</caption>
        <ColumnHeads names={t.meaningHeads} />
        <tbody>
          {CATEGORIES.map(({ id, name, from, to, headline }) => (
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

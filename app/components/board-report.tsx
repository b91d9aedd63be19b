import { useMessages } from './mount.tsx'
import type { AnswerEffect } from '#app/domain/quiz/answer-effects.ts'
import { wholePoints } from '#app/domain/quiz/points.ts'
import { AreaChanges, type AreaChangesProps } from './area-changes.tsx'
import { AreaScores, type AreaScore } from './area-scores.tsx'
import { ColumnHeads } from './column-heads.tsx'
import type { RecommendationItem, RecommendationTeaser } from './recommendations.tsx'
import type { ShownCategory } from './results-head.tsx'
import { ReportMethod, type ReportMethodProps } from './report-method.tsx'
import { ScoreGauge } from './score-gauge.tsx'

export interface BoardReportProps {
  /** Whose result it is, for who gave it in this browser. */
  company: string | null
  /** Who offers the assessment. */
  offeredBy: string | null
  day: string
  score: number
  category: ShownCategory
  areas: readonly AreaScore[]
  /** What has changed since the assessment before; absent without one, and where its questions were others. */
  lastTime?: AreaChangesProps
  recommendations: { items: readonly RecommendationItem[]; locked: readonly RecommendationTeaser[] }
  /** The fewest fixes to the next category; absent in the highest, and for former questions. */
  way?: { categoryName: string; from: number; after: number; titles: readonly string[] }
  /** By area; null where the questions have changed since. */
  answers: Readonly<Record<string, readonly AnswerEffect[]>> | null
  method: ReportMethodProps
}

/** The result as a document to hand out: read on paper, by people who have not seen the pages. */
export function BoardReport(props: BoardReportProps) {
  const { report: t } = useMessages()
  const { company, offeredBy, day, score, category, areas, lastTime, answers, method } = props
  return (
    <article className="report">
      <header className="report-head">
        <p className="report-kind">{t.kind}</p>
        <h1>{company ?? t.heading}</h1>
        <p className="muted">
          {day}
          {offeredBy && t.offeredBy(offeredBy)}
        </p>
      </header>
      <section className="report-summary" data-category={category.category} aria-labelledby="report-result">
        <ScoreGauge
          score={score}
          label={category.name}
          category={category.category}
          limits={category.limits}
          named={false}
        />
        <div className="category">
          <h2 id="report-result">{category.name}</h2>
          <p className="category-headline">{category.headline}</p>
          <p>{category.explanation}</p>
        </div>
      </section>
      <section aria-labelledby="report-areas">
        <h2 id="report-areas">{t.areas}</h2>
        <AreaScores areas={areas} />
      </section>
      {lastTime && (
        <section className="report-last-time" aria-labelledby="report-last-time">
          <h2 id="report-last-time">{t.lastTime}</h2>
          <AreaChanges {...lastTime} />
        </section>
      )}
      <ReportSteps {...props} />
      {answers && (
        <section className="report-answers" aria-labelledby="report-answers">
          <h2 id="report-answers">{t.answers}</h2>
          {areas.map(({ id, name }) => (
            <AnswerTable key={id} area={name} answers={answers[id] ?? []} />
          ))}
        </section>
      )}
      <ReportMethod {...method} />
    </article>
  )
}

function ReportSteps({ recommendations: { items, locked }, way }: BoardReportProps) {
  const { report: t } = useMessages()
  return (
    <section aria-labelledby="report-steps">
      <h2 id="report-steps">{t.steps}</h2>
      {way && <p className="report-way">{t.way(way.categoryName, way.from, way.titles.length, way.after)}</p>}
      <ol className="report-steps">
        {items.map(({ id, title, action, areaName, gain }) => (
          <li key={id}>
            <h3>{title}</h3>
            <p className="muted">
              {areaName}
              {gain > 0 && t.toGain(wholePoints(gain))}
            </p>
            <p>{action}</p>
          </li>
        ))}
        {locked.map(({ id, areaName, gain }) => (
          <li key={id}>
            <p className="muted">
              {areaName}
              {gain > 0 && t.toGain(wholePoints(gain))}
              {t.locked}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function AnswerTable({ area, answers }: { area: string; answers: readonly AnswerEffect[] }) {
  const { report: t } = useMessages()
  return (
    <table className="report-table">
      <caption>{area}</caption>
      <ColumnHeads names={t.answerHeads} />
      <tbody>
        {answers.map(({ id, title, question, answer, gained, most, gain, whyItMatters }) => (
          <tr key={id}>
            <th scope="row">
              {title}
              <span>{question}</span>
            </th>
            <td>
              {answer}
              {gain > 0 && <p className="report-why">{whyItMatters}</p>}
            </td>
            <td>{t.points(gained, most)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

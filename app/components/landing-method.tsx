import { useMessages } from './mount.tsx'

export interface LandingArea {
  id: string
  title: string
  summary: string
  questionCount: number
  /** share of the total in per cent */
  weight: number
}

/** How the score comes about: areas, weights, points. */
export function LandingMethod({ text, areas }: { text: string; areas: readonly LandingArea[] }) {
  const { landing: t } = useMessages()
  return (
    <section className="band" aria-labelledby="method-title">
      <h2 id="method-title">{t.method}</h2>
      <p className="muted method-text">{text}</p>
      <ol className="area-list">
        {areas.map((area) => (
          <li key={area.id}>
            <h3>{area.title}</h3>
            <p className="muted">{t.area(area.questionCount, area.weight)}</p>
            <p>{area.summary}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

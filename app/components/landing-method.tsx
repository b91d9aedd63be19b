export interface LandingArea {
  id: string
  title: string
  summary: string
  questionCount: number
  /** share of the total in per cent */
  weight: number
}

/** How the score comes about: areas, weights, points. */
export function LandingMethod({ areas }: { areas: readonly LandingArea[] }) {
  return (
    <section className="band" aria-labelledby="method-title">
      <h2 id="method-title">How the score is made</h2>
      <p className="muted method-text">
        Each question has five answers, from practice that is in place everywhere (100 points) to none, or not
        known (0). An area’s score is the mean of its answers; the total weighs the areas by what is most
        expensive to get wrong. The same answers always give the same score, and nobody’s opinion is in it.
      </p>
      <ol className="area-list">
        {areas.map((area) => (
          <li key={area.id}>
            <h3>{area.title}</h3>
            <p className="muted">{`${area.questionCount} questions, ${area.weight}% of the score`}</p>
            <p>{area.summary}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

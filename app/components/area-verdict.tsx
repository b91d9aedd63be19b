import type { AreaVerdict as Verdict } from '#app/domain/quiz/area-verdict.ts'

/** What the answers of the area before say, for whoever has just finished it. */
export function AreaVerdict({ name, score, text }: Verdict) {
  return (
    <section className="area-verdict" aria-label={`Your answers on ${name}`}>
      <p className="area-verdict-score">
        <span>{name}</span> <strong>{score}</strong> <span>of 100</span>
      </p>
      <p>{text}</p>
    </section>
  )
}

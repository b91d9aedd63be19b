import { useMessages } from './mount.tsx'
import type { AreaVerdict as Verdict } from '#app/domain/quiz/area-verdict.ts'

/** What the answers of the area before say, for whoever has just finished it. */
export function AreaVerdictText({ name, score, level, extremes }: Verdict) {
  const { steps: t } = useMessages()
  return (
    <section className="area-verdict" aria-label={t.verdictOn(name)}>
      <p className="area-verdict-score">
        <span>{name}</span> <strong>{score}</strong> <span>{t.of100}</span>
      </p>
      <p>
        {t.verdict[level]}
        {extremes && ` ${t.extremes(extremes.strongest, extremes.mostToGain)}`}
      </p>
    </section>
  )
}

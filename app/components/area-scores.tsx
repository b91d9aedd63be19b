import { useMessages } from './mount.tsx'
import type { ReactNode } from 'react'
import { categoryLike } from '#app/domain/quiz/tones.ts'

export interface AreaScore {
  id: string
  name: string
  /** 0 to 100. */
  score: number
  /** Share of the total in percent, shown when given. */
  weight?: number
}

export interface AreaScoresProps {
  areas: readonly AreaScore[]
  /** What stands under each of them. */
  children?: (area: AreaScore) => ReactNode
}

/** The areas' scores as bars; the numbers are text, so the bars are decoration. */
export function AreaScores({ areas, children }: AreaScoresProps) {
  const { results: t } = useMessages()
  return (
    <ul className="area-scores">
      {areas.map((area) => (
        <li key={area.id} className="area-score" data-category={categoryLike(area.score)}>
          <p className="area-score-text">
            <span>
              {area.name}{' '}
              {area.weight !== undefined && (
                <span className="area-score-weight">{t.weight(area.weight)}</span>
              )}
            </span>
            <span className="area-score-number">
              <strong>{area.score}</strong>
              <span className="muted"> / 100</span>
            </span>
          </p>
          <svg className="bar-chart" width="100%" height="10" aria-hidden="true" focusable="false">
            <rect className="bar-track" x="0.5" y="0.5" width="99.8%" height="9" rx="4.5" />
            <rect className="bar-fill" width={`${area.score}%`} height="10" rx="5" />
          </svg>
          {children?.(area)}
        </li>
      ))}
    </ul>
  )
}

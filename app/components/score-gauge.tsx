import { useMessages } from './mount.tsx'

export interface ScoreGaugeProps {
  /** 0 to 100. */
  score: number
  /** The category's name, shown under the number and read out with it. */
  label: string
  /** The category's key; chooses the colour. */
  category: string
  /** Where one category ends and the next begins. */
  limits: readonly number[]
  /** Whether the label is shown: where it stands beside the gauge, it is only read out. */
  named?: boolean
}

// A half circle; `pathLength` makes one unit of dash one point of score.
const ARC = 'M20 110a90 90 0 0 1 180 0'
/** A pixel longer at both ends. */
const OUTLINE = 'M20 111v-1a90 90 0 0 1 180 0v1'

export function ScoreGauge({ score, label, category, limits, named = true }: ScoreGaugeProps) {
  const { results: t } = useMessages()
  const shown = Math.min(100, Math.max(0, score))
  return (
    <svg
      className="gauge"
      data-category={category}
      viewBox={named ? '0 0 220 150' : '0 0 220 124'}
      role="img"
      aria-label={t.gauge(shown, label)}
    >
      <g className="gauge-arc">
        <path className="gauge-outline" d={OUTLINE} fill="none" strokeWidth="18" />
        <path className="gauge-track" d={ARC} fill="none" strokeWidth="16" />
        {shown > 0 && (
          <path
            className="gauge-fill"
            d={ARC}
            fill="none"
            strokeWidth="16"
            pathLength="100"
            strokeDasharray={`${shown} 200`}
          />
        )}
        {limits.map((boundary) => (
          <path
            key={boundary}
            className="gauge-boundary"
            d="M10 110h20"
            strokeWidth="2"
            transform={`rotate(${boundary * 1.8} 110 110)`}
          />
        ))}
      </g>
      <text className="gauge-score" x="110" y="102" textAnchor="middle">
        {shown}
      </text>
      <text className="gauge-unit" x="110" y="119" textAnchor="middle">
        {t.outOf100}
      </text>
      {named && (
        <text className="gauge-label" x="110" y="144" textAnchor="middle">
          {label}
        </text>
      )}
    </svg>
  )
}

import { useMessages } from './mount.tsx'
import { ColumnHeads } from './column-heads.tsx'

export interface ScoreSpreadProps {
  /** From the lowest scores to the highest, without gaps. */
  bands: readonly { from: number; to: number; share: number; own: boolean }[]
  /** Percent of the results in lower bands than one's own. */
  belowShare: number
  /** How many results, in round numbers. */
  total: number
  /** The first and the last day of them, in words. */
  fromDay: string
  throughDay: string
}

const WIDTH = 640
const HEIGHT = 190
const TOP = 44
const FLOOR = 160
const GAP = 4

/** How the scores of others are spread, and where one's own stands among them. */
export function ScoreSpread({ bands, belowShare, total, fromDay, throughDay }: ScoreSpreadProps) {
  const {
    format,
    results: { spread: t },
  } = useMessages()
  const highest = Math.max(...bands.map(({ share }) => share))
  const own = bands.find((band) => band.own) ?? bands[0]!
  const summary = t.summary(own.from, own.to, own.share, total, belowShare)
  return (
    <section className="card score-spread" aria-labelledby="spread-title">
      <h2 id="spread-title">{t.title}</h2>
      <p>{summary}</p>
      <svg
        className="spread-chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-labelledby="spread-name"
        focusable="false"
      >
        <title id="spread-name">{`${t.chart} ${summary}`}</title>
        {bands.map(({ from, to, share, own: isOwn }) => {
          const left = placeOf(from)
          const width = placeOf(to + 1) - left - GAP
          const height = Math.max(2, (share / highest) * (FLOOR - TOP))
          const middle = left + width / 2
          return (
            <g key={from} className={isOwn ? 'spread-own' : undefined}>
              <rect className="spread-bar" x={left} y={FLOOR - height} width={width} height={height} rx="3" />
              {isOwn && (
                <>
                  <text className="spread-mark" x={anchorAt(middle)} y={TOP - 14} textAnchor="middle">
                    {t.own}
                  </text>
                  <line className="spread-lead" x1={middle} x2={middle} y1={TOP - 8} y2={FLOOR - height} />
                </>
              )}
            </g>
          )
        })}
        {[...bands.map(({ from }) => from), 100].map((score) => (
          <text
            key={score}
            className="spread-label"
            x={score === 100 ? WIDTH : placeOf(score)}
            y={FLOOR + 22}
            textAnchor={anchorOf(score)}
          >
            {score}
          </text>
        ))}
        <line className="spread-floor" x1="0" x2={WIDTH} y1={FLOOR} y2={FLOOR} />
      </svg>
      <details>
        <summary>{t.table}</summary>
        <table className="spread-table">
          <ColumnHeads names={t.heads} />
          <tbody>
            {bands.map(({ from, to, share, own: isOwn }) => (
              <tr key={from}>
                <th scope="row">
                  {from}–{to}
                  {isOwn && ` (${t.own})`}
                </th>
                <td>{format.percent(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <p className="muted spread-source">{t.source(fromDay, throughDay)}</p>
    </section>
  )
}

/** A score is as wide as any other: the highest ends where the picture does. */
const placeOf = (score: number) => (score / 101) * WIDTH

/** The ends of the scale stand within the picture, all else where its band begins. */
function anchorOf(score: number): 'start' | 'middle' | 'end' {
  if (score === 0) return 'start'
  return score === 100 ? 'end' : 'middle'
}

/** Keeps the mark's words inside the picture. */
const anchorAt = (x: number) => Math.min(Math.max(x, 60), WIDTH - 60)

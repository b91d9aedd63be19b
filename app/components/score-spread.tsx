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
          const left = (from / 101) * WIDTH
          const width = ((to + 1 - from) / 101) * WIDTH - GAP
          const height = Math.max(2, (share / highest) * (FLOOR - TOP))
          const middle = left + width / 2
          return (
            <g key={from} className={isOwn ? 'spread-own' : undefined}>
              <rect className="spread-bar" x={left} y={FLOOR - height} width={width} height={height} rx="3" />
              {isOwn && (
                <text
                  className="spread-mark"
                  x={anchorAt(middle)}
                  y={FLOOR - height - 12}
                  textAnchor="middle"
                >
                  {t.own}
                </text>
              )}
              <text className="spread-label" x={middle} y={FLOOR + 22} textAnchor="middle">
                {from === to ? from : `${from}–${to}`}
              </text>
            </g>
          )
        })}
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

/** Keeps the mark's words inside the picture. */
const anchorAt = (x: number) => Math.min(Math.max(x, 60), WIDTH - 60)

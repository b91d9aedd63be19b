import { useMessages } from './mount.tsx'
import type { ReactNode } from 'react'
import { wholePoints } from '#app/domain/quiz/points.ts'
import { Notice } from './notice.tsx'

export interface RecommendationItem {
  id: string
  areaName: string
  /** Points that the total would gain; 0 for a strength to keep. */
  gain: number
  title: string
  action: string
}

/** What may be shown before an e-mail is given: never the advice itself. */
export type RecommendationTeaser = Pick<RecommendationItem, 'id' | 'areaName' | 'gain'>

export interface RecommendationsProps {
  items: readonly RecommendationItem[]
  /** Those that an address opens, after `items`. */
  locked?: readonly RecommendationTeaser[]
  /** Said once after a successful post, which leads here. */
  saved?: string
  /** The form that opens what is locked. */
  children?: ReactNode
}

/** Next steps, most points first. The first is there for everybody; of locked ones, areas and gains. */
export function Recommendations({ items, locked = [], saved, children }: RecommendationsProps) {
  const { results: t } = useMessages()
  return (
    <section
      className="recommendations"
      id="next-steps"
      tabIndex={-1}
      data-focus={saved && ''}
      aria-labelledby="recommendations-title"
      aria-describedby={saved && 'saved'}
    >
      {saved && <Notice tone="success" title={saved} id="saved" />}
      <h2 id="recommendations-title">
        {[...items, ...locked].some(({ gain }) => gain > 0) ? t.gains : t.strengths}
      </h2>
      <ol className="recommendation-list">
        {items.map((item) => (
          <li key={item.id} className="recommendation">
            <Gain points={item.gain} />
            <div>
              <p className="recommendation-area">{item.areaName}</p>
              <h3>{item.title}</h3>
              <p>{item.action}</p>
            </div>
          </li>
        ))}
        {locked.map((item) => (
          <li key={item.id} className="recommendation is-locked">
            <Gain points={item.gain} />
            <p className="recommendation-area">{item.areaName}</p>
          </li>
        ))}
      </ol>
      {children}
    </section>
  )
}

function Gain({ points }: { points: number }) {
  const { results: t } = useMessages()
  const whole = wholePoints(points)
  return (
    <p className="gain">
      {points === 0 ? (
        <strong>{t.keep}</strong>
      ) : (
        <>
          <strong>+{whole}</strong> <span>{t.point(whole)}</span>
        </>
      )}
    </p>
  )
}

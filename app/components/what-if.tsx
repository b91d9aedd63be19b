import { useMessages } from './mount.tsx'
import { Linked } from './linked.tsx'
import type { WhatIf as WhatIfProps } from '#app/domain/quiz/what-if.ts'

/** The parameter of the results' address that names a question to fix. */
export const FIX = 'fix'

/** What the score would be: said above the answers, which the form around it lets one tick. */
export function WhatIfTable({ before, chosen, way }: WhatIfProps) {
  const { results: t } = useMessages()
  return (
    <div className="what-if" id="what-if" tabIndex={-1}>
      {chosen && (
        <div className="what-if-score" data-category={chosen.category} role="status">
          <p>
            <Linked
              text={t.whatIf(
                chosen.ids.length,
                chosen.after,
                before,
                chosen.rises ? chosen.categoryName : null,
              )}
            />
          </p>
          <svg className="bar-chart" width="100%" height="10" aria-hidden="true" focusable="false">
            <rect className="bar-track" x="0.5" y="0.5" width="99.8%" height="9" rx="4.5" />
            <rect className="bar-more" width={`${chosen.after}%`} height="10" rx="5" />
            <rect className="bar-fill" width={`${before}%`} height="10" rx="5" />
          </svg>
          <p>
            <a href="?#what-if">{t.clear}</a>
          </p>
        </div>
      )}
      {way && (
        <p>
          <Linked
            text={t.way(way.categoryName, way.from, way.titles)}
            href={`?${queryOf(way.ids)}#what-if`}
          />
        </p>
      )}
      {!way && !chosen && <p>{t.highest}</p>}
    </div>
  )
}

function queryOf(ids: readonly string[]): string {
  return new URLSearchParams(ids.map((id) => [FIX, id])).toString()
}

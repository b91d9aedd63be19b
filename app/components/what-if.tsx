import type { WhatIf as WhatIfProps } from '#app/domain/quiz/what-if.ts'

/** The parameter of the results' address that names a question to fix. */
export const FIX = 'fix'

/** What the score would be: said above the answers, which the form around it lets one tick. */
export function WhatIf({ before, chosen, way }: WhatIfProps) {
  return (
    <div className="what-if" id="what-if" tabIndex={-1}>
      {chosen && (
        <div className="what-if-score" data-category={chosen.category} role="status">
          <p>
            With {chosen.ids.length === 1 ? 'this fix' : `these ${chosen.ids.length} fixes`} the score would
            be <strong>{chosen.after}</strong> in place of {before}
            {chosen.rises ? `: ${chosen.categoryName}.` : '.'}
          </p>
          <svg className="bar-chart" width="100%" height="10" aria-hidden="true" focusable="false">
            <rect className="bar-track" x="0.5" y="0.5" width="99.8%" height="9" rx="4.5" />
            <rect className="bar-more" width={`${chosen.after}%`} height="10" rx="5" />
            <rect className="bar-fill" width={`${before}%`} height="10" rx="5" />
          </svg>
          <p>
            <a href="?#what-if">Clear the fixes</a>
          </p>
        </div>
      )}
      {way && (
        <p>
          The shortest way to {way.categoryName}, which begins at {way.from}: {listed(way.titles)}.{' '}
          <a href={`?${queryOf(way.ids)}#what-if`}>See the score with that</a>
        </p>
      )}
      {!way && !chosen && <p>There is no higher category than yours.</p>}
    </div>
  )
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

function listed(titles: readonly string[]): string {
  const count = titles.length === 1 ? 'one fix' : `${titles.length} fixes`
  return `${count}, ${list.format(titles)}`
}

function queryOf(ids: readonly string[]): string {
  return new URLSearchParams(ids.map((id) => [FIX, id])).toString()
}

import { formatFigure } from '#app/domain/console/format.ts'
import type { Figure } from '#app/domain/console/page-view.ts'

/** Figures with their definitions beside them; each leads to its rows, where they are listed. */
export function Figures({ figures, section }: { figures: readonly Figure[]; section: string }) {
  return (
    <dl className="ops-figures">
      {figures.map((figure) => {
        const { id, label, definition, href, tone } = figure
        const value = formatFigure(figure)
        return (
          <div key={id} className="ops-figure" data-tone={tone}>
            <dt id={`${section}-${id}`}>{label}</dt>
            <dd className="ops-value">
              {href === undefined ? (
                value
              ) : (
                <a href={href} aria-describedby={`${section}-${id}`}>
                  {value}
                </a>
              )}
            </dd>
            <dd className="ops-definition">{definition}</dd>
          </div>
        )
      })}
    </dl>
  )
}

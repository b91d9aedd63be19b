import type { Section, Verdict } from '#app/domain/console/page-view.ts'
import { Acts } from './acts.tsx'
import { ConsoleChart } from './charts/chart.tsx'
import { Figures } from './figures.tsx'
import { ConsoleTable } from './table.tsx'

/** A part of a page: verdicts, figures, a picture and a table, whichever it has. */
export function ConsoleSection({ section, mayOperate }: { section: Section; mayOperate: boolean }) {
  const { id, title, text, verdicts, figures, code, chart, table, acts = [], half } = section
  return (
    <section className={`ops-section${half ? ' ops-half' : ''}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {text && <p className="ops-text">{text}</p>}
      {verdicts && <Verdicts verdicts={verdicts} />}
      {figures && <Figures figures={figures} section={id} />}
      {code !== undefined && (
        <pre className="ops-code" role="region" aria-label={title} tabIndex={0}>
          <code>{code}</code>
        </pre>
      )}
      {mayOperate && <Acts acts={acts} />}
      {chart && <ConsoleChart chart={chart} id={id} />}
      {table && chart && (
        <details className="ops-chart-table">
          <summary>The same as a table</summary>
          <ConsoleTable table={table} mayOperate={mayOperate} />
        </details>
      )}
      {table && !chart && <ConsoleTable table={table} mayOperate={mayOperate} />}
    </section>
  )
}

function Verdicts({ verdicts }: { verdicts: readonly Verdict[] }) {
  return (
    <ul className="ops-verdicts">
      {verdicts.map(({ id, promise, kept, unknown, sentence, todo, href }) => (
        <li key={id} className="ops-verdict" data-tone={unknown ? 'wait' : kept ? 'good' : 'bad'}>
          <h3>
            <a href={href}>{promise}</a>
          </h3>
          <p className="ops-state" data-tone={unknown ? 'wait' : kept ? 'good' : 'bad'}>
            {unknown ? 'Not known yet' : kept ? 'Kept' : 'Needs somebody'}
          </p>
          <p>{sentence}</p>
          {todo.length > 0 && (
            <ul className="ops-todo">
              {todo.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}

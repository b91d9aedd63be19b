import type { Frame, PageView } from '#app/domain/console/page-view.ts'
import { DetailsForm } from './details-form.tsx'
import { Filters } from './filters.tsx'
import { ConsoleSection } from './section.tsx'

/** A page of the console, whatever it is about: made from its view alone. */
export function ConsolePage({ view, frame }: { view: PageView; frame: Frame }) {
  const { title, lead, sections, filters, errors = [], first, next, details, done } = view
  const { roles, path, search } = frame
  return (
    <>
      <div className="ops-title">
        <h1>{title}</h1>
        <p className="ops-files">
          <a href={`${path}.csv${search}`}>CSV</a> <a href={`${path}.json${search}`}>JSON</a>
        </p>
      </div>
      <p className="lead">{lead}</p>
      {done && (
        <p className="notice notice-success ops-notice" role="status">
          {done}
        </p>
      )}
      {errors.length > 0 && (
        <div className="notice notice-warning ops-notice" role="alert">
          <p className="notice-title">This address cannot be read</p>
          <ul>
            {errors.map((error) => (
              <li key={error}>{error}</li>
            ))}
          </ul>
        </div>
      )}
      {filters && <Filters fields={filters} path={path} />}
      {details && details.count > 0 && roles.includes('personal') && (
        <DetailsForm {...details} action={path + search} />
      )}
      {sections.map((section) => (
        <ConsoleSection key={section.id} section={section} mayOperate={roles.includes('operate')} />
      ))}
      {(first ?? next) !== undefined && (
        <nav className="ops-pages" aria-label="Pages of the list">
          {first !== undefined && <a href={first}>First page</a>}
          {next !== undefined && (
            <a href={next} rel="next">
              Older
            </a>
          )}
        </nav>
      )}
    </>
  )
}

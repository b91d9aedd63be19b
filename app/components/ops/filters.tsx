import type { FilterField } from '#app/domain/console/page-view.ts'

/** The filters of a list: a form that puts them into the address. They apply to every figure on the page. */
export function Filters({ fields, path }: { fields: readonly FilterField[]; path: string }) {
  const used = fields.some(({ value }) => value !== '')
  return (
    <form className="ops-filters" method="get" action={path} aria-label="Filters">
      {fields.map((field) => (
        <div key={field.name} className="ops-filter">
          <label htmlFor={`filter-${field.name}`}>{field.label}</label>
          <FilterInput {...field} />
        </div>
      ))}
      <div className="ops-filter-actions">
        <button className="ops-button ops-button-strong" type="submit">
          Apply
        </button>
        {used && <a href={path}>Clear</a>}
      </div>
    </form>
  )
}

function FilterInput({
  name,
  kind,
  value,
  required = false,
  least = 0,
  most = 100,
  options = [],
}: FilterField) {
  const id = `filter-${name}`
  switch (kind) {
    case 'select':
      return (
        <select id={id} name={name} defaultValue={value}>
          {!required && <option value="">any</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )
    case 'number':
      return <input id={id} name={name} type="number" min={least} max={most} step={1} defaultValue={value} />
    case 'date':
      return <input id={id} name={name} type="date" defaultValue={value} />
    case 'text':
      return (
        <input id={id} name={name} type="text" defaultValue={value} autoComplete="off" spellCheck={false} />
      )
  }
}

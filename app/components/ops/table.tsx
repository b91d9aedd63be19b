import { formatValue } from '#app/domain/console/format.ts'
import type { CellValue, Column, Row, Table } from '#app/domain/console/page-view.ts'
import { Acts } from './acts.tsx'

/** A table that becomes a list of cards on a narrow screen, unless it is dense. */
export function ConsoleTable({ table, mayOperate }: { table: Table; mayOperate: boolean }) {
  const { caption, columns, rows, empty, dense = false } = table
  if (rows.length === 0) return <p className="ops-empty">{empty}</p>
  const acting = mayOperate && rows.some(({ acts = [] }) => acts.length > 0)
  return (
    <div className="ops-table-box" role="region" aria-label={caption} tabIndex={0}>
      <table className={`ops-table${dense ? '' : ' ops-table-cards'}`}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ id, label, kind }) => (
              <th key={id} scope="col" data-kind={kind}>
                {label}
              </th>
            ))}
            {acting && <th scope="col">What to do</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <TableRow key={index} row={row} columns={columns} acting={acting} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function TableRow({ row, columns, acting }: { row: Row; columns: readonly Column[]; acting: boolean }) {
  const { cells, href, tone, acts = [] } = row
  return (
    <tr data-tone={tone}>
      {columns.map((column, place) => {
        const { id, label, kind } = column
        const value = cells[id] ?? null
        const text = <Cell value={value} column={column} />
        return (
          <td key={id} data-label={label} data-kind={kind} data-empty={value === null ? '' : undefined}>
            {place === 0 && href !== undefined ? <a href={href}>{text}</a> : text}
          </td>
        )
      })}
      {acting && (
        <td data-label="What to do" data-empty={acts.length === 0 ? '' : undefined}>
          <Acts acts={acts} />
        </td>
      )}
    </tr>
  )
}

function Cell({ value, column: { kind } }: { value: CellValue; column: Column }) {
  const text = formatValue(value, kind)
  if (kind === 'time' && typeof value === 'string') return <time dateTime={value}>{text}</time>
  if (kind === 'code' && value !== null) return <code>{text}</code>
  return <>{text}</>
}

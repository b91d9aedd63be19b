import type { CellValue, Figure, PageView, Table } from './page-view.ts'

/** Excel takes a file without it for one in the system's own encoding. */
const BYTE_ORDER_MARK = '\uFEFF'
const LINE_END = '\r\n'
/** What a spreadsheet runs: https://owasp.org/www-community/attacks/CSV_Injection, full-width signs included. */
const FORMULA = /^\s*[=+\-@\t\r\n|%＝＋－＠]/

/** A field of CSV, quoted as RFC 4180 has it; a text that a spreadsheet would run gets an apostrophe in front. */
function csvField(value: CellValue): string {
  if (value === null) return '""'
  if (typeof value !== 'string') return `"${value}"`
  const text = FORMULA.test(value) ? `'${value}` : value
  return `"${text.replaceAll('"', '""')}"`
}

const csvLine = (values: readonly CellValue[]) => values.map(csvField).join(',') + LINE_END

function csvTable({ columns, rows }: Table): string {
  const head = csvLine(columns.map(({ label }) => label))
  return head + rows.map(({ cells }) => csvLine(columns.map(({ id }) => cells[id] ?? null))).join('')
}

function csvFigures(figures: readonly Figure[]): string {
  const head = csvLine(['figure', 'value', 'more than that', 'definition'])
  return head + figures.map((f) => csvLine([f.label, f.value, f.capped ?? false, f.definition])).join('')
}

/** A page as CSV: a table each of its verdicts, figures and rows, with a heading line and an empty line between them. */
export function pageAsCsv({ sections }: PageView): string {
  const tables = sections.flatMap(({ verdicts, figures, code, table }) => [
    ...(verdicts
      ? [
          csvLine(['promise', 'kept', 'state', 'what to do']) +
            verdicts
              .map((v) => csvLine([v.promise, v.unknown ? null : v.kept, v.sentence, v.todo.join(' ')]))
              .join(''),
        ]
      : []),
    ...(figures ? [csvFigures(figures)] : []),
    ...(code === undefined ? [] : [csvLine(['to be copied', code])]),
    ...(table ? [csvTable(table)] : []),
  ])
  return BYTE_ORDER_MARK + tables.join(LINE_END)
}

export function pageAsJson({ title, sections, next, needsSomebody }: PageView): object {
  return {
    title,
    needsSomebody: needsSomebody ?? false,
    next: next ?? null,
    sections: Object.fromEntries(
      sections.map(({ id, verdicts, figures, code, table }) => [
        id,
        {
          ...(verdicts && { verdicts }),
          ...(figures && {
            figures: Object.fromEntries(
              figures.map(({ id, value, capped, definition }) => [
                id,
                { value, capped: capped ?? false, definition },
              ]),
            ),
          }),
          ...(code !== undefined && { code }),
          ...(table && { rows: table.rows.map(({ cells }) => cells) }),
        },
      ]),
    ),
  }
}

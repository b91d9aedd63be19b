import { formatFigure, formatValue } from './format.ts'
import type { PageView, Section, Table } from './page-view.ts'

export function pageAsText({ title, lead, sections }: PageView): string {
  return [title, lead, ...sections.flatMap((section) => ['', ...sectionLines(section)])].join('\n')
}

function sectionLines({ title, text, verdicts = [], figures = [], code, table }: Section): string[] {
  const width = Math.max(0, ...figures.map(({ label }) => label.length))
  return [
    `${title}`,
    ...(text === undefined ? [] : [`  ${text}`]),
    ...verdicts.flatMap(({ promise, kept, unknown, sentence, todo }) => [
      `  ${unknown ? 'not known yet' : kept ? 'kept         ' : 'NEEDS SOMEBODY'} ${promise}: ${sentence}`,
      ...todo.map((line) => `      ${line}`),
    ]),
    ...figures.map((figure) => `  ${figure.label.padEnd(width)}  ${formatFigure(figure)}`),
    ...(code === undefined ? [] : code.split('\n').map((line) => `  ${line}`)),
    ...(table ? tableLines(table) : []),
  ]
}

function tableLines({ columns, rows, empty }: Table): string[] {
  if (rows.length === 0) return [`  ${empty}`]
  const lines = [
    columns.map(({ label }) => label),
    ...rows.map(({ cells }) => columns.map(({ id, kind }) => formatValue(cells[id] ?? null, kind))),
  ]
  const widths = columns.map((_, place) => Math.max(...lines.map((line) => line[place]!.length)))
  return lines.map(
    (line) =>
      `  ${line
        .map((cell, place) => cell.padEnd(widths[place]!))
        .join('  ')
        .trimEnd()}`,
  )
}

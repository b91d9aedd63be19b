import { html, type Html } from '#dev/hubspot/html.ts'
import { FAULTS, type FaultRule } from './faults.ts'
import type { LoggedCall } from './stand-in.ts'
import type { Row } from './types.ts'

const LATEST_CALLS = 50

/** Everything that is there, as tables; what somebody typed is escaped. */
export function showOrganization(
  records: Record<'contacts' | 'opportunities' | 'roles' | 'tasks', Row[]>,
  calls: readonly LoggedCall[],
  rules: readonly FaultRule[],
): string {
  const latest = calls.slice(-LATEST_CALLS).reverse()
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Salesforce stand-in</title>
        <style>
          body {
            font: 1rem/1.5 system-ui;
            margin: 2rem;
          }
          table {
            border-collapse: collapse;
            display: block;
            overflow-x: auto;
          }
          th,
          td {
            border: 1px solid;
            padding: 0.25rem 0.5rem;
            text-align: left;
          }
        </style>
      </head>
      <body>
        <h1>Salesforce stand-in</h1>
        <p>
          Leads come here where the setting CRM is salesforce. A fault, as in
          <code>curl -d '[{"kind":"server_503","times":2}]' /_standin/faults</code>: ${FAULTS.join(', ')}.
        </p>
        <p>Faults now: ${JSON.stringify(rules)}</p>
        ${section('Contacts', records.contacts)} ${section('Opportunities', records.opportunities)}
        ${section('Contact roles', records.roles)} ${section('Tasks', records.tasks)}
        ${section(
          'Latest calls',
          latest.map((call): Row => ({ ...call, fault: call.fault ?? null })),
        )}
      </body>
    </html>`.text
}

function section(title: string, rows: readonly Row[]): Html {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = (row: Row) => columns.map((name) => html`<td>${String(row[name] ?? '')}</td>`)
  return html`<h2>${title}</h2>
    <table>
      <tr>
        ${columns.map((name) => html`<th>${name}</th>`)}
      </tr>
      ${rows.map(
        (row) =>
          html`<tr>
            ${cells(row)}
          </tr>`,
      )}
    </table>`
}

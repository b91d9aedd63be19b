import { html } from '#dev/hubspot/html.ts'
import { RECEIVER_FAULTS, type ReceiverFault } from './faults.ts'
import type { ReceivedEvent } from './event.ts'

/** What came, the newest first. */
export function eventsPage(events: readonly ReceivedEvent[], fault: ReceiverFault): string {
  const rows = events.toReversed().map(
    ({ id, body, verified, answered, text }) =>
      html`<tr>
        <td>${body.type ?? 'text'}</td>
        <td>${id}</td>
        <td>${verified ? 'signed' : 'NOT SIGNED'}</td>
        <td>${answered ?? 'no answer'}</td>
        <td><pre>${text}</pre></td>
      </tr>`,
  )
  const options = RECEIVER_FAULTS.map((each) =>
    each === fault ? html`<option selected>${each}</option>` : html`<option>${each}</option>`,
  )
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Receiver (${events.length})</title>
        <style>
          :root {
            color-scheme: light dark;
            font:
              15px/1.5 system-ui,
              sans-serif;
          }
          body {
            max-width: 70rem;
            margin: 2rem auto;
            padding: 0 1rem;
          }
          table {
            width: 100%;
            border-collapse: collapse;
          }
          th,
          td {
            text-align: left;
            vertical-align: top;
            padding: 0.4rem 0.6rem;
            border-bottom: 1px solid #8886;
          }
          pre {
            margin: 0;
            white-space: pre-wrap;
            overflow-wrap: anywhere;
          }
        </style>
      </head>
      <body>
        <h1>Receiver of webhooks</h1>
        <p>${events.length} received · <a href="/events">JSON</a> · <a href="/">reload</a></p>
        <form method="post" action="/_receiver/fault">
          <label
            >fault
            <select name="fault">
              ${options}
            </select></label
          >
          <button>Set</button>
        </form>
        <form method="post" action="/_receiver/reset"><button>Forget all, end the fault</button></form>
        <table>
          <thead>
            <tr>
              <th>type</th>
              <th>id</th>
              <th>signature</th>
              <th>answered</th>
              <th>body</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </body>
    </html>`.text
}

import type { Machine } from './dispatch.ts'
import { FAULT_KINDS, OPERATION_NAMES } from './faults.ts'
import { html, Html } from './html.ts'
import { livePart } from './live-part.ts'
import type { HubspotStandIn } from './types.ts'

/** The whole page: the live part, refreshed every second, and the switches beside it. */
export function page(standIn: HubspotStandIn, machine: Machine, nonce: string): string {
  const limits = standIn.limits()
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>HubSpot stand-in</title>
        <style nonce="${nonce}">
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>HubSpot stand-in</h1>
          <p>Portal ${standIn.portalId}, ${machine.portal.options.timeZone}. Everything here is in memory.</p>
        </header>
        <main>
          <div class="switches" role="group" aria-label="Switches">
            <div>
              <h2>Faults</h2>
              <form method="post" action="/_standin/add-fault">
                <label
                  >What
                  <select name="kind">
                    ${Object.entries(FAULT_KINDS).map(kindOption)}
                  </select></label
                >
                <div class="pair">
                  <label
                    >Operation
                    <select name="operation">
                      <option value="">any</option>
                      ${OPERATION_NAMES.map((name) => html`<option>${name}</option>`)}
                    </select></label
                  >
                  <label
                    >Path contains <input name="path" placeholder="any, for example batch/upsert"
                  /></label>
                </div>
                <div class="pair">
                  <label>Body contains <input name="bodyContains" placeholder="anything" /></label>
                  <label class="check"
                    ><input type="checkbox" name="allItems" /> item_...: every input of the call</label
                  >
                </div>
                <div class="pair">
                  <label
                    >When
                    <select name="when">
                      <option value="next">next calls</option>
                      <option value="every">every n-th call</option>
                      <option value="fraction">share, 0 to 1</option>
                      <option value="always">always</option>
                    </select></label
                  >
                  <label>Amount <input name="amount" value="1" inputmode="decimal" /></label>
                </div>
                <button>Add fault</button>
              </form>
            </div>
            <div>
              <h2>Latency</h2>
              <form method="post" action="/_standin/latency">
                <label
                  >Latency, ms
                  <input name="latencyMs" inputmode="numeric" value="${machine.faults.latencyMs}"
                /></label>
                <button>Set latency</button>
              </form>
              <form method="post" action="/_standin/clear-faults"><button>End all faults</button></form>
            </div>
            <div>
              <h2>Limits</h2>
              <form method="post" action="/_standin/limits">
                <div class="pair">
                  <label
                    >In 10 s
                    <input
                      name="tenSecondly"
                      inputmode="numeric"
                      placeholder="none"
                      value="${limits.tenSecondly ?? ''}"
                  /></label>
                  <label
                    >A day
                    <input name="daily" inputmode="numeric" placeholder="none" value="${limits.daily ?? ''}"
                  /></label>
                </div>
                <label class="check"
                  ><input type="checkbox" name="retryAfter" ${new Html(limits.retryAfter ? 'checked' : '')} />
                  Retry-After on 429</label
                >
                <button>Set limits</button>
              </form>
            </div>
            <div>
              <h2>Token and data</h2>
              <div class="buttons">
                <form method="post" action="/_standin/revoke-token"><button>Revoke the token</button></form>
                <form method="post" action="/_standin/restore-token">
                  <button>Make it valid again</button>
                </form>
                <form method="post" action="/_standin/clear-blocklist">
                  <button>Clear the blocklist</button>
                </form>
                <form method="post" action="/_standin/reset">
                  <button class="danger">Reset everything</button>
                </form>
              </div>
            </div>
          </div>
          <div id="live">${new Html(livePart(standIn, machine))}</div>
          <p class="quiet">
            The same as JSON: <a href="/_standin/state">state</a>, <a href="/_standin/contacts">contacts</a>,
            <a href="/_standin/deals">deals</a>, <a href="/_standin/associations">associations</a>,
            <a href="/_standin/calls">calls</a>, <a href="/_standin/unexpected">unexpected</a>.
          </p>
        </main>
        <script nonce="${nonce}">
          ${new Html(SCRIPT)}
        </script>
      </body>
    </html>`.text
}

const kindOption = ([kind, meaning]: [string, string]): Html =>
  html`<option value="${kind}">${kind}: ${meaning}</option>`

// Replaced only when it changed, and not while text in it is selected, so that values can be copied.
const SCRIPT = `
const live = document.getElementById('live')
let shown = ''
async function refresh() {
  try {
    const answer = await fetch('/_standin/live')
    const text = await answer.text()
    if (answer.ok && text !== shown && String(getSelection()) === '') {
      const scrolled = [...live.querySelectorAll('.scroll')].map((box) => [box.scrollLeft, box.scrollTop])
      live.innerHTML = shown = text
      live.querySelectorAll('.scroll').forEach((box, index) => {
        if (scrolled[index]) [box.scrollLeft, box.scrollTop] = scrolled[index]
      })
    }
    document.body.classList.remove('gone')
  } catch {
    document.body.classList.add('gone')
  }
  setTimeout(refresh, 1000)
}
setTimeout(refresh, 1000)
`

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dce2, #383f4a); --quiet: light-dark(#5b6472, #9aa4b2);
  --panel: light-dark(#ffffff, #1b2027); --ground: light-dark(#f3f5f7, #12161b); --text: light-dark(#1d2430, #e6eaf0);
  --accent: light-dark(#b4451f, #ff9d7a); --good: light-dark(#17703a, #6fd296); --bad: light-dark(#b3261e, #ff8f87);
  --partial: light-dark(#8a5a00, #f2c14e); }
* { box-sizing: border-box; }
body { margin: 0; font: 14px/1.45 system-ui, sans-serif; background: var(--ground); color: var(--text); }
body.gone header::after { content: 'The stand-in does not answer.'; color: var(--bad); font-weight: 600; }
header { padding: 16px 24px 0; }
h1 { font-size: 20px; margin: 0; } h1::before { content: ''; display: inline-block; width: 10px; height: 10px;
  border-radius: 50%; background: var(--accent); margin-right: 10px; }
header p { margin: 4px 0 0; color: var(--quiet); }
h2 { font-size: 14px; margin: 0 0 8px; }
main { padding: 16px 24px 40px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; }
section, .switches, .figures { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 16px; }
.switches { display: grid; grid-template-columns: 2fr 1fr 1fr 1fr; gap: 8px 32px; align-items: start; }
section { margin-top: 16px; }
.figures { display: flex; flex-wrap: wrap; gap: 8px 28px; margin: 0; }
.figures dt { color: var(--quiet); font-size: 12px; } .figures dd { margin: 0; font-size: 20px; font-variant-numeric: tabular-nums; }
.quiet { color: var(--quiet); margin: 8px 0; } .faults { margin: 12px 0 0; padding-left: 20px; color: var(--bad); }
.scroll { overflow: auto; max-height: 400px; } .scroll:focus-visible { outline: 2px solid var(--accent); }
table { border-collapse: collapse; width: 100%; font-size: 12px; white-space: nowrap; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 5px 7px; border-bottom: 1px solid var(--line); max-width: 320px; overflow: hidden;
  text-overflow: ellipsis; }
th { white-space: normal; vertical-align: bottom; position: sticky; top: 0; background: var(--panel); color: var(--quiet); font-weight: 600; }
td.long { white-space: normal; min-width: 320px; }
.good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; } .partial { color: var(--partial); font-weight: 600; }
form { margin: 0 0 10px; display: grid; gap: 8px; } label { display: grid; gap: 3px; font-size: 12px; color: var(--quiet); }
.check { display: flex; align-items: center; gap: 8px; } .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
input:not([type=checkbox]), select { width: 100%; font: inherit; color: var(--text); background: var(--ground);
  border: 1px solid var(--line); border-radius: 6px; padding: 6px 8px; }
button { font: inherit; color: var(--text); background: var(--ground); border: 1px solid var(--line); border-radius: 6px;
  padding: 6px 10px; cursor: pointer; } button:hover { border-color: var(--accent); }
.danger { color: var(--bad); } .buttons { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 0 8px; } .buttons form { margin-bottom: 6px; }
a { color: var(--accent); }
@media (max-width: 1000px) { .switches { grid-template-columns: 1fr 1fr; } }
@media (max-width: 620px) { .switches { order: 1; } .switches { grid-template-columns: minmax(0, 1fr); } main { padding: 16px; } }
`

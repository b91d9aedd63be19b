import { FAULT_MODES, type Faults } from './faults.ts'
import type { ReceivedMessage } from './store.ts'
import { EVENTS } from './webhook.ts'

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { width: 100%; border-collapse: collapse } th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #8886; overflow-wrap: anywhere }
fieldset { margin: 1.5rem 0; border: 1px solid #8886; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end }
label { display: grid; font-size: .85rem } input, select, button { font: inherit; padding: .2rem .5rem } input { width: 7rem }
iframe { width: 100%; height: 48rem; border: 1px solid #8886; background: #fff } iframe.narrow { width: 320px }
pre { white-space: pre-wrap; overflow-wrap: anywhere } dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem } dd { margin: 0; overflow-wrap: anywhere }`

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`
}

function faultForm(faults: Faults): string {
  const modes = FAULT_MODES.map(
    (mode) => `<option${mode === faults.mode ? ' selected' : ''}>${mode}</option>`,
  ).join('')
  const number = (name: keyof Faults, label: string) =>
    `<label>${label}<input type="number" min="0" name="${name}" value="${String(faults[name] ?? '')}"></label>`
  return `<form method="post" action="/_mailbox/faults"><fieldset><legend>Faults</legend>
<label>mode<select name="mode">${modes}</select></label>
<label>to contains<input name="to" value="${escape(faults.to ?? '')}"></label>
${number('times', 'how many times')}${number('every', 'every nth')}${number('latencyMs', 'latency, ms')}
${number('retryAfterSeconds', 'retry-after, s')}${number('ratePerSecond', 'limit a second')}
<button>Set</button></fieldset></form>`
}

export function listPage(messages: ReceivedMessage[], total: number, faults: Faults): string {
  const rows = messages
    .map(
      (message) => `<tr><td><time>${message.receivedAt.replace('T', ' ').slice(0, 19)}</time></td>
<td>${escape(message.to.join(', '))}</td><td><a href="/messages/${message.id}">${escape(message.subject) || '(no subject)'}</a></td></tr>`,
    )
    .join('')
  return page(
    `Mailbox (${total})`,
    `<h1>Mailbox</h1><p><span id="total">${total}</span> received · <a href="/messages">JSON</a></p>
<table><thead><tr><th>received (UTC)</th><th>to</th><th>subject</th></tr></thead><tbody>${rows || '<tr><td colspan="3">Nothing yet.</td></tr>'}</tbody></table>
${faultForm(faults)}
<form method="post" action="/_mailbox/reset"><button>Empty the mailbox, end all faults</button></form>
<script>setInterval(async () => { try { const { total } = await (await fetch('/_mailbox/state')).json(); if (String(total) !== document.getElementById('total').textContent) location.reload() } catch {} }, 2000)</script>`,
  )
}

function eventForms(id: string, { events, answered }: ToldEvents): string {
  if (!events) return ''
  const buttons = Object.entries(EVENTS)
    .map(
      ([name, { label }]) =>
        `<form method="post" action="/_mailbox/events/${name}/${id}"><button>${label}</button></form>`,
    )
    .join('')
  const status = answered === null ? '' : `<p>The webhook answered ${answered}.</p>`
  return `<fieldset><legend>Tell the webhook</legend>${buttons}${status}</fieldset>`
}

interface ToldEvents {
  /** there is a webhook to tell */
  events: boolean
  /** the status that it has just answered */
  answered: number | null
}

export function messagePage(message: ReceivedMessage, told: ToldEvents): string {
  const rows: [string, string][] = [
    ['From', message.from],
    ['To', message.to.join(', ')],
    ['Reply to', message.replyTo.join(', ')],
    ['Received', message.receivedAt],
    ['Idempotency key', message.idempotencyKey ?? '(none)'],
    ...Object.entries(message.headers),
  ]
  const details = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`)
    .join('')
  const view = `/messages/${message.id}`
  const sandbox = 'sandbox="allow-popups allow-popups-to-escape-sandbox"'
  return page(
    message.subject,
    `<p><a href="/">Mailbox</a></p><h1>${escape(message.subject)}</h1><dl>${details}</dl>
<p><a href="${view}/html">HTML alone</a> · <a href="${view}/text">text</a> · <a href="${view}/raw">raw JSON</a></p>
${eventForms(message.id, told)}
<iframe title="HTML" ${sandbox} src="${view}/html"></iframe>
<h2>At 320 px</h2><iframe class="narrow" title="HTML at 320 px" ${sandbox} src="${view}/html"></iframe>
<h2>Text</h2><pre>${escape(message.text ?? '(none)')}</pre>`,
  )
}

import type { Machine } from './dispatch.ts'
import { FAULT_KINDS } from './faults.ts'
import { html, type Html } from './html.ts'
import type { CrmRecord, HubspotStandIn, ObjectType } from './types.ts'

const ROWS = 100

/** HubSpot's own properties that are shown, before and after all custom ones, which are to be seen without scrolling. */
const STANDARD_COLUMNS: Record<ObjectType, { before: string[]; after: string[] }> = {
  contacts: {
    before: ['email'],
    after: [
      'firstname',
      'lastname',
      'company',
      'phone',
      'lifecyclestage',
      'hs_legal_basis',
      'hs_email_optout',
    ],
  },
  deals: { before: ['dealname', 'pipeline', 'dealstage', 'amount', 'closedate'], after: [] },
}

/** The part of the page that is fetched anew every second: what the portal holds and which calls came in. */
export function livePart(standIn: HubspotStandIn, machine: Machine): string {
  const totals = standIn.totals()
  const limits = standIn.limits()
  const { contacts, deals } = machine.portal.records
  const associations = standIn.associations()
  return html`
    <dl class="figures">
      ${figure('Contacts', contacts.live.size)} ${figure('Deals', deals.live.size)}
      ${figure('Associations', associations.length)} ${figure('Calls', totals.total)}
      ${figure('Unexpected calls', totals.unexpected)} ${figure('429s', totals.byStatus['429'] ?? 0)}
      ${figure('Most calls in 10 s', limits.peakTenSecondly)} ${figure('Calls today', limits.usedToday)}
      ${figure('Blocked addresses', machine.portal.blocklist.size)}
    </dl>
    ${faults(machine)}
    <section>
      <h2>Contacts</h2>
      ${records(machine, 'contacts', (contact) =>
        machine.portal.associations.of('contacts', contact.id, 'deals').map(({ toId }) => toId),
      )}
    </section>
    <section>
      <h2>Deals</h2>
      ${records(machine, 'deals', (deal) =>
        machine.portal.associations.of('deals', deal.id, 'contacts').map(({ toId }) => toId),
      )}
    </section>
    <section>
      <h2>Notes</h2>
      ${notes(standIn)}
    </section>
    <section>
      <h2>Form submissions</h2>
      ${submissions(standIn)}
    </section>
    <section>
      <h2>Calls</h2>
      ${calls(standIn)}
    </section>
  `.text
}

const figure = (label: string, value: number): Html =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`

function faults(machine: Machine): Html {
  const { rules, latencyMs } = machine.faults.state()
  if (rules.length === 0 && latencyMs === 0) return html`<p class="quiet">No faults in force.</p>`
  const lines = rules.map(({ kind, operation, path, bodyContains, next, every, fraction, fired }) => {
    const when = [
      next === undefined ? '' : `next ${next}`,
      every === undefined ? '' : `every ${every}.`,
      fraction === undefined ? '' : `share ${fraction}`,
      operation ?? '',
      path === undefined ? '' : `path ${path}`,
      bodyContains === undefined ? '' : `body with ${bodyContains}`,
    ]
    return html`<li>
      <b>${kind}</b> ${when.filter(Boolean).join(', ') || 'every call'}: ${FAULT_KINDS[kind]} (hit ${fired})
    </li>`
  })
  const latency = latencyMs > 0 ? html`<li><b>latency</b> ${latencyMs} ms on every call</li>` : html``
  return html`<ul class="faults">
    ${latency}${lines}
  </ul>`
}

function records(machine: Machine, type: ObjectType, associated: (record: CrmRecord) => string[]): Html {
  const custom = machine.portal.schemas[type].list().filter(({ hubspotDefined }) => !hubspotDefined)
  const { before, after } = STANDARD_COLUMNS[type]
  const columns = [...before, ...custom.map(({ name }) => name), ...after]
  const hint =
    custom.length > 0
      ? html``
      : html`<p class="quiet">No custom properties yet: run <code>npm run hubspot:setup</code>.</p>`
  const all = [...machine.portal.records[type].live.values()]
  if (all.length === 0)
    return html`${hint}
      <p class="quiet">None yet.</p>`
  const other = type === 'contacts' ? 'deals' : 'contacts'
  const rows = all
    .slice(-ROWS)
    .reverse()
    .map((record) => {
      const cells = columns.map((name) => html`<td>${record.properties[name]}</td>`)
      return html`<tr>
        <td>${record.id}</td>
        ${cells}
        <td>${associated(record).join(' ')}</td>
        <td>${record.updatedAt}</td>
      </tr>`
    })
  const heads = ['id', ...columns, other, 'updated'].map(
    (name) => html`<th scope="col">${breakable(name)}</th>`,
  )
  const note = all.length > ROWS ? html`<p class="quiet">The latest ${ROWS} of ${all.length}.</p>` : html``
  return html`${hint}${note}${table(`Latest ${type}`, heads, rows)}`
}

function notes(standIn: HubspotStandIn): Html {
  const latest = standIn.notes().slice(-ROWS).reverse()
  if (latest.length === 0) return html`<p class="quiet">None yet.</p>`
  const heads = ['id', 'note', 'contacts', 'deals', 'time'].map((name) => html`<th scope="col">${name}</th>`)
  const rows = latest.map(
    (note) =>
      html`<tr>
        <td>${note.id}</td>
        <td class="long">${note.body}</td>
        <td>${note.contacts.join(' ')}</td>
        <td>${note.deals.join(' ')}</td>
        <td>${note.timestamp}</td>
      </tr>`,
  )
  return table('Latest notes', heads, rows)
}

function submissions(standIn: HubspotStandIn): Html {
  const latest = standIn.submissions().slice(-ROWS).reverse()
  if (latest.length === 0) return html`<p class="quiet">None yet.</p>`
  const heads = ['form', 'email', 'page', 'cookie', 'time'].map((name) => html`<th scope="col">${name}</th>`)
  const rows = latest.map(
    ({ formId, email, pageUri, hutk, at }) =>
      html`<tr>
        <td>${formId}</td>
        <td>${email}</td>
        <td>${pageUri ?? ''}</td>
        <td>${hutk ?? ''}</td>
        <td>${at}</td>
      </tr>`,
  )
  return table('Latest form submissions', heads, rows)
}

function calls(standIn: HubspotStandIn): Html {
  const latest = standIn.calls().slice(-ROWS).reverse()
  if (latest.length === 0) return html`<p class="quiet">None yet.</p>`
  const rows = latest.map((call) => {
    const kind = call.status === 0 || call.status >= 400 ? 'bad' : call.errors ? 'partial' : 'good'
    const status = call.status === 0 ? 'dropped' : call.status
    const items =
      call.inputs === undefined ? '' : `${call.inputs} in, ${call.results} out, ${call.errors} failed`
    const note = [call.category, call.fault && `fault ${call.fault}`, call.unexpected ? 'unexpected' : '']
    return html`<tr>
      <td>${call.sequence}</td>
      <td>${call.at.slice(11, 23)}</td>
      <td>${call.method} ${call.path}</td>
      <td class="${kind}">${status}</td>
      <td>${items}</td>
      <td>${note.filter(Boolean).join(', ')}</td>
    </tr>`
  })
  const heads = ['#', 'time (UTC)', 'call', 'status', 'items', 'note'].map(
    (name) => html`<th scope="col">${name}</th>`,
  )
  return table('Latest calls', heads, rows)
}

/** Property names may break after each underscore: a contact has ten of ours, and they should fit on one screen. */
const breakable = (name: string): Html[] => name.split(/(?<=_)/).map((part) => html`${part}<wbr />`)

/** Wide tables scroll by themselves; focusable, so that the keyboard can do it too. */
const table = (label: string, heads: Html[], rows: Html[]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`

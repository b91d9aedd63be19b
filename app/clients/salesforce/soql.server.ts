import { DEAL_KEY, SOBJECTS, fieldOf, fromField } from '#app/domain/salesforce/fields.ts'
import type { DealOutcome } from '#app/domain/outcomes/deal-outcome.ts'
import type { CrmRecord, ObjectType } from '#app/domain/crm/crm.ts'
import { toError } from './errors.server.ts'
import type { Send } from '#app/clients/crm/exchange.server.ts'
import type { Call } from './transport.server.ts'
import { type QueryAnswer, type QueriedRow, compositeAnswer, queryAnswer } from './wire.server.ts'

export const isId = (value: string) => /^(?:[0-9A-Za-z]{15}|[0-9A-Za-z]{18})$/.test(value)

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm */
export function anyOf(field: string, values: readonly string[]): string {
  const quoted = values.map((value) => `'${value.replace(/[\\'"]/g, '\\$&').replace(/\p{Cc}/gu, ' ')}'`)
  return `${field} IN (${quoted.join(',')})`
}

/** In the body of a composite request: as an address, a query would leave e-mail addresses in the logs on its way. */
export async function query(
  send: Send,
  soql: string,
  resource: 'query' | 'queryAll' = 'query',
): Promise<QueriedRow[]> {
  const url = `/services/data/v66.0/${resource}/?q=${encodeURIComponent(soql)}`
  const { compositeResponse } = await send('POST', '/composite', compositeAnswer, {
    compositeRequest: [{ method: 'GET', url, referenceId: 'rows' }],
  })
  const [answer] = compositeResponse
  const first = queryAnswer.safeParse(answer?.body)
  if (first.success) return readOn(send, first.data)
  const json = answer?.body
  throw toError(answer?.httpStatusCode ?? 500, null, { text: JSON.stringify(json ?? null), json })
}

/** Salesforce ends an answer after 2,000 rows, or sooner. */
async function readOn(send: Send, first: QueryAnswer): Promise<QueriedRow[]> {
  const rows = [...first.records]
  for (let page = first; !page.done; rows.push(...page.records))
    page = await send('GET', page.nextRecordsUrl, queryAnswer)
  return rows
}

/** A field of the port's that is none of Salesforce's has no value. */
export interface Wanted {
  type: ObjectType
  names: readonly string[]
  recordTypes: boolean
}

function columns({ type, names, recordTypes }: Wanted): Map<string, string> {
  const all = new Map(names.map((name) => [name, fieldOf(type, name)]))
  return new Map(
    [...all].filter(
      (entry): entry is [string, string] => entry[1] !== null && (entry[1] !== 'RecordTypeId' || recordTypes),
    ),
  )
}

export function selectRecords(wanted: Wanted, where: string): string {
  const fields = new Set(['Id', ...columns(wanted).values()])
  const extra = wanted.type === 'contacts' ? ' ORDER BY CreatedDate DESC, Id DESC' : ''
  return `SELECT ${[...fields].join(',')} FROM ${SOBJECTS[wanted.type]} WHERE ${where}${extra}`
}

export function toRecord(row: QueriedRow, wanted: Wanted): CrmRecord {
  const read = columns(wanted)
  const value = (name: string) => (name === 'pipeline' ? '' : null)
  return {
    id: String(row.Id),
    properties: Object.fromEntries(
      wanted.names.map((name) => {
        const field = read.get(name)
        if (name === 'hs_object_id') return [name, String(row.Id)]
        return [name, field === undefined ? value(name) : (fromField(field, row[field]) ?? value(name))]
      }),
    ),
  }
}

export function outcomeCalls(call: Call) {
  return {
    readOutcomes: (assessmentIds: readonly string[]) =>
      call(async (send) => {
        const fields = `${DEAL_KEY},IsClosed,IsWon`
        const rows = await query(
          send,
          `SELECT ${fields} FROM Opportunity WHERE ${anyOf(DEAL_KEY, assessmentIds)}`,
        )
        return rows.map(({ [DEAL_KEY]: key, IsClosed: closed, IsWon: won }) => ({
          assessmentId: String(key),
          outcome: outcomeOf(closed, won),
        }))
      }),
  }
}

function outcomeOf(closed: unknown, won: unknown): DealOutcome | null {
  if (typeof closed !== 'boolean' || typeof won !== 'boolean') return null
  if (!closed) return 'open'
  return won ? 'won' : 'lost'
}

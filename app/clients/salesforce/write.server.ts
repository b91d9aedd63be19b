import type * as z from 'zod'
import type { UpsertAnswer, UpsertInput } from '#app/domain/crm/crm.ts'
import type { SyncError } from '#app/domain/crm/failure.ts'
import type { Send } from '#app/clients/crm/exchange.server.ts'
import { collectionAnswer, readAnswer, toSyncError } from './wire.server.ts'

export interface Item {
  /** of the record that is there; unset: one is made */
  id?: string
  fields: Record<string, string | number | boolean | null>
}

export type Written = { id: string; created: boolean } | { error: SyncError }

/** In the order of the items. Those that are there first: nothing hangs on what comes after. */
export async function writeAll(
  send: Send,
  sobject: string,
  items: readonly Item[],
  { allOrNone = false } = {},
): Promise<Written[]> {
  const written = new Map<Item, Written>()
  for (const method of ['PATCH', 'POST'] as const) {
    const some = items.filter(({ id }) => (id !== undefined) === (method === 'PATCH'))
    if (some.length === 0) continue
    const records = some.map(({ id, fields }) =>
      toRow(sobject, { ...(id !== undefined && { id }), ...fields }),
    )
    const answers = await send(method, '/composite/sobjects', collectionAnswer, { allOrNone, records })
    for (const [place, item] of some.entries())
      written.set(item, toWritten(answers[place], method === 'POST'))
  }
  return items.map((item) => written.get(item)!)
}

/** Never two of one key, however many send it at once. */
export async function upsertAll(
  send: Send,
  sobject: string,
  key: string,
  rows: readonly Item['fields'][],
): Promise<Written[]> {
  const records = rows.map((fields) => toRow(sobject, fields))
  const path = `/composite/sobjects/${sobject}/${key}`
  const answers = await send('PATCH', path, collectionAnswer, { allOrNone: false, records })
  return rows.map((_, place) => toWritten(answers[place]))
}

const toRow = (type: string, fields: Item['fields']) => ({ attributes: { type }, ...fields })

function toWritten(answer: z.output<typeof collectionAnswer>[number] | undefined, isNew = false): Written {
  if (answer?.success && answer.id) return { id: answer.id, created: answer.created ?? isNew }
  const json = answer?.errors
  if (answer === undefined) return { error: { kind: 'no_result', crm: 'salesforce' } }
  return {
    error: toSyncError(readAnswer(json, { status: null }), { text: JSON.stringify(json ?? null), json }),
  }
}

export function toUpsertAnswer(inputs: readonly UpsertInput[], written: readonly Written[]): UpsertAnswer {
  const answers = inputs.map(({ traceId }, place) => ({ traceId, answer: written[place]! }))
  return {
    results: answers.flatMap(({ traceId, answer }) =>
      'id' in answer ? [{ ...answer, properties: {}, traceId }] : [],
    ),
    failures: answers.flatMap(({ traceId, answer }) =>
      'error' in answer && answer.error.kind !== 'no_result'
        ? [{ traceIds: [traceId], error: answer.error }]
        : [],
    ),
  }
}

import * as z from 'zod'
import { answerShape } from '#app/domain/answer-shape.ts'
import { type SyncError, isUnknownAnswer } from '#app/domain/crm/failure.ts'
import { type SalesforceAnswer, salesforceAnswerKind } from '#app/domain/crm/salesforce-answer-kind.ts'
import { isSentField } from '#app/domain/salesforce/fields.ts'

const text = z.string().optional().catch(undefined)
const names = z.array(z.string()).nullish().catch(undefined)

// Of a request errorCode, of a record in a collection statusCode.
const errorItem = z.object({ errorCode: text, statusCode: text, message: text, fields: names })
const errorList = z.array(errorItem).min(1)
const loginError = z.object({ error: z.string(), error_description: text })

export const tokenAnswer = z.object({ access_token: z.string().regex(/^[\x21-\x7e]+$/) })

const row = z.record(z.string(), z.unknown())
export type QueriedRow = z.output<typeof row>
/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
export const queryAnswer = z.discriminatedUnion('done', [
  z.object({ done: z.literal(true), records: z.array(row) }),
  z.object({
    done: z.literal(false),
    // One without any would lead on for ever.
    records: z.array(row).min(1),
    /** without the version, which every path has before it; of our own organization's queries alone */
    nextRecordsUrl: z
      .string()
      .regex(/^\/services\/data\/v[\d.]+\/query(?:All)?\/[\w-]+$/)
      .transform((url) => url.slice(url.indexOf('/query'))),
  }),
])
export type QueryAnswer = z.output<typeof queryAnswer>

export const compositeAnswer = z.object({
  compositeResponse: z.array(z.object({ body: z.unknown(), httpStatusCode: z.number() })),
})

/** In the order of the records that were sent. */
export const collectionAnswer = z.array(
  z.object({
    id: z.string().nullish(),
    success: z.boolean(),
    /** of an upsert */
    created: z.boolean().optional().catch(undefined),
    errors: z.array(errorItem).nullish().catch(undefined),
  }),
)

export const describeAnswer = z.object({
  fields: z.array(z.object({ name: z.string(), unique: z.boolean(), externalId: z.boolean() })),
})

export const nothing = z.undefined()

export function isErrorAnswer(json: unknown): boolean {
  return readAnswer(json, { status: null }).isOwn
}

export function readAnswer(
  json: unknown,
  { status, isLogin = false }: { status: number | null; isLogin?: boolean },
): SalesforceAnswer {
  const login = loginError.safeParse(json).data
  const items = errorList.safeParse(json).data ?? []
  const codes = [
    ...items.flatMap(({ errorCode, statusCode }) => errorCode ?? statusCode ?? []),
    ...(login ? [login.error] : []),
  ]
  const message = items.map((item) => item.message ?? '').join('\n')
  return {
    status,
    isOwn: codes.length > 0,
    codes,
    fields: [...items.flatMap((item) => item.fields ?? []), ...namedIn(message)],
    message,
    isLogin,
  }
}

/** About a column that is not there a message quotes what stands around it as well. */
const COLUMN = /No such column '(\w+)'/g

function namedIn(message: string): string[] {
  const columns = [...message.matchAll(COLUMN)].map(([, name]) => name!)
  const named = columns.length > 0 ? columns : message.match(/\b[A-Za-z][A-Za-z_]*\b/g)
  return [...new Set(named)].filter(isSentField)
}

const HOLDER = /on record with id: ([0-9A-Za-z]{15,18})/

/** Nothing of a message but a name of ours, and the number of the record that has a value. */
export function toSyncError(answer: SalesforceAnswer, given: { text: string; json: unknown }): SyncError {
  const error: SyncError = {
    kind: salesforceAnswerKind(answer),
    crm: 'salesforce',
    status: answer.status ?? undefined,
    codes: answer.codes,
    properties: answer.fields,
    holderId: HOLDER.exec(answer.message)?.[1],
  }
  return isUnknownAnswer(error) ? { ...error, answer: answerShape(given.text, given.json) } : error
}

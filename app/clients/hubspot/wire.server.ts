import * as z from 'zod'
import { isSentProperty } from '#app/domain/hubspot/properties.ts'
import { answerKind } from '#app/domain/crm/hubspot-answer-kind.ts'
import { answerShape } from '#app/domain/answer-shape.ts'
import { type SyncError, isUnknownAnswer } from '#app/domain/crm/failure.ts'

// Any field of an error may be missing or of another type:
// https://developers.hubspot.com/docs/api-reference/error-handling
const optionalText = z.string().optional().catch(undefined)
const texts = z.array(z.string()).optional().catch(undefined)
const context = z
  .object({
    propertyName: texts,
    objectWriteTraceId: texts,
    ids: texts,
    fromObjectId: texts,
    existingId: texts,
  })
  .optional()
  .catch(undefined)
// The forms API calls its code errorType.
const detail = z.object({ code: optionalText, errorType: optionalText, message: optionalText, context })

const errorBody = z
  .object({
    status: optionalText,
    category: optionalText,
    message: optionalText,
    correlationId: optionalText,
    policyName: optionalText,
    context,
    errors: z.array(detail).optional().catch(undefined),
  })
  .catch({})

export type ErrorBody = z.output<typeof errorBody>

export function parseErrorBody(body: unknown): ErrorBody {
  return errorBody.parse(body)
}

function isHubspots({ category, status, message }: ErrorBody): boolean {
  return category !== undefined || (status === 'error' && message !== undefined)
}

/** HubSpot has sent some with status 200, in the place of an answer. */
export function isHubspotError(json: unknown): boolean {
  return isHubspots(parseErrorBody(json))
}

const id = z.union([z.string(), z.number()]).transform(String)

const record = z.object({
  id,
  properties: z.record(z.string(), z.string().nullable()).optional(),
  objectWriteTraceId: optionalText,
  /** of an upsert */
  new: z.boolean().optional().catch(undefined),
})

export const batchAnswer = batchOf(record)
export const associatedAnswer = batchOf(
  z.object({
    from: z.object({ id }),
    to: z.array(z.object({ toObjectId: id })),
    paging: z.object({ next: z.object({ after: z.coerce.string() }).nullish() }).nullish(),
  }),
)
export const associationAnswer = batchOf(z.object({ from: z.object({ id }), to: z.object({ id }) }))

function batchOf<Result extends z.ZodType>(result: Result) {
  return z
    .object({ results: z.array(result).optional(), errors: z.array(errorBody).optional().catch(undefined) })
    .refine(({ results, errors }) => results !== undefined || errors !== undefined)
    .transform(({ results = [], errors }) => ({ results, errors }))
}

export const recordAnswer = record
/** How many there are is in every answer: one without it has not looked. */
export const searchAnswer = z.object({ total: z.number(), results: z.array(record) })
export const preferenceAnswer = z.object({ results: z.array(z.object({ status: optionalText })) })
export const accountAnswer = z.object({ portalId: z.number(), timeZone: optionalText })

const property = z.object({
  name: z.string(),
  type: z.string(),
  fieldType: z.string(),
  hasUniqueValue: z.boolean().optional(),
  options: z
    .array(z.object({ value: z.string() }))
    .optional()
    .catch(undefined),
})
export type PortalProperty = z.output<typeof property>
export const propertyList = z.object({ results: z.array(property) })
export const propertyBatch = z.object({
  results: z.array(z.object({ name: z.string() })).default([]),
  errors: z.array(errorBody).optional().catch(undefined),
})
export const ownerList = z.object({
  results: z.array(z.object({ id })),
  paging: z
    .object({ next: z.object({ after: z.string() }).optional() })
    .optional()
    .catch(undefined),
})
export const groupList = z.object({ results: z.array(z.object({ name: z.string() })) })

const pipeline = z.object({
  id: z.string(),
  label: z.string(),
  stages: z.array(z.object({ id: z.string(), label: z.string() })),
})
export const pipelineList = z.object({ results: z.array(pipeline) })

const QUOTED_CODE = /"error"\s*:\s*"([A-Z][A-Z_]{2,50})"/g
const HOLDER = /Existing ID: (\d+)|(\d+) already has that value/
const QUOTED_NAME = /"name"\s*:\s*"([a-z_]+)"/g

/** Codes and property names are also taken from the JSON inside messages: partial failures hold them only there. */
export function toSyncError(
  body: ErrorBody,
  { status = null, text = '', json }: { status?: number | null; text?: string; json?: unknown } = {},
): SyncError {
  const messages = [body.message, ...(body.errors ?? []).map(({ message }) => message)].join('\n')
  const duplicate = /already has that value/.test(messages) ? ['CONFLICT'] : []
  const codes = [
    ...(body.errors ?? []).flatMap(({ code, errorType }) => code ?? errorType ?? []),
    ...[...messages.matchAll(QUOTED_CODE)].flatMap(([, code]) => code ?? []),
    ...duplicate,
    ...(body.category === 'VALIDATION_ERROR' ? [] : [body.category ?? []].flat()),
  ]
  const properties = [
    ...(body.context?.propertyName ?? []),
    ...(body.errors ?? []).flatMap(({ context }) => context?.propertyName ?? []),
    ...[...messages.matchAll(QUOTED_NAME)].flatMap(([, name]) => name ?? []),
  ].filter(isSentProperty)
  const policy = body.policyName
  const kind = answerKind({ status, isHubspots: isHubspots(body), codes, properties, policy })
  const facts = {
    kind,
    status: status ?? undefined,
    codes,
    properties,
    policy,
    holderId: body.context?.existingId?.[0] ?? HOLDER.exec(messages)?.slice(1).find(Boolean),
    correlationId: body.correlationId,
  }
  return status !== null && isUnknownAnswer(facts) ? { ...facts, answer: answerShape(text, json) } : facts
}

import * as z from 'zod'
import { SENT_PROPERTIES } from '#app/domain/hubspot/properties.ts'
import { HUBSPOT_CODES, type SyncError, recordErrorKind } from '#app/domain/hubspot/failure.ts'

// Any field of an error may be missing or of another type:
// https://developers.hubspot.com/docs/api-reference/error-handling
const optionalText = z.string().optional().catch(undefined)
const texts = z.array(z.string()).optional().catch(undefined)
const context = z
  .object({ propertyName: texts, objectWriteTraceId: texts, ids: texts, existingId: texts })
  .optional()
  .catch(undefined)
const detail = z.object({ code: optionalText, message: optionalText, context })

const errorBody = z
  .object({
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

const id = z.union([z.string(), z.number()]).transform(String)

const record = z.object({
  id,
  properties: z.record(z.string(), z.string().nullable()).optional(),
  objectWriteTraceId: optionalText,
})

export const batchAnswer = z.object({
  results: z.array(record).default([]),
  errors: z.array(errorBody).optional().catch(undefined),
})

export const associationAnswer = z.object({
  results: z.array(z.object({ from: z.object({ id }), to: z.object({ id }) })).default([]),
  errors: z.array(errorBody).optional().catch(undefined),
})

export const recordAnswer = record
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
export const groupList = z.object({ results: z.array(z.object({ name: z.string() })) })

const pipeline = z.object({
  id: z.string(),
  label: z.string(),
  stages: z.array(z.object({ id: z.string(), label: z.string() })),
})
export type Pipeline = z.output<typeof pipeline>
export const pipelineList = z.object({ results: z.array(pipeline) })

const KNOWN_CODE = new RegExp(`"error"\\s*:\\s*"(${HUBSPOT_CODES.join('|')})"`, 'g')
const HOLDER = /Existing ID: (\d+)|(\d+) already has that value/
const QUOTED_NAME = /"name"\s*:\s*"([a-z_]+)"/g

/** Codes and property names are also taken from the JSON inside messages: partial failures hold them only there. */
export function toSyncError(body: ErrorBody, status?: number): SyncError {
  const messages = [body.message, ...(body.errors ?? []).map(({ message }) => message)].join('\n')
  const duplicate = /already has that value/.test(messages) ? ['CONFLICT'] : []
  const codes = [
    ...(body.errors ?? []).flatMap(({ code }) => code ?? []),
    ...[...messages.matchAll(KNOWN_CODE)].flatMap(([, code]) => code ?? []),
    ...duplicate,
    ...(body.category === 'VALIDATION_ERROR' ? [] : [body.category ?? []].flat()),
  ]
  const properties = [
    ...(body.context?.propertyName ?? []),
    ...(body.errors ?? []).flatMap(({ context }) => context?.propertyName ?? []),
    ...[...messages.matchAll(QUOTED_NAME)].flatMap(([, name]) => name ?? []),
  ].filter((name) => SENT_PROPERTIES.has(name))
  return {
    kind: recordErrorKind(codes, properties, status),
    status,
    codes,
    properties,
    holderId: body.context?.existingId?.[0] ?? HOLDER.exec(messages)?.slice(1).find(Boolean),
    correlationId: body.correlationId,
  }
}

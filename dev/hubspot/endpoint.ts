import type { z } from 'zod'
import { invalid, Refused } from './errors.ts'
import type { FaultRule } from './faults.ts'
import type { Portal } from './portal.ts'

/** A call that passed authentication and limits, as an endpoint sees it. */
export interface Call {
  portal: Portal
  method: string
  /** `2026-09`, `v3`, ... */
  version: string
  params: Record<string, string>
  query: URLSearchParams
  body: unknown
  /** The fault in force, for those that change what an endpoint does. */
  fault?: FaultRule
}

export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
  /** For the call log. */
  counts?: { inputs: number; results: number; errors: number }
}

export interface Endpoint {
  method: string
  area:
    | 'objects'
    | 'associations'
    | 'properties'
    | 'pipelines'
    | 'owners'
    | 'account-info'
    | 'communication-preferences'
    | 'submissions'
  /** Segments after the version, `:name` for a parameter. */
  path: string
  /** The numbered version in which the official client calls it. */
  numbered: 'v3' | 'v4'
  /** Scopes that are all needed; of an inner list one is enough. */
  scopes: (params: Record<string, string>) => (string | string[])[]
  handle: (call: Call) => Answer
}

/**
 * The body in the form an endpoint takes; unknown fields are ignored, as HubSpot does.
 * @throws Refused 400 that names what is wrong.
 */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue?.path.join('.') ?? ''
  throw new Refused(
    invalid(`Invalid input JSON on line 1, column 1: ${issue?.message ?? 'unreadable'} (through ${where})`),
  )
}

/** Checks the size of a batch. */
export function limitInputs(count: number, most: number): void {
  if (count === 0) throw new Refused(invalid('Some required fields were not set: [inputs]'))
  if (count > most) {
    throw new Refused(invalid(`Batch size ${count} is over the limit of ${most} inputs in one call`))
  }
}

/** @throws Refused when two inputs have one id; the message repeats the ids as they were sent. */
export function refuseDuplicates(ids: string[], keyOf: (id: string) => string): void {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const id of ids) {
    if (seen.has(keyOf(id))) repeated.add(id)
    seen.add(keyOf(id))
  }
  if (repeated.size === 0) return
  const list = [...repeated]
  throw new Refused(
    invalid(`Duplicate IDs found in batch input: [${list.join(', ')}]. IDs must be unique`, { ids: list }),
  )
}

/** The envelope of every batch answer. `errors` and `numErrors` are there only when something failed. */
export function batchAnswer(
  call: Call,
  outcome: { status: number; partialStatus: number; inputs: number; results: unknown[]; errors: unknown[] },
): Answer {
  const { status, partialStatus, inputs, results, errors } = outcome
  const time = call.portal.time()
  const failed = errors.length > 0
  return {
    status: failed ? partialStatus : status,
    body: {
      status: 'COMPLETE',
      results,
      startedAt: time,
      completedAt: time,
      ...(failed ? { numErrors: errors.length, errors } : {}),
    },
    counts: { inputs, results: results.length, errors: errors.length },
  }
}

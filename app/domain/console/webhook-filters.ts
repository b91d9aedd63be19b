import * as z from 'zod'
import { WEBHOOK_TYPES } from '#app/domain/webhook/events.ts'
import { oneOf } from './filter-rules.ts'

export const EVENT_STATUSES = ['pending', 'completed', 'dead'] as const

export const WEBHOOK_FILTERS = {
  receiver: z.string().regex(/^[\w-]{1,64}$/, 'must be a receiver as the list names it'),
  type: oneOf(WEBHOOK_TYPES),
  status: oneOf(EVENT_STATUSES),
  cause: z.string().regex(/^[a-z_]{1,40}$/, 'must be the name of a cause, in lower-case letters'),
}

import * as z from 'zod'
import { OPERATIONS, OPERATOR_REASONS, type OperatorReason } from '#app/domain/pause.ts'
import { WEBHOOK_TYPES } from '#app/domain/webhook/events.ts'
import { EVENT_STATUSES } from './webhook-filters.ts'
import type { ActLink } from './page-view.ts'

export const ACT_PATH = '/ops/act'

const id = z.string().regex(/^[\w-]{1,64}$/, 'must be the id of a row')
const experiment = z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be the id of a test')
const cause = z.string().regex(/^[a-z_]{1,40}$/, 'must be the name of a cause')

/** Dead rows: one, all of a cause, or all. */
const selection = { id: id.optional(), cause: cause.optional() }
const webhookSelection = {
  ...selection,
  receiver: id.optional(),
  type: z.enum(WEBHOOK_TYPES).optional(),
  status: z.enum(EVENT_STATUSES).optional(),
}
const reasons = Object.keys(OPERATOR_REASONS) as [OperatorReason, ...OperatorReason[]]

/** What somebody can do on /ops, as the fields of a form say it. A mistyped one must not choose all rows. */
export const actSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('retry_leads'), ...selection }),
  z.strictObject({ act: z.literal('dismiss_leads'), ...selection }),
  z.strictObject({ act: z.literal('retry_emails'), ...selection }),
  z.strictObject({ act: z.literal('dismiss_emails'), ...selection }),
  z.strictObject({ act: z.literal('redeliver_webhooks'), ...webhookSelection }),
  z.strictObject({ act: z.literal('dismiss_webhooks'), ...webhookSelection }),
  z.strictObject({ act: z.literal('test_webhooks'), receiver: id.optional() }),
  z.strictObject({
    act: z.literal('pause'),
    operation: z.enum(OPERATIONS),
    reason: z.enum(reasons).optional(),
  }),
  z.strictObject({ act: z.literal('resume'), operation: z.enum(OPERATIONS) }),
  z.strictObject({ act: z.literal('start_experiment'), experiment }),
  z.strictObject({
    act: z.literal('stop_experiment'),
    experiment,
    /** chosen on the page that confirms: what everybody is shown afterwards */
    winner: z
      .string()
      .regex(/^[a-z_]{1,40}$/)
      .optional(),
  }),
])
export type Act = z.output<typeof actSchema>

export function pageOfAct(act: Act): string {
  if ('experiment' in act) return `/ops/experiments/${act.experiment}`
  if (act.act.endsWith('webhooks')) return '/ops/webhooks'
  const isMail = act.act.endsWith('emails') || ('operation' in act && act.operation === 'mail')
  return isMail ? '/ops/mail' : '/ops/hubspot'
}

export function actLink(label: string, act: Act): ActLink {
  return { label, href: `${ACT_PATH}?${new URLSearchParams(act)}` }
}

export interface Proposal {
  title: string
  sentence: string
  /** of rows, 0 where it cannot be done; null where it is about an operation or a test */
  count: number | null
  button: string
  backTo: string
  /** what is chosen with it, as a field of the act */
  asks: { name: string; label: string; options: readonly { value: string; label: string }[] } | null
}

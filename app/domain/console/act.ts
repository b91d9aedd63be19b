import * as z from 'zod'
import { OPERATIONS, OPERATOR_REASONS, type OperatorReason } from '#app/domain/pause.ts'
import type { ActLink } from './page-view.ts'

export const ACT_PATH = '/ops/act'

const id = z.string().regex(/^[\w-]{1,64}$/, 'must be the id of a row')
const cause = z.string().regex(/^[a-z_]{1,40}$/, 'must be the name of a cause')

/** Dead rows: one, all of a cause, or all. */
const selection = { id: id.optional(), cause: cause.optional() }
const reasons = Object.keys(OPERATOR_REASONS) as [OperatorReason, ...OperatorReason[]]

/** What somebody can do on /ops, as the fields of a form say it. */
export const actSchema = z.discriminatedUnion('act', [
  z.object({ act: z.literal('retry_leads'), ...selection }),
  z.object({ act: z.literal('dismiss_leads'), ...selection }),
  z.object({ act: z.literal('retry_emails'), ...selection }),
  z.object({ act: z.literal('dismiss_emails'), ...selection }),
  z.object({
    act: z.literal('pause'),
    operation: z.enum(OPERATIONS),
    reason: z.enum(reasons).optional(),
  }),
  z.object({ act: z.literal('resume'), operation: z.enum(OPERATIONS) }),
])
export type Act = z.output<typeof actSchema>

export function actLink(label: string, act: Act): ActLink {
  return { label, href: `${ACT_PATH}?${new URLSearchParams(act)}` }
}

export interface Proposal {
  title: string
  sentence: string
  /** of rows; null where it is about an operation */
  count: number | null
  button: string
  backTo: string
  asksReason: boolean
}

import * as z from 'zod'
import type { Role } from './roles.ts'

/** What is recorded of /ops, with the role that it takes and the words of the record. */
export const OPS_ACTIONS = {
  signed_in: { role: 'view', words: 'Signed in' },
  signed_out: { role: 'view', words: 'Signed out' },
  retried_leads: { role: 'operate', words: 'Made dead leads due again' },
  dismissed_leads: { role: 'operate', words: 'Gave up leads' },
  retried_emails: { role: 'operate', words: 'Made dead e-mails due again' },
  dismissed_emails: { role: 'operate', words: 'Gave up e-mails' },
  redelivered_webhooks: { role: 'operate', words: 'Made events due again' },
  dismissed_webhooks: { role: 'operate', words: 'Gave up events' },
  tested_webhooks: { role: 'operate', words: 'Sent receivers a test' },
  paused: { role: 'operate', words: 'Paused' },
  resumed: { role: 'operate', words: 'Resumed' },
  started_experiment: { role: 'operate', words: 'Started a test' },
  stopped_experiment: { role: 'operate', words: 'Stopped a test' },
  opened_lead: { role: 'personal', words: 'Opened the contact details of a lead' },
  opened_leads: { role: 'personal', words: 'Opened the contact details of a page of leads' },
} as const satisfies Record<string, { role: Role; words: string }>

export type OpsAction = keyof typeof OPS_ACTIONS
export const OPS_ACTION_NAMES = Object.keys(OPS_ACTIONS) as OpsAction[]

export const RECORD_FILTERS = {
  action: z.enum(OPS_ACTION_NAMES, `must be one of ${OPS_ACTION_NAMES.join(', ')}`),
}
